import { Watched } from "./declared.js";

/** `ui-save-bar`: shown by the admin over its title bar. */
export function defineSaveBar(channel, describe) {
  class SaveBar extends Watched {
    showing = false;

    changed() {
      if (!this.showing) return;
      const buttons = [...this.querySelectorAll("button")];
      const save = buttons.find((button) => button.getAttribute("variant") === "primary");
      const discard = buttons.find((button) => button !== save);
      channel.tell("save-bar", {
        shown: true,
        save: save ? describe(save) : null,
        discard: discard ? describe(discard) : null,
        confirm: this.hasAttribute("discardConfirmation") || this.discardConfirmation === true,
      });
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
      channel.tell("save-bar", { shown: false });
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
}

/** Forms that ask for the save bar by the attribute `data-save-bar` alone. */
export function watchForms(channel) {
  let dirty = null;
  const formOf = (event) =>
    event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null;
  const markDirty = (event) => {
    const form = formOf(event);
    if (!form || dirty === form) return;
    dirty = form;
    channel.tell("save-bar", {
      shown: true,
      form: true,
      confirm: form.hasAttribute("data-discard-confirmation"),
    });
  };
  const markClean = () => {
    dirty = null;
    channel.tell("save-bar", { shown: false });
  };
  const cleanedBy = (event) => {
    if (dirty && formOf(event) === dirty) markClean();
  };
  for (const type of ["input", "change"]) document.addEventListener(type, markDirty);
  for (const type of ["submit", "reset"]) document.addEventListener(type, cleanedBy, true);
  const removal = new MutationObserver(() => {
    if (dirty && !dirty.isConnected) markClean();
  });
  removal.observe(document, { childList: true, subtree: true });
  channel.on("form", ({ action }) => {
    if (action === "save") dirty?.requestSubmit();
    else dirty?.reset();
  });
}
