import pg from "pg";

/** One transaction's statements after the tenant is set, each prepared once per connection. */
export type Rows = { name: string; text: string; values: unknown[] }[];

const connections = 10;

/**
 * Bare transactions a second: BEGIN, set_config, the same rows as the app writes, COMMIT, over as many connections as
 * the app's pool has and under the app's own role. What a door's durable answers are compared with.
 */
export async function insertRate(url: string, seconds: number, next: () => { shop: string; rows: Rows }) {
  const startedAt = performance.now();
  const until = startedAt + seconds * 1_000;
  let count = 0;
  const one = async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    while (performance.now() < until) {
      const { shop, rows } = next();
      await client.query("BEGIN");
      await client.query({ name: "tenant", text: "SELECT set_config('app.shop', $1, true)", values: [shop] });
      for (const row of rows) await client.query(row);
      await client.query("COMMIT");
      count += 1;
    }
    await client.end();
  };
  await Promise.all(Array.from({ length: connections }, one));
  return count / ((performance.now() - startedAt) / 1_000);
}

/** A job as the queue keeps it, in a queue no worker takes from. */
export const parkedJob = (shop: string) => ({
  name: "job",
  text: "INSERT INTO pgboss.job (name, data, singleton_key, policy) VALUES ('parked', '{}', $1, 'standard') ON CONFLICT DO NOTHING",
  values: [shop],
});

/** Inserts copies of rows as they were read, with `change` in place of single columns, in one statement. */
export function copiesOf(
  table: string,
  rows: Record<string, unknown>[],
  change: Record<string, unknown>,
): Rows[number] {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.flatMap((row) =>
    columns.map((column) => (column in change ? change[column] : row[column])),
  );
  const places = rows.map(
    (_, at) => `(${columns.map((__, column) => `$${at * columns.length + column + 1}`).join(", ")})`,
  );
  const names = columns.map((column) => `"${column}"`).join(", ");
  const text = `INSERT INTO "${table}" (${names}) VALUES ${places.join(", ")}`;
  return { name: `${table} × ${rows.length}`, text, values };
}
