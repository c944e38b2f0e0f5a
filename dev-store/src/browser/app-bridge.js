/**
 * The local App Bridge: what the platform's script gives an embedded app, for the
 * part the README lists. It talks to the admin page around it by postMessage and
 * trusts only the origin it was loaded from.
 */
(() => {
  if (window.shopify?.config) return;
  const script = document.currentScript;
  const adminOrigin = new URL(script.src).origin;
  const meta = document.querySelector('meta[name="shopify-api-key"]');
  const query = new URLSearchParams(location.search);
  const embedded = window.parent !== window;
  const adminParams = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];

  // In-app navigation drops the admin's parameters, a later document still needs them.
  const remembered = JSON.parse(sessionStorage.getItem("app-bridge-config") ?? "{}");
  const config = {
    apiKey: script.dataset.apiKey ?? meta?.content ?? remembered.apiKey,
    host: query.get("host") ?? remembered.host,
    locale: query.get("locale") ?? remembered.locale ?? "en",
    shop: query.get("shop") ?? remembered.shop,
    appOrigins: [location.origin],
    disabledFeatures: [],
  };
  if (!config.apiKey) throw new Error("App Bridge: no API key; give the script data-api-key or the page a shopify-api-key meta tag.");
  sessionStorage.setItem("app-bridge-config", JSON.stringify(config));

  const ownPath = () => {
    const url = new URL(location.href);
    for (const name of adminParams) url.searchParams.delete(name);
    return url.pathname + url.search + url.hash;
  };
  if (!embedded && config.host) {
    const store = atob(config.host).split("/").at(-1);
    location.replace(`${adminOrigin}/admin/store/${store}/apps/${config.apiKey}${ownPath()}`);
    return;
  }

  // Messages to and from the admin page.
  let lastMessage = 0;
  const waiting = new Map();
  const listeners = new Map();
  const tell = (type, payload, id) => window.parent.postMessage({ appBridge: 1, type, payload, id }, adminOrigin);
  const ask = (type, payload) =>
    new Promise((resolve, reject) => {
      lastMessage += 1;
      waiting.set(lastMessage, { resolve, reject });
      tell(type, payload, lastMessage);
    });
  window.addEventListener("message", (event) => {
    if (event.origin !== adminOrigin || event.source !== window.parent || event.data?.appBridge !== 1) return;
    const { type, payload, id, error } = event.data;
    if (type !== "answer") return listeners.get(type)?.(payload);
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(new Error(error));
    else waiter?.resolve(payload);
  });

  // Id tokens live a minute; one is shared until ten seconds before its end.
  let held = null;
  const idToken = async (fresh = false) => {
    if (!fresh && held && held.until > Date.now()) return held.token;
    const token = await ask("id-token");
    held = { token, until: JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).exp * 1000 - 10_000 };
    return token;
  };

  const platformFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin) return platformFetch(input, init);
    const request = new Request(input, init);
    if (request.headers.has("Authorization")) return platformFetch(request);
    const send = async (fresh) => {
      const copy = request.clone();
      copy.headers.set("Authorization", `Bearer ${await idToken(fresh)}`);
      copy.headers.set("X-Requested-With", "XMLHttpRequest");
      return platformFetch(copy);
    };
    let response = await send(false);
    if (response.status === 401 && response.headers.get("X-Shopify-Retry-Invalid-Session-Request")) response = await send(true);
    const elsewhere = response.headers.get("X-Shopify-API-Request-Failure-Reauthorize-Url");
    if (elsewhere) tell("leave", { url: new URL(elsewhere, location.href).href });
    return response;
  };

  // The page that only exists to fetch a token and come back.
  const reload = query.get("shopify-reload");
  if (reload) {
    const target = new URL(reload, location.href);
    if (target.origin !== location.origin) throw new Error("App Bridge: shopify-reload leaves the app.");
    idToken(true).then((token) => {
      target.searchParams.set("id_token", token);
      location.replace(target);
    });
  }

  // The admin's address follows the app's.
  const announcePath = () => reload || tell("path", { path: ownPath(), title: document.title });
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (...given) => {
      original(...given);
      announcePath();
    };
  }
  window.addEventListener("popstate", announcePath);

  let navigationHandled = false;
  const addListener = window.addEventListener.bind(window);
  window.addEventListener = (type, ...rest) => {
    if (type === "shopify:navigate") navigationHandled = true;
    addListener(type, ...rest);
  };
  const follow = (link) => {
    if (navigationHandled) link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
    else if (link.localName === "a") link.click();
    else location.assign(link.getAttribute("href"));
  };
  const adminTarget = /^(shopify:\/\/admin|https:\/\/admin\.shopify\.com\/store\/[^/]+)(\/.*)?$/;
  document.addEventListener("click", (event) => {
    const href = event.target instanceof Element ? event.target.closest("a[href]")?.getAttribute("href") : null;
    const match = adminTarget.exec(href ?? "");
    if (!match) return;
    event.preventDefault();
    tell("admin", { path: match[2] ?? "/" });
  });
  const platformOpen = window.open.bind(window);
  window.open = (url, target, ...rest) => {
    const match = adminTarget.exec(String(url ?? ""));
    if (match) return void tell("admin", { path: match[2] ?? "/" });
    return platformOpen(url, target, ...rest);
  };

  // Elements.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none }
    .app-bridge-modal { border: 0; border-radius: 12px; padding: 0; width: min(620px, calc(100vw - 32px)); max-height: calc(100vh - 48px); box-shadow: 0 12px 40px rgb(0 0 0 / .3); color: #303030; font: 14px/1.45 system-ui, sans-serif }
    .app-bridge-modal[data-variant=small] { width: min(380px, calc(100vw - 32px)) } .app-bridge-modal[data-variant=large] { width: min(980px, calc(100vw - 32px)) }
    .app-bridge-modal[data-variant=max] { width: calc(100vw - 16px); height: calc(100vh - 16px); max-height: none }
    .app-bridge-modal::backdrop { background: rgb(20 24 30 / .55) }
    .app-bridge-modal > header, .app-bridge-modal > footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px; background: #f4f5f6 }
    .app-bridge-modal > header > h2 { flex: 1; margin: 0; font-size: 15px } .app-bridge-modal > footer { justify-content: flex-end }
    .app-bridge-modal > footer:empty { display: none }
    .app-bridge-modal iframe { width: 100%; height: 60vh; border: 0 }
    .app-bridge-modal button[data-bridge] { font: inherit; min-height: 32px; padding: 4px 12px; border: 1px solid #8a8f98; border-radius: 8px; background: #fff; color: #1f2933; cursor: pointer }
    .app-bridge-modal button[data-bridge=primary] { background: #1f2933; color: #fff; border-color: #1f2933 } .app-bridge-modal button[data-tone=critical] { background: #a4161a; border-color: #a4161a; color: #fff }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

  const pressable = new Map();
  let lastPressable = 0;
  const describe = (element) => {
    if (!element.bridgeId) {
      lastPressable += 1;
      element.bridgeId = `e${lastPressable}`;
    }
    pressable.set(element.bridgeId, new WeakRef(element));
    return {
      id: element.bridgeId, label: element.textContent.trim(), variant: element.getAttribute("variant"), tone: element.getAttribute("tone"),
      disabled: element.hasAttribute("disabled"), loading: element.hasAttribute("loading") && element.getAttribute("loading") !== "false",
    };
  };
  listeners.set("press", ({ id }) => {
    const element = pressable.get(id)?.deref();
    if (element?.localName === "a" && element.closest("ui-nav-menu, s-app-nav, ui-title-bar")) follow(element);
    else if (element?.localName === "s-link") follow(element);
    else element?.click();
  });

  /** An element whose children are looked at again whenever they change. */
  class Watched extends HTMLElement {
    connectedCallback() {
      this.observer ??= new MutationObserver(() => this.changed());
      this.observer.observe(this, { childList: true, subtree: true, attributes: true, characterData: true });
      // Children of a parsed element are not there yet.
      queueMicrotask(() => this.isConnected && this.changed());
    }
    disconnectedCallback() {
      this.observer.disconnect();
      this.gone?.();
    }
  }
  class NavMenu extends Watched {
    changed() {
      const links = [...this.querySelectorAll("a[href], s-link[href]")].filter((link) => link.getAttribute("rel") !== "home");
      tell("nav", { items: links.map((link) => ({ ...describe(link), path: new URL(link.getAttribute("href"), location.href).pathname })) });
    }
    gone() {
      tell("nav", { items: [] });
    }
  }
  class TitleBar extends Watched {
    changed() {
      const modal = this.closest("ui-modal");
      if (modal) return modal.arrange?.();
      const parts = [...this.querySelectorAll("a, button")];
      tell("title", {
        title: this.getAttribute("title") ?? "",
        breadcrumb: parts.filter((one) => one.getAttribute("variant") === "breadcrumb").map(describe)[0] ?? null,
        actions: parts.filter((one) => one.getAttribute("variant") !== "breadcrumb").map(describe),
      });
    }
    gone() {
      if (!document.querySelector("ui-title-bar")) tell("title", { title: "", breadcrumb: null, actions: [] });
    }
  }
  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("s-app-nav", class extends NavMenu {});
  customElements.define("ui-title-bar", TitleBar);

  class SaveBar extends Watched {
    showing = false;
    changed() {
      if (!this.showing) return;
      const buttons = [...this.querySelectorAll("button")];
      const save = buttons.find((one) => one.getAttribute("variant") === "primary");
      const discard = buttons.find((one) => one !== save);
      tell("save-bar", { shown: true, save: save ? describe(save) : null, discard: discard ? describe(discard) : null, confirm: this.hasAttribute("discardConfirmation") || this.discardConfirmation === true });
    }
    async show() {
      if (this.showing) return;
      this.showing = true;
      this.changed();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (!this.showing) return;
      this.showing = false;
      tell("save-bar", { shown: false });
      this.dispatchEvent(new Event("hide"));
    }
    toggle() {
      return this.showing ? this.hide() : this.show();
    }
    gone() {
      this.hide();
    }
  }
  customElements.define("ui-save-bar", SaveBar);

  // Forms that ask for the save bar by an attribute alone.
  let dirtyForm = null;
  const formOf = (event) => (event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null);
  const markDirty = (event) => {
    const form = formOf(event);
    if (!form || dirtyForm === form) return;
    dirtyForm = form;
    tell("save-bar", { shown: true, form: true, confirm: form.hasAttribute("data-discard-confirmation") });
  };
  const markClean = (event) => {
    if (!dirtyForm || (event && formOf(event) !== dirtyForm)) return;
    dirtyForm = null;
    tell("save-bar", { shown: false });
  };
  for (const type of ["input", "change"]) document.addEventListener(type, markDirty);
  document.addEventListener("submit", (event) => queueMicrotask(() => markClean(event)), true);
  document.addEventListener("reset", markClean, true);
  new MutationObserver(() => dirtyForm && !dirtyForm.isConnected && markClean()).observe(document, { childList: true, subtree: true });
  listeners.set("form", ({ action }) => (action === "save" ? dirtyForm?.requestSubmit() : dirtyForm?.reset()));

  class Modal extends HTMLElement {
    static observedAttributes = ["variant", "src"];
    // Made late: a dialog in the body before the app has hydrated would be foreign to it.
    get dialog() {
      if (this.made) return this.made;
      this.made = document.createElement("dialog");
      this.made.className = "app-bridge-modal";
      this.made.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
      this.heading = document.createElement("h2");
      this.heading.id = `app-bridge-modal-${Math.random().toString(36).slice(2)}`;
      this.made.setAttribute("aria-labelledby", this.heading.id);
      const close = document.createElement("button");
      Object.assign(close, { type: "button", textContent: "✕", onclick: () => this.hide() });
      close.setAttribute("aria-label", "Close");
      close.dataset.bridge = "plain";
      const header = document.createElement("header");
      header.append(this.heading, close);
      this.body = document.createElement("div");
      this.footer = document.createElement("footer");
      this.made.append(header, this.body, this.footer);
      document.body.append(this.made);
      return this.made;
    }
    get content() {
      return this.dialog && this.body;
    }
    get variant() {
      return this.getAttribute("variant") ?? "base";
    }
    set variant(value) {
      this.setAttribute("variant", value);
    }
    get src() {
      return this.getAttribute("src") ?? undefined;
    }
    set src(value) {
      this.setAttribute("src", value);
    }
    get contentWindow() {
      return this.made?.querySelector("iframe")?.contentWindow ?? null;
    }
    arrange() {
      const bar = this.querySelector("ui-title-bar");
      this.dialog.dataset.variant = this.variant;
      this.heading.textContent = bar?.getAttribute("title") ?? "";
      this.footer.replaceChildren(...[...(bar?.querySelectorAll("button, a") ?? [])].map((original) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: original.textContent, disabled: original.hasAttribute("disabled"), onclick: () => original.click() });
        button.dataset.bridge = original.getAttribute("variant") ?? "plain";
        if (original.getAttribute("tone")) button.dataset.tone = original.getAttribute("tone");
        return button;
      }));
    }
    async show() {
      if (this.dialog.open) return;
      this.arrange();
      if (this.src && !this.body.firstChild) {
        const frame = document.createElement("iframe");
        frame.src = this.src;
        frame.title = this.heading.textContent;
        this.body.append(frame);
      } else if (!this.src && !this.body.firstChild) {
        this.body.append(...[...this.children].filter((one) => !/^ui-/.test(one.localName)));
      }
      this.dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }
    async hide() {
      if (this.made?.open) this.made.close();
    }
    toggle() {
      return this.made?.open ? this.hide() : this.show();
    }
    attributeChangedCallback() {
      if (this.made) this.made.dataset.variant = this.variant;
    }
    disconnectedCallback() {
      this.made?.remove();
      this.made = null;
    }
  }
  customElements.define("ui-modal", Modal);

  // Web vitals, reported a second after the last change.
  const vitals = new Map();
  let vitalsCallback = null;
  let vitalsTimer;
  const measure = (name, value) => {
    vitals.set(name, { id: `v1-${name}`, name, value });
    clearTimeout(vitalsTimer);
    vitalsTimer = setTimeout(() => vitalsCallback?.({ metrics: [...vitals.values()] }), 1000);
  };
  const observe = (type, handle, options = {}) => {
    if (PerformanceObserver.supportedEntryTypes.includes(type)) new PerformanceObserver((list) => list.getEntries().forEach(handle)).observe({ type, buffered: true, ...options });
  };
  let shift = 0;
  let slowest = 0;
  observe("largest-contentful-paint", (entry) => measure("LCP", entry.startTime));
  observe("paint", (entry) => entry.name === "first-contentful-paint" && measure("FCP", entry.startTime));
  observe("navigation", (entry) => measure("TTFB", entry.responseStart));
  observe("layout-shift", (entry) => entry.hadRecentInput || measure("CLS", (shift += entry.value)));
  observe("event", (entry) => entry.interactionId && measure("INP", (slowest = Math.max(slowest, entry.duration))), { durationThreshold: 16 });

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
  const toasts = new Map();
  listeners.set("toast-action", ({ id }) => toasts.get(id)?.onAction?.());
  listeners.set("toast-gone", ({ id }) => toasts.get(id)?.onDismiss?.() ?? toasts.delete(id));
  let support = null;
  listeners.set("support", () => support?.());
  const missing = (name) => () => Promise.reject(new Error(`The dev store does not imitate shopify.${name}.`));

  window.shopify = {
    config,
    origin: adminOrigin,
    ready: ask("hello", { apiKey: config.apiKey, path: ownPath() }).then(() => undefined),
    setSignals() {},
    environment: { mobile: matchMedia("(max-width: 500px)").matches, embedded, pos: false, intent: false },
    loading: (on) => tell("loading", { on: on !== false }),
    idToken: () => idToken(),
    user: () => ask("user"),
    toast: {
      show(message, options = {}) {
        const id = `t${toasts.size + 1}-${Date.now()}`;
        toasts.set(id, options);
        tell("toast", { id, message, duration: options.duration ?? 5000, isError: options.isError === true, action: options.action ?? null });
        return id;
      },
      hide: (id) => tell("toast-hide", { id }),
    },
    modal: openers("modal"),
    saveBar: { ...openers("save bar"), leaveConfirmation: () => ask("leave-confirmation").then((leave) => (leave ? undefined : new Promise(() => {}))) },
    webVitals: {
      onReport: async (callback) => {
        vitalsCallback = callback;
        if (callback && vitals.size > 0) callback({ metrics: [...vitals.values()] });
      },
    },
    scopes: { query: () => ask("scopes"), request: async () => ({ result: "declined-all", detail: await ask("scopes") }), revoke: async () => ({ detail: await ask("scopes") }) },
    reviews: { request: async () => ({ success: false, code: "merchant-ineligible", message: "The dev store asks for no reviews." }) },
    support: {
      registerHandler: async (callback) => {
        support = callback;
        tell("support", { on: callback !== null });
      },
    },
    intents: { invoke: missing("intents") },
    resourcePicker: missing("resourcePicker"),
    picker: missing("picker"),
    scanner: { capture: missing("scanner") },
    pos: {},
    app: { extensions: missing("app.extensions") },
    shopifyQL: { available: async () => false },
    tools: {},
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", announcePath);
  else announcePath();
})();
