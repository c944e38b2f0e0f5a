import { h, render } from "preact";
import { properties } from "../tags.js";

const shared = sheet(`
  :host { display: block; min-width: 0; }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  button, input, select, textarea { font: inherit; color: inherit; }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 6px; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`);

/** A style sheet for shadow roots; the page's own rules do not reach in there. */
export function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

/**
 * Defines one element: `view` draws its shadow from its properties, `style` puts them on the element itself.
 * Whoever depends on a child's properties (a list on its choices) is told when they change.
 */
export function define(tag, { view, style, css, role }) {
  const sheets = css ? [shared, css] : [shared];
  const made = class extends HTMLElement {
    props = {};
    waiting = false;

    constructor() {
      super();
      this.attachShadow({ mode: "open", delegatesFocus: true }).adoptedStyleSheets = sheets;
    }

    connectedCallback() {
      if (role && !this.hasAttribute("role")) this.setAttribute("role", role);
      this.draw();
    }

    /** Several changes in one turn are drawn once. */
    changed() {
      if (this.waiting) return;
      this.waiting = true;
      queueMicrotask(() => {
        this.waiting = false;
        if (this.isConnected) this.draw();
      });
    }

    draw() {
      style?.(this, this.props);
      render(view ? h(view, { ...this.props, host: this }) : h("slot"), this.shadowRoot);
      this.parentElement?.closest("s-choice-list, s-select")?.changed?.();
    }

    /** Tells the extension, with what a person has changed. */
    emit(type, detail = {}) {
      Object.assign(this.props, detail);
      this.dispatchEvent(new CustomEvent(type, { detail }));
      this.changed();
    }
  };
  for (const name of properties) {
    Object.defineProperty(made.prototype, name, {
      get() {
        return this.props[name];
      },
      set(value) {
        // Preact writes an empty text for what it takes away.
        this.props[name] = value === "" && name !== "value" ? undefined : value;
        if (name === "hidden") this.toggleAttribute("hidden", Boolean(value));
        if (name === "dir" || name === "lang")
          value ? this.setAttribute(name, value) : this.removeAttribute(name);
        this.changed();
      },
    });
  }
  customElements.define(tag, made);
}

let last = 0;
/** A fresh id inside a page. */
export function freshId() {
  last += 1;
  return `e${last}`;
}
