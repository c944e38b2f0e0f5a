import { define, freshId, sheet } from "./element.js";

const fieldSheet = sheet(`
  label, legend { display: block; font-weight: 600; margin-bottom: 5px; padding: 0; }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  input:not([type=checkbox]):not([type=radio]), textarea, select { display: block; width: 100%; min-height: 44px; padding: 9px 12px; border: 1px solid #8f99a5; border-radius: 10px; background: #fff; }
  textarea { resize: vertical; }
  [aria-invalid=true] { border-color: var(--critical); }
  .error { color: var(--critical); margin: 5px 0 0; }
  .details { color: var(--muted); margin: 5px 0 0; font-size: 0.92rem; }
  fieldset { border: 0; padding: 0; margin: 0; min-width: 0; }
  .choices { display: grid; gap: 8px; }
  .choices.inline { display: flex; flex-wrap: wrap; }
  .choice { display: flex; align-items: center; gap: 10px; min-height: 46px; padding: 8px 14px; margin: 0; border: 1px solid #b5bdc7; border-radius: 10px; background: #fff; font-weight: 450; cursor: pointer; }
  .inline .choice { flex: 1 1 auto; justify-content: center; }
  .choice:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: #eef7f7; }
  .choice:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
  .choice:has(:disabled) { opacity: 0.55; cursor: default; }
  .choice input { width: 20px; height: 20px; margin: 0; accent-color: var(--accent); flex: none; }
  .choice small { display: block; color: var(--muted); }
`);

/** What stands under a field, tied to it. */
function below(host, { error, details }) {
  host.errorId ??= freshId();
  const note = error || details;
  return {
    tie: { "aria-invalid": error ? "true" : undefined, "aria-describedby": note ? host.errorId : undefined },
    note: note && (
      <p id={host.errorId} class={error ? "error" : "details"}>
        {note}
      </p>
    ),
  };
}

const labelClass = ({ labelAccessibilityVisibility }) =>
  labelAccessibilityVisibility === "exclusive" ? "unseen" : undefined;

/** Text fields of every kind; `tag` is input or textarea. */
function textField(tag, type) {
  return function TextField(props) {
    const { host, label, value, defaultValue } = props;
    host.fieldId ??= freshId();
    const { tie, note } = below(host, props);
    const heard = (kind) => (event) => {
      event.stopPropagation();
      host.emit(kind, { value: event.currentTarget.value });
    };
    const Field = tag;
    return (
      <div>
        <label for={host.fieldId} class={labelClass(props)}>
          {label}
        </label>
        <Field
          id={host.fieldId}
          type={type}
          name={props.name}
          value={value ?? defaultValue ?? ""}
          placeholder={props.placeholder}
          required={props.required}
          readOnly={props.readOnly}
          disabled={props.disabled}
          maxLength={props.maxLength}
          min={props.min}
          max={props.max}
          step={props.step}
          rows={tag === "textarea" ? (props.rows ?? 3) : undefined}
          autocomplete={props.autocomplete}
          onInput={heard("input")}
          onChange={heard("change")}
          onKeyDown={(event) => tag === "input" && event.key === "Enter" && host.closest("s-form")?.submit()}
          {...tie}
        />
        {note}
      </div>
    );
  };
}

/** The words of a choice or option, without those of its details. */
function wordsOf(element) {
  return [...element.childNodes]
    .filter((node) => node.slot === undefined || node.slot === "")
    .map((node) => node.textContent)
    .join("")
    .trim();
}

/** Draws again when words inside a list change. */
function watch(host) {
  if (host.watcher) return;
  host.watcher = new MutationObserver(() => host.changed());
  host.watcher.observe(host, { childList: true, characterData: true, subtree: true });
}

function ChoiceList(props) {
  const { host, label, multiple, values, disabled, variant } = props;
  watch(host);
  host.fieldId ??= freshId();
  const { tie, note } = below(host, props);
  const choices = [...host.querySelectorAll("s-choice")];
  const chosen =
    values ??
    choices.filter(({ props: own }) => own.selected ?? own.defaultSelected).map(({ value }) => value);
  const pick = (value, on) => {
    const next = multiple ? [...chosen.filter((one) => one !== value), ...(on ? [value] : [])] : [value];
    host.emit("input", { values: next, value });
    host.emit("change", { values: next, value });
  };
  return (
    <fieldset aria-describedby={tie["aria-describedby"]} disabled={disabled}>
      <legend class={labelClass(props)}>{label}</legend>
      <div class={`choices ${variant === "inline" ? "inline" : ""}`}>
        {choices.map((choice) => (
          <label class="choice" key={choice.value}>
            <input
              type={multiple ? "checkbox" : "radio"}
              name={host.fieldId}
              value={choice.value}
              checked={chosen.includes(choice.value)}
              disabled={choice.disabled}
              aria-label={choice.accessibilityLabel}
              onChange={(event) => {
                event.stopPropagation();
                pick(choice.value, event.currentTarget.checked);
              }}
            />
            <span>
              {wordsOf(choice)}
              {choice.querySelector("[slot=details]") && (
                <small>{choice.querySelector("[slot=details]").textContent}</small>
              )}
            </span>
          </label>
        ))}
      </div>
      {note}
    </fieldset>
  );
}

function Select(props) {
  const { host, label, value, placeholder, required, disabled } = props;
  watch(host);
  host.fieldId ??= freshId();
  const { tie, note } = below(host, props);
  const options = [...host.querySelectorAll("s-option")];
  const chosen = value ?? options.find((one) => one.selected ?? one.defaultSelected)?.value ?? "";
  const changed = (event) => {
    event.stopPropagation();
    const picked = event.currentTarget.value;
    host.emit("input", { value: picked });
    host.emit("change", { value: picked });
  };
  return (
    <div>
      <label for={host.fieldId} class={labelClass(props)}>
        {label}
      </label>
      <select
        id={host.fieldId}
        required={required}
        disabled={disabled}
        value={chosen}
        onChange={changed}
        {...tie}
      >
        {(placeholder || chosen === "") && <option value="">{placeholder}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value} disabled={one.disabled}>
            {wordsOf(one)}
          </option>
        ))}
      </select>
      {note}
    </div>
  );
}

function Checkbox(props) {
  const { host, label, checked, defaultChecked, disabled } = props;
  const { tie, note } = below(host, props);
  const changed = (event) => {
    event.stopPropagation();
    host.emit("change", { checked: event.currentTarget.checked });
  };
  return (
    <div>
      <label class="choice">
        <input
          type="checkbox"
          checked={checked ?? defaultChecked ?? false}
          disabled={disabled}
          onChange={changed}
          {...tie}
        />
        <span>{label}</span>
      </label>
      {note}
    </div>
  );
}

/** What is filled in. */
export function defineFields() {
  for (const [tag, type] of [
    ["s-text-field", "text"],
    ["s-email-field", "email"],
    ["s-number-field", "number"],
    ["s-date-field", "date"],
  ])
    define(tag, { view: textField("input", type), css: fieldSheet });
  define("s-text-area", { view: textField("textarea"), css: fieldSheet });
  define("s-choice-list", { view: ChoiceList, css: fieldSheet });
  define("s-select", { view: Select, css: fieldSheet });
  define("s-checkbox", { view: Checkbox, css: fieldSheet });
  define("s-switch", { view: Checkbox, css: fieldSheet });
  // Their list draws them, so that the browser sees one group.
  for (const tag of ["s-choice", "s-option"]) define(tag, { view: () => null });
}
