/** The admin's half of App Bridge: answers the framed app and shows what it declares. */
const shell = document.querySelector("[data-app-shell]");
const { appOrigin, base, store } = shell.dataset;
const frame = shell.querySelector("iframe");
const one = (name) => document.querySelector(`[data-${name}]`);
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const tell = (type, payload, id, error) =>
  frame.contentWindow.postMessage({ appBridge: 1, type, payload, id, error }, appOrigin);
let saveBar = { shown: false };
let navItems = [];
let currentPath = shell.dataset.path;

const mayLeave = async () => {
  if (!saveBar.shown) return true;
  const dialog = one("leave-dialog");
  dialog.showModal();
  const leave = await new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "leave"), { once: true }),
  );
  dialog.returnValue = "";
  return leave;
};

const drawNav = () => {
  for (const list of document.querySelectorAll("[data-app-nav]")) {
    list.replaceChildren(
      ...navItems.map((item) => {
        const link = make("a", { href: `${base}${item.path}`, textContent: item.label });
        if (currentPath.split("?")[0] === item.path) link.setAttribute("aria-current", "page");
        link.addEventListener("click", async (event) => {
          if (event.metaKey || event.ctrlKey) return;
          event.preventDefault();
          list.closest("details")?.removeAttribute("open");
          if (await mayLeave()) tell("press", { id: item.id });
        });
        return make("li", {}, link);
      }),
    );
  }
  for (const menu of document.querySelectorAll("[data-app-menu]")) menu.hidden = navItems.length === 0;
};

const press = (part, className) => {
  const button = make("button", {
    type: "button",
    textContent: part.label,
    className,
    disabled: part.disabled || part.loading,
  });
  if (part.tone === "critical") button.classList.add("critical");
  button.addEventListener("click", () => tell("press", { id: part.id }));
  return button;
};

const show = {
  hello: () => true,
  "id-token": async () => {
    const response = await fetch(`/admin/store/${store}/id-token`, { method: "POST" });
    if (!response.ok) throw new Error("The admin has no session for this app.");
    return (await response.json()).idToken;
  },
  user: () => ({ accountAccess: shell.dataset.owner === "true" ? "full" : "limited" }),
  scopes: async () => (await fetch(`/admin/store/${store}/scopes`)).json(),
  "leave-confirmation": mayLeave,
  path: ({ path, title }) => {
    currentPath = path;
    // Replaced, not pushed: the frame's own history already has the entry.
    if (location.pathname + location.search + location.hash !== base + path)
      history.replaceState(null, "", base + path);
    if (title) document.title = `${title} · ${shell.dataset.storeName}`;
    drawNav();
  },
  nav: ({ items }) => {
    navItems = items;
    drawNav();
  },
  title: ({ title, breadcrumb, actions }) => {
    one("page-title").textContent = title;
    one("breadcrumb").replaceChildren(
      ...(breadcrumb ? [press({ ...breadcrumb, label: `← ${breadcrumb.label}` }, "quiet")] : []),
    );
    one("title-actions").replaceChildren(
      ...actions.map((action) => press(action, action.variant === "primary" ? "primary" : "")),
    );
  },
  "save-bar": (state) => {
    saveBar = state;
    const bar = one("save-bar");
    bar.hidden = !state.shown;
    if (!state.shown) return;
    one("save").disabled = Boolean(state.save?.disabled);
    one("save").classList.toggle("busy", Boolean(state.save?.loading));
  },
  loading: ({ on }) => {
    one("progress").hidden = !on;
  },
  toast: ({ id, message, duration, isError, action }) => {
    const gone = () => {
      toast.remove();
      tell("toast-gone", { id });
    };
    const close = make("button", { type: "button", textContent: "✕", onclick: gone });
    close.setAttribute("aria-label", "Dismiss");
    const toast = make(
      "div",
      { className: isError ? "toast error" : "toast" },
      make("span", { textContent: message }),
    );
    toast.dataset.toast = id;
    if (action)
      toast.append(
        make("button", { type: "button", textContent: action, onclick: () => tell("toast-action", { id }) }),
      );
    toast.append(close);
    one("toasts").append(toast);
    setTimeout(() => toast.isConnected && gone(), duration);
  },
  "toast-hide": ({ id }) => document.querySelector(`[data-toast="${CSS.escape(id)}"]`)?.remove(),
  support: ({ on }) => {
    one("support").hidden = !on;
  },
  admin: ({ path }) => {
    const target = new URL(
      `/admin/store/${store}${path.startsWith("/") ? path : `/${path}`}`,
      location.origin,
    );
    if (target.pathname.startsWith(`/admin/store/${store}`)) location.assign(target);
  },
  leave: ({ url }) => {
    const target = new URL(url);
    if (target.origin === appOrigin || target.origin === location.origin) location.assign(target);
  },
};

window.addEventListener("message", async (event) => {
  if (event.origin !== appOrigin || event.source !== frame.contentWindow || event.data?.appBridge !== 1)
    return;
  const { type, payload, id } = event.data;
  try {
    const answer = await show[type]?.(payload ?? {});
    if (id) tell("answer", answer, id);
  } catch (error) {
    if (id) tell("answer", null, id, error.message);
  }
});

frame.addEventListener("load", () => {
  one("frame-wait")?.remove();
});
one("save").addEventListener("click", () =>
  saveBar.form ? tell("form", { action: "save" }) : tell("press", { id: saveBar.save?.id }),
);
one("discard").addEventListener("click", async () => {
  if (saveBar.confirm && !(await mayLeave())) return;
  if (saveBar.form) tell("form", { action: "discard" });
  else tell("press", { id: saveBar.discard?.id });
});
one("support").addEventListener("click", () => tell("support", {}));
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || !saveBar.shown || link.closest("[data-app-nav]")) return;
  event.preventDefault();
  if (await mayLeave()) location.assign(link.href);
});
