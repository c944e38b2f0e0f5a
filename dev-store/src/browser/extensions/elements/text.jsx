import { define, sheet } from "./element.js";
import { roles } from "./layout.js";

const tones = {
  success: "var(--good)",
  info: "var(--moving)",
  warning: "var(--open)",
  critical: "var(--critical)",
  neutral: "var(--muted)",
};
const inline = (element, props) => {
  element.style.display = "inline";
  roles(element, props);
};

function textStyle(element, props) {
  inline(element, props);
  const { style } = element;
  style.fontWeight = props.type === "strong" ? "650" : "";
  style.fontStyle = props.type === "emphasis" ? "italic" : "";
  style.textDecoration = props.type === "redundant" ? "line-through" : "";
  style.fontSize = props.type === "small" ? "0.88em" : "";
  style.color = props.color === "subdued" ? "var(--muted)" : (tones[props.tone] ?? "");
}

/** A heading is one level below the section it stands in. */
function level(host) {
  let depth = 2;
  for (let at = host.parentElement; at; at = at.parentElement)
    if (at.localName === "s-section" || at.localName === "s-admin-block") depth += 1;
  return Math.min(depth, 6);
}

function Heading({ host }) {
  const Level = `h${level(host)}`;
  return (
    <Level>
      <slot />
    </Level>
  );
}

function Link({ href, target, accessibilityLabel, host }) {
  const pages = host.closest("[data-app-pages]")?.dataset.appPages ?? "";
  const inApp = href?.startsWith("app:");
  const address = inApp ? `${pages}/${href.slice(4).replace(/^\/+/, "")}` : href;
  const pressed = (event) => {
    event.stopPropagation();
    host.emit("click");
  };
  if (!address)
    return (
      <button type="button" class="link" aria-label={accessibilityLabel} onClick={pressed}>
        <slot />
      </button>
    );
  const away = target === "_blank" || target === "auto";
  return (
    <a
      href={/^(https?:|mailto:|tel:|\/(?!\/)|#)/.test(address) ? address : undefined}
      target={away ? "_blank" : undefined}
      rel={away ? "noopener noreferrer" : undefined}
      aria-label={accessibilityLabel}
      onClick={pressed}
    >
      <slot />
    </a>
  );
}

const linkSheet = sheet(`
  a, .link { color: var(--accent); text-decoration: underline; text-underline-offset: 2px; background: none; border: 0; padding: 0; cursor: pointer; }
  :host { display: inline; }
`);
const icons = {
  check: "✓",
  "check-circle": "✓",
  "check-circle-filled": "✓",
  "alert-circle": "!",
  "alert-triangle": "!",
  info: "i",
  "info-filled": "i",
  clock: "◷",
  calendar: "▦",
  delivery: "⛟",
  package: "▣",
  location: "⌖",
  email: "✉",
  phone: "☏",
  question: "?",
  x: "✕",
  "chevron-right": "›",
  "chevron-down": "⌄",
  "arrow-right": "→",
};

function Icon({ type, accessibilityLabel }) {
  const sign = icons[type] ?? "•";
  if (!accessibilityLabel) return <span aria-hidden="true">{sign}</span>;
  return (
    <span role="img" aria-label={accessibilityLabel}>
      {sign}
    </span>
  );
}

/** Words of every kind. */
export function defineText() {
  define("s-text", { style: textStyle });
  define("s-time", {
    view: ({ dateTime }) => (
      <time dateTime={dateTime}>
        <slot />
      </time>
    ),
    style: inline,
  });
  define("s-abbreviation", {
    view: ({ title }) => (
      <abbr title={title}>
        <slot />
      </abbr>
    ),
    style: inline,
  });
  define("s-paragraph", {
    role: "paragraph",
    style: (element, props) => {
      roles(element, props);
      element.style.color = props.color === "subdued" ? "var(--muted)" : (tones[props.tone] ?? "");
      element.style.fontSize = props.type === "small" ? "0.88em" : "";
    },
  });
  define("s-heading", {
    view: Heading,
    style: roles,
    css: sheet("h2, h3, h4, h5, h6 { font-size: 1.08rem; font-weight: 650; line-height: 1.3; margin: 0; }"),
  });
  define("s-link", { view: Link, css: linkSheet });
  define("s-icon", {
    view: Icon,
    style: (element, { tone }) => {
      element.style.display = "inline-block";
      element.style.color = tones[tone] ?? "inherit";
    },
  });
  for (const [tag, mark] of [
    ["s-unordered-list", "disc"],
    ["s-ordered-list", "decimal"],
  ])
    define(tag, {
      role: "list",
      style: (element) => Object.assign(element.style, { listStyle: mark, paddingInlineStart: "22px" }),
    });
  define("s-list-item", {
    role: "listitem",
    style: (element) => Object.assign(element.style, { display: "list-item", paddingBlock: "2px" }),
  });
}
