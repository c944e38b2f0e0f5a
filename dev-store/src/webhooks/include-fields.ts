type Json = Record<string, unknown>;

/**
 * The payload with only the named fields. A dotted name reaches into an object or
 * into each entry of a list; a name the payload lacks adds nothing.
 */
export function includeFields(payload: Json, fields: string[]): Json {
  const kept: Json = {};
  for (const field of fields) {
    const [first = "", ...rest] = field.split(".");
    if (!(first in payload)) continue;
    kept[first] =
      rest.length === 0 ? payload[first] : merge(kept[first], inner(payload[first], rest.join(".")));
  }
  return kept;
}

function inner(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => inner(entry, path));
  return isObject(value) ? includeFields(value, [path]) : value;
}

function merge(before: unknown, added: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(added))
    return added.map((entry, index) => merge(before[index], entry));
  return isObject(before) && isObject(added) ? { ...before, ...added } : added;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
