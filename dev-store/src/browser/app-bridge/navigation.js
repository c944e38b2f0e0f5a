import { ownPath } from "./configuration.js";

const adminTarget = /^(?:shopify:\/\/admin|https:\/\/admin\.shopify\.com\/store\/[^/]+)(\/.*)?$/;

/** Lets the admin's address follow the app's. */
export function followHistory(channel) {
  const announce = () => channel.tell("path", { path: ownPath(), title: document.title });
  for (const name of ["pushState", "replaceState"]) {
    const original = history[name].bind(history);
    history[name] = (...given) => {
      original(...given);
      announce();
    };
  }
  window.addEventListener("popstate", announce);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", announce);
  else announce();
}

/** Gives a way to follow a link the admin shows: by the app's own handler where it has one. */
export function linkFollower() {
  let handled = false;
  const addListener = window.addEventListener.bind(window);
  window.addEventListener = (type, ...rest) => {
    if (type === "shopify:navigate") handled = true;
    addListener(type, ...rest);
  };
  return (link) => {
    if (handled) link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true }));
    else if (link.localName === "a") link.click();
    else location.assign(link.getAttribute("href"));
  };
}

/** Sends links and windows that point into the admin to the admin around the frame. */
export function catchAdminLinks(channel) {
  document.addEventListener("click", (event) => {
    const href =
      event.target instanceof Element ? event.target.closest("a[href]")?.getAttribute("href") : null;
    const match = adminTarget.exec(href ?? "");
    if (!match) return;
    event.preventDefault();
    channel.tell("admin", { path: match[1] ?? "/" });
  });
  const platformOpen = window.open.bind(window);
  window.open = (url, target, ...rest) => {
    const match = adminTarget.exec(String(url ?? ""));
    if (!match) return platformOpen(url, target, ...rest);
    channel.tell("admin", { path: match[1] ?? "/" });
    return null;
  };
}
