import { GraphQLError } from "graphql";

/** One condition of a `query:` argument. */
export type Condition = { field: string; compare: "=" | ">" | ">=" | "<" | "<="; value: string };

const term = /\s*(?:(AND)\s+)?([a-z_]+):(<=|>=|<|>)?(?:'([^']*)'|"([^"]*)"|([^\s)]+))/gy;

/** Reads `field:value` terms joined by AND or spaces. What it cannot read is an error, not ignored. */
export function parseSearch(query: string | null | undefined, known: readonly string[]): Condition[] {
  const conditions: Condition[] = [];
  const text = (query ?? "").trim();
  term.lastIndex = 0;
  let end = 0;
  while (end < text.length) {
    const match = term.exec(text);
    if (!match) throw refused(`dev store cannot read the search query from "${text.slice(end)}"`);
    const field = match[2] ?? "";
    if (!known.includes(field)) throw refused(`dev store has no search by ${field}`);
    conditions.push({
      field,
      compare: (match[3] ?? "=") as Condition["compare"],
      value: match[4] ?? match[5] ?? match[6] ?? "",
    });
    end = term.lastIndex;
  }
  return conditions;
}

/** Whether a value meets a condition; times are compared as instants. */
export function meets(value: string | number, condition: Condition): boolean {
  const isTime = condition.field.endsWith("_at");
  const left = isTime ? new Date(value).getTime() : String(value).toLowerCase();
  const right = isTime ? new Date(condition.value).getTime() : condition.value.toLowerCase();
  if (isTime && Number.isNaN(right)) throw refused(`${condition.value} is not a time`);
  if (condition.compare === "=") return left === right;
  const difference = isTime ? Number(left) - Number(right) : Number(value) - Number(condition.value);
  if (condition.compare === ">") return difference > 0;
  if (condition.compare === ">=") return difference >= 0;
  return condition.compare === "<" ? difference < 0 : difference <= 0;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "DEV_STORE_NO_DATA" } });
}
