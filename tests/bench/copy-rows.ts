import type pg from "pg";

/**
 * Inserts copies of rows a filled shop has, so that every column holds what the app itself would write. `where` picks
 * the rows as `one`, `from` adds a series to multiply them by, `change` holds an SQL expression for each column that
 * differs; `values` are the parameters of all of them.
 */
export async function copyRows(
  client: pg.Client,
  table: string,
  { where, from, change, values }: Copying,
): Promise<void> {
  const relation = table
    .split(".")
    .map((name) => `"${name}"`)
    .join(".");
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [relation],
  );
  const names = rows.map(({ name }) => `"${name}"`).join(", ");
  const selected = rows.map(({ name }) => change[name] ?? `one."${name}"`).join(", ");
  const text = `INSERT INTO ${relation} (${names}) SELECT ${selected} FROM ${relation} one${from ? `, ${from}` : ""} WHERE ${where}`;
  await client.query(text, values);
}

export type Copying = { where: string; from?: string; change: Record<string, string>; values: unknown[] };
