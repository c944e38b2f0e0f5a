import type pg from "pg";

type Table = { schema: string; name: string; tenant: string | null };

/** How each table names the shop of a row; a table that names none belongs to nobody. */
const tenantOf = `
  CASE
    WHEN n.nspname = 'pgboss' AND c.relname = 'job' THEN 'data->>''shop'''
    WHEN EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = c.oid AND attname = 'shopId') THEN '"shopId"'
    WHEN c.relname = 'Shop' THEN '"id"'
    WHEN c.relname = 'Session' THEN '"shop"'
  END`;

/** Every table but the queue's list of its running clients, which each of them renews by the clock. */
async function tables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    SELECT n.nspname AS schema, c.relname AS name, ${tenantOf} AS tenant
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'pgboss') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND (n.nspname, c.relname) <> ('pgboss', 'instance')
    ORDER BY 1, 2`);
  return rows;
}

/**
 * One line per table: how many rows it has and a hash over all of them, the queue's tables too. With `shop`, over that
 * shop's rows alone. Needs a connection that row-level security does not bind.
 */
export async function hashTables(client: pg.Client, shop?: string): Promise<Record<string, string>> {
  const parts = (await tables(client))
    .filter((table) => shop === undefined || table.tenant !== null)
    .map(({ schema, name, tenant }) => {
      const where = shop === undefined ? "" : `WHERE ${tenant} = $1`;
      return `SELECT '${schema}.${name}' AS name, count(*) || ' rows ' ||
        coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') AS hash FROM "${schema}"."${name}" t ${where}`;
    });
  const { rows } = await client.query<{ name: string; hash: string }>(
    parts.join("\nUNION ALL\n"),
    shop === undefined ? [] : [shop],
  );
  return Object.fromEntries(rows.map(({ name, hash }) => [name, hash]));
}

/** Values of every id-like column of a shop's rows that are not among `except`, at most `most` of each column. */
export async function idsOf(
  client: pg.Client,
  shop: string,
  most: number,
  except: string[] = [],
): Promise<string[]> {
  const ids = new Set<string>();
  for (const { schema, name, tenant } of await tables(client)) {
    if (!tenant || schema !== "public") continue;
    const columns = await client.query<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND attname ~ '(^id|Id|^subject|^shop)$'`,
      [`"${name}"`],
    );
    for (const { column } of columns.rows) {
      const { rows } = await client.query<{ id: string }>(
        `SELECT DISTINCT "${column}"::text AS id FROM "${name}"
         WHERE ${tenant} = $1 AND "${column}" IS NOT NULL AND NOT "${column}"::text = ANY ($2) ORDER BY 1 LIMIT ${most}`,
        [shop, except],
      );
      for (const { id } of rows) ids.add(id);
    }
  }
  return [...ids];
}
