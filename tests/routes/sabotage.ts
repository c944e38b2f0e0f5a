import pg from "pg";

const tenantCondition =
  /((?:(?:"[A-Za-z]+"|\b[a-z]+)\.)*"shopId"|(?:"public"\.)?"Shop"\."id"|(?<="Shop" WHERE )"id")\s*=\s*(\$\d+)/g;

/** The statement with every comparison of the shop made true for all shops. */
export function withoutTenant(sql: string): string {
  return sql.replace(tenantCondition, "($2::text IS NOT NULL)");
}

type Query = (...args: unknown[]) => unknown;

/**
 * Runs `work` while no statement of this process asks for a shop any more, as if every where clause had forgotten it.
 * Answers how many statements were changed: none would mean that nothing was tried.
 */
export async function withoutShopInWhere<T>(
  work: () => Promise<T>,
): Promise<{ value: T; statements: number }> {
  const original = pg.Client.prototype.query as Query;
  let statements = 0;
  pg.Client.prototype.query = function query(this: pg.Client, first: unknown, ...rest: unknown[]) {
    const changed = changedStatement(first);
    if (changed !== first) statements += 1;
    return original.call(this, changed, ...rest);
  } as typeof pg.Client.prototype.query;
  try {
    return { value: await work(), statements };
  } finally {
    pg.Client.prototype.query = original as typeof pg.Client.prototype.query;
  }
}

/** A statement is a text or an object with one; a prepared one keeps no name, or the server would run the old text. */
function changedStatement(statement: unknown): unknown {
  if (typeof statement === "string") return withoutTenant(statement);
  const text = (statement as { text?: unknown } | null)?.text;
  if (typeof text !== "string" || withoutTenant(text) === text) return statement;
  return { ...(statement as object), text: withoutTenant(text), name: undefined };
}
