import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { appRole, withClient } from "../../scripts/postgres-accounts.ts";
import { scratchDatabase } from "../support/postgres.ts";
import { seen } from "../support/promise-form.ts";

/*
 * Promise 28: every migration meets data. After each one, every table gets its rows, those made by it and those that
 * stood before; at the end none is missing.
 */

const migrations = path.resolve(import.meta.dirname, "../../prisma/migrations");
const shops = ["a.myshopify.com", "b.myshopify.com", "c.myshopify.com"];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-upgrade-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Column = { name: string; type: string; label: string | null };

/** Tables of the app with the columns a row must name. */
const columnsSql = `
  SELECT c.relname AS "table", json_agg(json_build_object('name', a.attname, 'type', t.typname, 'label',
      (SELECT enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY enumsortorder LIMIT 1))) AS columns
  FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname <> '_prisma_migrations'
    AND (a.attname = 'shopId' OR (a.attnotnull AND NOT a.atthasdef AND a.attidentity = ''))
  GROUP BY c.relname ORDER BY c.relname`;

/** The same value for every column of a kind: one row's keys then fit every other's, within its shop. */
function cellOf({ name, type, label }: Column, table: string, at: number): unknown {
  if (name === "shopId" || (table === "Shop" && name === "id")) return shops[at];
  if (label !== null) return label;
  if (type.startsWith("_")) return "{}";
  if (type === "uuid") return `00000000-0000-4000-8000-00000000000${at + 1}`;
  if (type === "bytea") return Buffer.from(`sealed ${table} ${at}`);
  if (type.startsWith("json")) return "{}";
  if (type === "bool") return false;
  if (type === "date") return "2026-11-20";
  if (type.startsWith("timestamp")) return "2026-11-20T10:00:00Z";
  if (/^(int|float|numeric)/.test(type)) return at + 1;
  return String(at + 1);
}

async function fill(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; columns: Column[] }>(columnsSql);
  // The superuser of a test may leave the order of the tables to chance.
  await client.query("SET session_replication_role = replica");
  for (const { table, columns } of rows) {
    const names = columns.map(({ name }) => `"${name}"`).join(", ");
    const places = columns.map((_, index) => `$${index + 1}`).join(", ");
    for (const at of shops.keys()) {
      await client.query(
        `INSERT INTO "${table}" (${names}) VALUES (${places}) ON CONFLICT DO NOTHING`,
        columns.map((column) => cellOf(column, table, at)),
      );
    }
  }
}

async function count(client: pg.Client): Promise<Map<string, number>> {
  const { rows } = await client.query<{ table: string }>(columnsSql);
  const counted = new Map<string, number>();
  for (const { table } of rows) {
    const { rows: found } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}"`);
    counted.set(table, found[0]?.n ?? 0);
  }
  return counted;
}

it("from every earlier schema with data, the migrations that follow lose no row", async () => {
  const urls = await scratchDatabase(`upgrade_${process.pid}`);
  const names = (await readdir(migrations, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  let before = new Map<string, number>();
  for (const name of names) {
    await cp(path.join(migrations, name), path.join(folder, name), { recursive: true });
    expect(await migrate({ ownerUrl: urls.ownerUrl, appRole, migrationsDir: folder })).toEqual({
      applied: [name],
    });
    before = await withClient(urls.superuserUrl, async (client) => {
      const after = await count(client);
      for (const [table, rows] of before)
        expect.soft(after.get(table), `${table} after ${name}`).toBeGreaterThanOrEqual(rows);
      await fill(client);
      return count(client);
    });
  }
  expect([...before].filter(([, rows]) => rows === 0)).toEqual([]);
  seen(28, {
    migrations: names.length,
    tables: before.size,
    rows: [...before.values()].reduce((sum, n) => sum + n, 0),
  });
});
