import { buildWords } from "./worker-words.js";

/** Something with a value that may be listened to; the extension's own signals take its place when it brings them. */
class StillSignal {
  constructor(value) {
    this.value = value;
  }
  peek() {
    return this.value;
  }
  subscribe(listener) {
    listener(this.value);
    return () => {};
  }
}

/** The `shopify` global of a target. */
export function buildApi(setup, host, registered) {
  const signals = [];
  const revive = (tree) => {
    if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return tree;
    const made = {};
    for (const [key, value] of Object.entries(tree)) {
      const isSignal = typeof value === "object" && value !== null && Object.hasOwn(value, "$signal");
      if (isSignal) signals.push({ holder: made, key, value: value.$signal });
      made[key] = isSignal ? new StillSignal(value.$signal) : revive(value);
    }
    return made;
  };
  const api = {
    ...revive(setup.api),
    extend: (target, run) => registered.set(target, run),
    extension: { target: setup.target, apiVersion: "2026-07", version: "1", scriptUrl: "", rendered: null },
    i18n: buildWords(setup),
    setSignals(Signal) {
      for (const { holder, key, value } of signals) holder[key] = new Signal(value);
    },
    query: async () => {
      throw new Error("The dev store does not imitate query().");
    },
    storage: {
      read: (key) => host.storageRead(key),
      write: (key, value) => host.storageWrite(key, value),
      delete: (key) => host.storageDelete(key),
    },
  };
  return setup.surface === "admin" ? { ...api, ...forStaff(host) } : { ...api, ...forBuyers(host) };
}

function forBuyers(host) {
  return {
    sessionToken: { get: () => host.sessionToken() },
    toast: { show: (message, options) => host.toast(String(message), options ?? {}) },
    navigation: { navigate: (url) => host.navigate(String(url)) },
    requireLogin: async () => {
      throw new Error("The dev store does not imitate requireLogin().");
    },
  };
}

function forStaff(host) {
  return {
    auth: { idToken: () => host.idToken() },
    navigation: { navigate: (url) => host.navigate(String(url)) },
    toast: { show: (message, options) => host.toast(String(message), options ?? {}) },
  };
}
