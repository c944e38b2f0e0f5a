/** What the admin needs to draw a button or link of the app, and a way to press the original. */
export function declaredParts(channel, follow) {
  const known = new Map();
  let last = 0;
  const describe = (element) => {
    if (!element.bridgeId) {
      last += 1;
      element.bridgeId = `e${last}`;
    }
    known.set(element.bridgeId, new WeakRef(element));
    const loading = element.getAttribute("loading");
    return {
      id: element.bridgeId,
      label: element.textContent.trim(),
      variant: element.getAttribute("variant"),
      tone: element.getAttribute("tone"),
      disabled: element.hasAttribute("disabled"),
      loading: loading !== null && loading !== "false",
    };
  };
  channel.on("press", ({ id }) => {
    const element = known.get(id)?.deref();
    if (!element) return;
    if (element.matches("ui-nav-menu a, s-app-nav a, ui-title-bar a, s-link")) follow(element);
    else element.click();
  });
  return describe;
}

/** An element whose children are looked at again whenever they change. */
export class Watched extends HTMLElement {
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

/** `ui-nav-menu`, `s-app-nav` and `ui-title-bar`: declared in the app, drawn by the admin. */
export function defineChrome(channel, describe) {
  class NavMenu extends Watched {
    changed() {
      const links = [...this.querySelectorAll("a[href], s-link[href]")].filter(
        (link) => link.getAttribute("rel") !== "home",
      );
      const path = (link) => new URL(link.getAttribute("href"), location.href).pathname;
      channel.tell("nav", { items: links.map((link) => ({ ...describe(link), path: path(link) })) });
    }

    gone() {
      channel.tell("nav", { items: [] });
    }
  }
  class TitleBar extends Watched {
    changed() {
      const modal = this.closest("ui-modal");
      if (modal) {
        modal.arrange();
        return;
      }
      const parts = [...this.querySelectorAll("a, button")];
      const isBreadcrumb = (part) => part.getAttribute("variant") === "breadcrumb";
      channel.tell("title", {
        title: this.getAttribute("title") ?? "",
        breadcrumb: parts.filter(isBreadcrumb).map(describe)[0] ?? null,
        actions: parts.filter((part) => !isBreadcrumb(part)).map(describe),
      });
    }

    gone() {
      if (!document.querySelector("ui-title-bar"))
        channel.tell("title", { title: "", breadcrumb: null, actions: [] });
    }
  }
  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("s-app-nav", class extends NavMenu {});
  customElements.define("ui-title-bar", TitleBar);
}
