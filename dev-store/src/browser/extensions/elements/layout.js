import { define } from "./element.js";

const steps = {
  none: 0,
  "small-500": 2,
  "small-400": 4,
  "small-300": 6,
  "small-200": 8,
  "small-100": 10,
  small: 12,
  base: 16,
  large: 20,
  "large-100": 22,
  "large-200": 26,
  "large-300": 32,
  "large-400": 40,
  "large-500": 52,
};
const colors = { base: "var(--card)", subdued: "#f4f6f8", strong: "#e6eaee", transparent: "transparent" };
const radii = {
  none: 0,
  "small-200": 4,
  "small-100": 6,
  small: 8,
  base: 10,
  large: 12,
  "large-100": 16,
  max: 999,
};
const alignments = {
  start: "start",
  end: "end",
  center: "center",
  stretch: "stretch",
  baseline: "baseline",
  normal: "normal",
};

/** Spacing words in pixels; two words are block and inline. */
export function space(value) {
  if (!value) return "";
  return String(value)
    .split(" ")
    .map((word) => (Object.hasOwn(steps, word) ? `${steps[word]}px` : ""))
    .join(" ");
}

function size(value) {
  if (!value || value === "auto") return "";
  return typeof value === "number" ? `${value}px` : String(value);
}

/** The box of an element: padding, ground, border, size. */
export function box(element, props) {
  const { style } = element;
  style.padding = space(props.padding);
  for (const side of [
    "paddingBlock",
    "paddingBlockStart",
    "paddingBlockEnd",
    "paddingInline",
    "paddingInlineStart",
    "paddingInlineEnd",
  ])
    if (props[side]) style[side] = space(props[side]);
  style.background = colors[props.background] ?? "";
  const border = props.border ?? (props.borderWidth ? "base" : "none");
  style.border = border === "none" || !border ? "" : "1px solid var(--line)";
  style.borderRadius = props.borderRadius ? `${radii[props.borderRadius] ?? 10}px` : "";
  for (const name of [
    "inlineSize",
    "blockSize",
    "minInlineSize",
    "minBlockSize",
    "maxInlineSize",
    "maxBlockSize",
  ])
    style[name] = size(props[name]);
  style.overflow = props.overflow === "hidden" ? "hidden" : "";
  style.gridColumn = props.gridColumn ?? "";
  style.gridRow = props.gridRow ?? "";
  if (props.display === "none") style.display = "none";
  roles(element, props);
}

const nativeRoles = {
  "unordered-list": "list",
  "ordered-list": "list",
  "list-item": "listitem",
  section: "region",
  main: "group",
  header: "group",
  footer: "group",
  aside: "complementary",
  navigation: "navigation",
  status: "status",
  alert: "alert",
  generic: null,
  presentation: "presentation",
  none: "presentation",
};

/** What assistive technology hears of an element. */
export function roles(element, { accessibilityRole, accessibilityLabel, accessibilityVisibility }) {
  const role = nativeRoles[accessibilityRole];
  if (role) element.setAttribute("role", role);
  if (accessibilityLabel) element.setAttribute("aria-label", accessibilityLabel);
  if (accessibilityVisibility === "hidden") element.setAttribute("aria-hidden", "true");
  else element.removeAttribute("aria-hidden");
  element.classList.toggle("unseen", accessibilityVisibility === "exclusive");
}

function stack(element, props) {
  box(element, props);
  const { style } = element;
  const inline = props.direction === "inline";
  style.display = "flex";
  style.flexDirection = inline ? "row" : "column";
  style.flexWrap = inline ? "wrap" : "";
  style.gap = space(props.gap);
  if (props.rowGap) style.rowGap = space(props.rowGap);
  if (props.columnGap) style.columnGap = space(props.columnGap);
  style.alignItems = alignments[props.alignItems] ?? (inline ? "center" : "stretch");
  style.justifyContent = props.justifyContent ?? "";
}

function grid(element, props) {
  box(element, props);
  const { style } = element;
  style.display = "grid";
  style.gridTemplateColumns = props.gridTemplateColumns ?? "";
  style.gridTemplateRows = props.gridTemplateRows ?? "";
  style.gap = space(props.gap);
  if (props.rowGap) style.rowGap = space(props.rowGap);
  if (props.columnGap) style.columnGap = space(props.columnGap);
  style.alignItems = props.alignItems ?? "";
  style.justifyItems = props.justifyItems ?? "";
  style.justifyContent = props.justifyContent ?? "";
}

export function defineLayout() {
  define("s-stack", { style: stack });
  define("s-box", { style: box });
  define("s-grid", { style: grid });
  define("s-grid-item", { style: box });
  define("s-query-container", {});
  define("s-button-group", {
    style: (element) => Object.assign(element.style, { display: "flex", flexWrap: "wrap", gap: "8px" }),
  });
  define("s-divider", {
    role: "separator",
    style: (element) => Object.assign(element.style, { borderTop: "1px solid var(--line)", height: "0" }),
  });
}
