import { ownPath } from "./configuration.js";

/** Builds `window.shopify`. What is not imitated refuses instead of pretending. */
export function shopifyGlobal({ config, adminOrigin, embedded, channel, idToken, onReport }) {
  const { tell, ask, on } = channel;
  const byId = (id, kind) => {
    const element = document.getElementById(id);
    if (!element?.show) throw new Error(`App Bridge: there is no ${kind} with the id ${id}.`);
    return element;
  };
  const openers = (kind) => ({
    show: async (id) => byId(id, kind).show(),
    hide: async (id) => byId(id, kind).hide(),
    toggle: async (id) => byId(id, kind).toggle(),
  });
  const missing = (name) => () =>
    Promise.reject(new Error(`The dev store does not imitate shopify.${name}.`));
  const scopes = () => ask("scopes");
  return {
    config,
    origin: adminOrigin,
    ready: ask("hello", { apiKey: config.apiKey, path: ownPath() }).then(() => undefined),
    setSignals() {},
    environment: { mobile: matchMedia("(max-width: 500px)").matches, embedded, pos: false, intent: false },
    loading: (shown) => tell("loading", { on: shown !== false }),
    idToken: () => idToken(),
    user: () => ask("user"),
    toast: toasts(tell, on),
    modal: openers("modal"),
    saveBar: { ...openers("save bar"), leaveConfirmation: () => leaveConfirmation(ask) },
    webVitals: { onReport },
    scopes: {
      query: scopes,
      request: async () => ({ result: "declined-all", detail: await scopes() }),
      revoke: async () => ({ detail: await scopes() }),
    },
    reviews: {
      request: async () => ({
        success: false,
        code: "merchant-ineligible",
        message: "The dev store asks for no reviews.",
      }),
    },
    support: support(tell, on),
    intents: { invoke: missing("intents") },
    resourcePicker: missing("resourcePicker"),
    picker: missing("picker"),
    scanner: { capture: missing("scanner") },
    pos: {},
    app: { extensions: missing("app.extensions") },
    shopifyQL: { available: async () => false },
    tools: {},
  };
}

function toasts(tell, on) {
  const shown = new Map();
  on("toast-action", ({ id }) => shown.get(id)?.onAction?.());
  on("toast-gone", ({ id }) => {
    shown.get(id)?.onDismiss?.();
    shown.delete(id);
  });
  let last = 0;
  return {
    show(message, options = {}) {
      last += 1;
      const id = `toast-${last}`;
      shown.set(id, options);
      const { duration = 5000, isError = false, action = null } = options;
      tell("toast", { id, message, duration, isError, action });
      return id;
    },
    hide: (id) => tell("toast-hide", { id }),
  };
}

function support(tell, on) {
  let handler = null;
  on("support", () => handler?.());
  return {
    registerHandler: async (callback) => {
      handler = callback;
      tell("support", { on: callback !== null });
    },
  };
}

/** Resolves once the merchant agrees to leave, and never when they stay. */
async function leaveConfirmation(ask) {
  const leave = await ask("leave-confirmation");
  if (!leave) await new Promise(() => undefined);
}
