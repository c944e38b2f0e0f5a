const look = `
  ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none }
  .app-bridge-modal { border: 0; border-radius: 12px; padding: 0; width: min(620px, calc(100vw - 32px)); max-height: calc(100vh - 48px); box-shadow: 0 12px 40px rgb(0 0 0 / .3); color: #303030; font: 14px/1.45 system-ui, sans-serif }
  .app-bridge-modal[data-variant=small] { width: min(380px, calc(100vw - 32px)) } .app-bridge-modal[data-variant=large] { width: min(980px, calc(100vw - 32px)) }
  .app-bridge-modal[data-variant=max] { width: calc(100vw - 16px); height: calc(100vh - 16px); max-height: none }
  .app-bridge-modal::backdrop { background: rgb(20 24 30 / .55) }
  .app-bridge-modal > header, .app-bridge-modal > footer { display: flex; gap: 8px; align-items: center; padding: 12px 16px; background: #f4f5f6 }
  .app-bridge-modal > header > h2 { flex: 1; margin: 0; font-size: 15px } .app-bridge-modal > footer { justify-content: flex-end }
  .app-bridge-modal > footer:empty { display: none }
  .app-bridge-modal iframe { width: 100%; height: 60vh; border: 0 }
  .app-bridge-modal button[data-bridge] { font: inherit; min-height: 32px; padding: 4px 12px; border: 1px solid #8a8f98; border-radius: 8px; background: #fff; color: #1f2933; cursor: pointer }
  .app-bridge-modal button[data-bridge=primary] { background: #1f2933; color: #fff; border-color: #1f2933 } .app-bridge-modal button[data-tone=critical] { background: #a4161a; border-color: #a4161a; color: #fff }
`;

/** Hides what the admin draws and dresses the modal, without inline styles a strict policy refuses. */
export function dress() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** `ui-modal`, as a dialog of the app's own document. */
export class Modal extends HTMLElement {
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
    this.footer.replaceChildren(
      ...[...(bar?.querySelectorAll("button, a") ?? [])].map((original) => {
        const button = document.createElement("button");
        Object.assign(button, {
          type: "button",
          textContent: original.textContent,
          disabled: original.hasAttribute("disabled"),
          onclick: () => original.click(),
        });
        button.dataset.bridge = original.getAttribute("variant") ?? "plain";
        if (original.getAttribute("tone")) button.dataset.tone = original.getAttribute("tone");
        return button;
      }),
    );
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
