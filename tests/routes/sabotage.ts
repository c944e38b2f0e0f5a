import pg from "pg";
import { appRole } from "../../scripts/postgres-accounts.ts";

const tenantCondition =
  /((?:(?:"[A-Za-z]+"|\b[a-z]+)\.)*"shopId"|(?:"public"\.)?"Shop"\."id"|(?<="Shop" WHERE )"id")\s*=\s*(\$\d+)/g;

/** The statement with every comparison of the shop made true for all shops. */
export function withoutTenant(sql: string): string {
  return sql.replace(tenantCondition, "($2::text IS NOT NULL)");
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/** How many sabotages are under way, and how many statements they have changed so far. */
let underWay = 0;
let changed = 0;

// Put in once and for good: one taken out again by a test that ran into its limit would leave the next one's in place.
// The app's connections alone are sabotaged, for those that look at the tables must see one shop's rows.
const original = pg.Client.prototype.query as Query;
pg.Client.prototype.query = function query(this: pg.Client, first: unknown, ...rest: unknown[]) {
  const statement = underWay > 0 && this.user === appRole ? changedStatement(first) : first;
  if (statement !== first) changed += 1;
  return original.call(this, statement, ...rest);
} as typeof pg.Client.prototype.query;

/**
 * Runs `work` while no statement of the app asks for a shop any more, as if every where clause had forgotten it.
 * Answers how many statements were changed: none would mean that nothing was tried.
 */
export async function withoutShopInWhere<T>(
  work: () => Promise<T>,
): Promise<{ value: T; statements: number }> {
  const before = changed;
  underWay += 1;
  try {
    return { value: await work(), statements: changed - before };
  } finally {
    underWay -= 1;
  }
}

/** A statement is a text or an object with one; a prepared one keeps no name, or the server would run the old text. */
function changedStatement(statement: unknown): unknown {
  if (typeof statement === "string") return withoutTenant(statement);
  const text = (statement as { text?: unknown } | null)?.text;
  if (typeof text !== "string" || withoutTenant(text) === text) return statement;
  return { ...(statement as object), text: withoutTenant(text), name: undefined };
}
