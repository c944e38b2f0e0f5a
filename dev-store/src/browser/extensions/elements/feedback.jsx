import { define, freshId, sheet } from "./element.js";
import { space } from "./layout.js";

const inlineBlock = (element) => {
  element.style.display = "inline-block";
};
const badgeSheet = sheet(`
  span { display: inline-block; padding: 1px 10px; border-radius: 99px; font-size: 0.85rem; font-weight: 600; background: var(--off-ground); color: var(--off); }
  .success { background: var(--good-ground); color: var(--good); }
  .info { background: var(--moving-ground); color: var(--moving); }
  .warning, .caution { background: var(--open-ground); color: var(--open); }
  .critical { background: #fde3e3; color: var(--critical); }
`);
const bannerSheet = sheet(`
  .banner { border: 1px solid; border-radius: 12px; padding: 12px 14px; display: grid; gap: 6px; border-color: #b9cfe8; background: #eef5fd; }
  .success { border-color: #a9d8bd; background: #eaf7f0; }
  .warning { border-color: #e6cf8f; background: #fdf6e1; }
  .critical { border-color: #e2b0b1; background: #fdeeee; }
  .head { display: flex; gap: 10px; justify-content: space-between; align-items: start; }
  .title { font-weight: 650; }
  button { border: 0; background: none; cursor: pointer; min-width: 30px; min-height: 30px; }
  ::slotted([slot="secondary-actions"]), ::slotted([slot="primary-action"]) { margin-top: 6px; }
`);

function Banner({ tone = "info", heading, dismissible, host }) {
  const dismiss = () => {
    host.hidden = true;
    host.emit("dismiss");
    host.emit("afterhide");
  };
  const loud = tone === "critical" || tone === "warning";
  return (
    <div class={`banner ${tone}`} role={loud ? "alert" : "status"}>
      {(heading || dismissible) && (
        <div class="head">
          <span class="title">{heading}</span>
          {dismissible && (
            <button type="button" aria-label="✕" onClick={dismiss}>
              ✕
            </button>
          )}
        </div>
      )}
      <div>
        <slot />
      </div>
      <slot name="primary-action" />
      <slot name="secondary-actions" />
    </div>
  );
}

function Progress({ value, max = 1, accessibilityLabel }) {
  return <progress value={value} max={max} aria-label={accessibilityLabel ?? `${value ?? ""}/${max}`} />;
}

function Section({ heading, accessibilityLabel, host }) {
  host.headingId ??= freshId();
  const { padding } = host.props;
  return (
    <section
      aria-labelledby={heading ? host.headingId : undefined}
      aria-label={heading ? undefined : accessibilityLabel}
    >
      {heading && (
        <h2 id={host.headingId} part="heading">
          {heading}
        </h2>
      )}
      <div style={{ padding: padding === "none" ? "" : space(padding) }}>
        <slot />
      </div>
    </section>
  );
}

/** A card in the admin that folds; folded, it shows a summary. */
function AdminBlock({ heading, collapsedSummary }) {
  return (
    <details class="block" open>
      <summary>
        <span class="title">{heading}</span> <span class="brief">{collapsedSummary}</span>
      </summary>
      <div class="body">
        <slot />
      </div>
    </details>
  );
}

const blockSheet = sheet(`
  summary { cursor: pointer; font-size: 1.02rem; font-weight: 650; }
  .brief { color: var(--muted); font-weight: 400; font-size: 0.92rem; margin-inline-start: 8px; }
  details[open] .brief { display: none; }
  .body { padding-top: 12px; }
`);

function Details({ defaultOpen, open, host }) {
  const toggled = (event) => {
    if (event.currentTarget.open !== host.props.open) host.emit("toggle", { open: event.currentTarget.open });
  };
  return (
    <details open={open ?? defaultOpen} onToggle={toggled}>
      <summary>
        <slot name="summary" />
      </summary>
      <slot />
    </details>
  );
}

/** What tells and what is waited for. */
export function defineFeedback() {
  define("s-badge", {
    view: ({ tone = "auto" }) => (
      <span class={tone}>
        <slot />
      </span>
    ),
    css: badgeSheet,
    style: inlineBlock,
  });
  define("s-chip", {
    view: () => (
      <span>
        <slot />
      </span>
    ),
    css: badgeSheet,
    style: inlineBlock,
  });
  define("s-banner", { view: Banner, css: bannerSheet });
  define("s-progress", {
    view: Progress,
    css: sheet("progress { width: 100%; height: 8px; accent-color: var(--accent); display: block; }"),
  });
  define("s-spinner", {
    view: ({ accessibilityLabel }) => (
      <span
        class="ring"
        role="img"
        aria-label={accessibilityLabel}
        aria-hidden={accessibilityLabel ? undefined : "true"}
      />
    ),
    style: inlineBlock,
    css: sheet(`
      .ring { display: block; width: 22px; height: 22px; border: 3px solid var(--line); border-top-color: var(--accent); border-radius: 50%; animation: turn 0.9s linear infinite; }
      @keyframes turn { to { rotate: 1turn; } }
      @media (prefers-reduced-motion: reduce) { .ring { animation-duration: 4s; } }
    `),
  });
  define("s-skeleton-paragraph", {
    view: () => (
      <div aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
    ),
    css: sheet(
      "i { display: block; height: 12px; border-radius: 6px; background: #e3e7eb; margin-block: 9px; } i:last-child { width: 60%; }",
    ),
  });
  define("s-section", { view: Section, css: sheet("h2 { font-size: 1.1rem; margin: 0 0 10px; }") });
  define("s-admin-block", { view: AdminBlock, css: blockSheet });
  define("s-details", { view: Details, css: sheet("summary { cursor: pointer; font-weight: 600; }") });
  define("s-summary", {
    style: (element) => {
      element.slot = "summary";
      element.style.display = "inline";
    },
  });
}
