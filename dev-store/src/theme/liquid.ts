/** What a template may name: texts and numbers, in objects. */
export type Drop = { [name: string]: string | number | Drop };
/** A filter's positional input and its named arguments. */
export type Filters = Record<string, (input: string, named: Record<string, string>) => string>;

/**
 * Renders the part of Liquid that app blocks of this project use: `{{ value | filter: name: value }}`, `{% schema %}`.
 * Whatever else stands in a template is an error, as is a name or filter that nobody has.
 */
export function renderLiquid(
  template: string,
  scope: Drop,
  filters: Filters,
): { text: string; schema: unknown } {
  let schema: unknown = null;
  const body = template.replace(
    /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/,
    (_all, json: string) => {
      schema = JSON.parse(json);
      return "";
    },
  );
  if (schema === null) throw new Error("The block has no schema.");
  const tag = /\{%-?\s*(\w+)/.exec(body)?.[1];
  if (tag) throw new Error(`The dev store does not imitate the Liquid tag ${tag}.`);
  const text = body.replace(/\{\{-?([\s\S]*?)-?\}\}/g, (_all, inner: string) =>
    output(inner.trim(), scope, filters),
  );
  return { text, schema };
}

function output(expression: string, scope: Drop, filters: Filters): string {
  const [first = "", ...steps] = splitOutside(expression, "|");
  return steps.reduce(
    (input, step) => {
      const [, name = "", given = ""] = /^(\w+)(?::([\s\S]*))?$/.exec(step) ?? [];
      const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
      if (!filter) throw new Error(`The dev store does not imitate the Liquid filter ${step}.`);
      return filter(input, namedArguments(given, scope));
    },
    readValue(first, scope),
  );
}

function namedArguments(given: string, scope: Drop): Record<string, string> {
  const pairs = given.trim() === "" ? [] : splitOutside(given, ",");
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^(\w+):\s*([\s\S]+)$/.exec(pair) ?? [];
      if (!name || !value) throw new Error(`${pair} is no named argument.`);
      return [name, readValue(value, scope)];
    }),
  );
}

/** A text in quotes, or the value at a dotted path. */
function readValue(expression: string, scope: Drop): string {
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(expression);
  if (quoted) return quoted[1] ?? quoted[2] ?? "";
  let value: Drop[string] = scope;
  for (const name of expression.split(".")) {
    const next: Drop[string] | undefined =
      typeof value === "object" && Object.hasOwn(value, name) ? value[name] : undefined;
    if (next === undefined) throw new Error(`The dev store has no ${expression} for templates.`);
    value = next;
  }
  if (typeof value === "object") throw new Error(`${expression} is no text.`);
  return String(value);
}

/** Cuts at a sign that stands in no quotes. */
function splitOutside(text: string, sign: string): string[] {
  const parts = [""];
  let quote = "";
  for (const letter of text) {
    if (quote === "" && letter === sign) {
      parts.push("");
      continue;
    }
    if (quote === letter) quote = "";
    else if (quote === "" && (letter === "'" || letter === '"')) quote = letter;
    parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}
