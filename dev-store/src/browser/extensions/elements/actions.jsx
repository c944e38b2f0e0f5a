import { define, sheet } from "./element.js";
import { box } from "./layout.js";

const buttonSheet = sheet(`
  :host { display: inline-block; }
  .button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: 44px; padding: 8px 18px; border: 1px solid #aab3bd; border-radius: 10px; background: #fff; color: var(--ink); font-weight: 600; cursor: pointer; text-decoration: none; text-align: center; }
  .button:hover { background: #f4f6f8; }
  .primary { background: var(--accent); border-color: var(--accent); color: #fff; }
  .primary:hover { background: #0b4c4f; }
  .tertiary { border-color: transparent; background: none; color: var(--accent); }
  .critical { color: var(--critical); border-color: #d9a9aa; }
  .primary.critical { background: var(--critical); color: #fff; }
  .button:disabled { opacity: 0.55; cursor: default; }
  .ring { width: 16px; height: 16px; border: 2px solid currentColor; border-top-color: transparent; border-radius: 50%; animation: turn 0.9s linear infinite; }
  @keyframes turn { to { rotate: 1turn; } }
  @media (max-width: 420px) { .button { padding-inline: 14px; } }
`);

/** A button inside a form submits it, as native ones do. */
function press(host, type) {
  host.emit("click");
  if (type === "submit") host.closest("s-form")?.submit();
}

function Button({ type, variant = "auto", tone, loading, disabled, href, target, accessibilityLabel, host }) {
  const kind = `button ${variant} ${tone ?? ""}`;
  const pressed = (event) => {
    event.stopPropagation();
    if (!disabled && !loading) press(host, type);
  };
  const inner = (
    <>
      {loading && <span class="ring" aria-hidden="true" />}
      <span>
        <slot />
      </span>
    </>
  );
  if (href)
    return (
      <a
        class={kind}
        href={href}
        target={target}
        rel="noopener noreferrer"
        aria-label={accessibilityLabel}
        onClick={pressed}
      >
        {inner}
      </a>
    );
  return (
    <button
      type="button"
      class={kind}
      disabled={disabled}
      aria-busy={loading ? "true" : undefined}
      aria-label={accessibilityLabel}
      onClick={pressed}
    >
      {inner}
    </button>
  );
}

function Clickable({ href, target, disabled, accessibilityLabel, type, host }) {
  const pressed = (event) => {
    event.stopPropagation();
    if (!disabled) press(host, type);
  };
  if (href)
    return (
      <a
        href={href}
        target={target}
        rel="noopener noreferrer"
        aria-label={accessibilityLabel}
        onClick={pressed}
      >
        <slot />
      </a>
    );
  return (
    <button type="button" disabled={disabled} aria-label={accessibilityLabel} onClick={pressed}>
      <slot />
    </button>
  );
}

/** What is pressed. */
export function defineActions() {
  define("s-button", {
    view: Button,
    css: buttonSheet,
    style: (element, { inlineSize }) => {
      element.style.display = inlineSize === "fill" ? "block" : "";
    },
  });
  define("s-clickable", {
    view: Clickable,
    style: (element, props) => box(element, { ...props, accessibilityLabel: undefined }),
    css: sheet(
      "a, button { display: block; width: 100%; background: none; border: 0; padding: 0; text-align: start; cursor: pointer; color: inherit; text-decoration: none; }",
    ),
  });
  define("s-form", { view: () => <slot /> });
  customElements.get("s-form").prototype.submit = function submit() {
    if (!this.props.disabled) this.emit("submit");
  };
}
