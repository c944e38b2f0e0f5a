import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { grantQueueRights, installQueue } from "./queue-schema.ts";

export type MigrateOptions = {
  /** Connection of the non-superuser role that owns the database. */
  ownerUrl: string;
  /** The role the app logs in as; it gets rights on rows, none on the schema. */
  appRole: string;
  migrationsDir?: string;
};

type Migration = { name: string; sql: string; checksum: string };
type AppliedRow = { migration_name: string; checksum: string; finished_at: Date | null };

/** Prisma's own lock number, so that its command line and this file never migrate at the same time. */
const PRISMA_LOCK = 72_707_369;
const NO_TRANSACTION = /^-- fairlead:no-transaction\b/;

const ownFolder = path.dirname(fileURLToPath(import.meta.url));

/**
 * Brings a database to the schema of this code: migrations in order of name, then the job queue's schema, then the
 * app role's rights. Repeatable, safe to run from several processes, and a kill at any moment leaves whole migrations.
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const migrations = await readMigrations(options.migrationsDir ?? path.join(ownFolder, "migrations"));
  const client = new pg.Client({ connectionString: options.ownerUrl, application_name: "fairlead-migrate" });
  // A cut connection also rejects the running query, which is where it is reported.
  client.on("error", () => {});
  await client.connect();
  try {
    await takeLock(client);
    await client.query("set lock_timeout = '5s'");
    await client.query(createHistoryTable);
    const applied: string[] = [];
    for (const migration of await pendingMigrations(client, migrations)) {
      await apply(client, migration);
      applied.push(migration.name);
    }
    await installQueue(options.ownerUrl);
    await grantRights(client, options.appRole);
    return { applied };
  } finally {
    await client.end().catch(() => {});
  }
}

// Column for column what Prisma's command line creates, so that it can read and go on with this history.
const createHistoryTable = `
  create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null,
    "checksum" varchar(64) not null,
    "finished_at" timestamptz,
    "migration_name" varchar(255) not null,
    "logs" text,
    "rolled_back_at" timestamptz,
    "started_at" timestamptz not null default now(),
    "applied_steps_count" integer not null default 0
  )`;

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function pendingMigrations(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<AppliedRow>(
    'select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null order by started_at',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const finished = new Set<string>();
  for (const row of rows) {
    const migration = known.get(row.migration_name);
    if (!migration) {
      throw new Error(
        `The database has the migration "${row.migration_name}", which this version does not know: it was made by a newer version. Start that version instead, or restore a backup from before it.`,
      );
    }
    if (row.finished_at === null) {
      if (NO_TRANSACTION.test(migration.sql)) continue;
      throw new Error(
        `The migration "${row.migration_name}" was begun by another tool and did not finish. Mark it with \`prisma migrate resolve\` first.`,
      );
    }
    if (row.checksum !== migration.checksum) {
      throw new Error(
        `The file of the migration "${row.migration_name}" was changed after it was applied. Put it back and write a new migration.`,
      );
    }
    finished.add(row.migration_name);
  }
  const pending = migrations.filter((migration) => !finished.has(migration.name));
  const newest = [...finished].sort().at(-1) ?? "";
  const late = pending.find((migration) => migration.name < newest);
  if (late) {
    throw new Error(
      `The migration "${late.name}" sorts before "${newest}", which is applied already. Give it a later name.`,
    );
  }
  return pending;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await (NO_TRANSACTION.test(migration.sql)
      ? applyPiecewise(client, migration)
      : applyWhole(client, migration));
  } catch (error) {
    throw new Error(`The migration "${migration.name}" failed: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function applyWhole(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("begin");
  try {
    const transaction = await currentTransaction(client);
    await client.query(sql);
    if ((await currentTransaction(client)) !== transaction) {
      throw new Error(
        "it contains a COMMIT or ROLLBACK of its own, which would leave half of it after a kill; remove it",
      );
    }
    await client.query(
      'insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) values ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

async function currentTransaction(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>("select pg_current_xact_id()::text as id");
  return rows[0]?.id ?? "";
}

/**
 * For what PostgreSQL refuses inside a transaction (CREATE INDEX CONCURRENTLY). Every statement ends with a semicolon at
 * the end of a line and must bear repeating: after a kill the file runs again from its start.
 */
async function applyPiecewise(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('delete from "_prisma_migrations" where migration_name = $1 and finished_at is null', [
    name,
  ]);
  const id = randomUUID();
  await client.query('insert into "_prisma_migrations" (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    checksum,
    name,
  ]);
  for (const statement of sql.split(/;[ \t]*$/m)) {
    if (statement.replaceAll(/^\s*--.*$/gm, "").trim()) await client.query(statement);
  }
  await client.query(
    'update "_prisma_migrations" set finished_at = clock_timestamp(), applied_steps_count = 1 where id = $1',
    [id],
  );
}

async function grantRights(client: pg.Client, appRole: string): Promise<void> {
  const role = pg.escapeIdentifier(appRole);
  const statements = [
    `grant usage on schema public to ${role}`,
    `grant select, insert, update, delete on all tables in schema public to ${role}`,
    `grant usage, select on all sequences in schema public to ${role}`,
    `grant execute on all functions in schema public to ${role}`,
    `alter default privileges in schema public grant select, insert, update, delete on tables to ${role}`,
    `alter default privileges in schema public grant usage, select on sequences to ${role}`,
    `alter default privileges in schema public grant execute on functions to ${role}`,
    `revoke all on "_prisma_migrations" from ${role}`,
    `grant select on "_prisma_migrations" to ${role}`,
    ...grantQueueRights(role),
  ];
  // One transaction: between the general grant and the revoke the app could otherwise write the history.
  await client.query(["begin", ...statements, "commit"].join(";\n"));
}

/**
 * Asks again and again: a statement that waits has a snapshot, for whose end an index that is built concurrently waits,
 * and so the two processes would wait for each other.
 */
async function takeLock(client: pg.Client): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(200)) {
    const { rows } = await client.query<{ free: boolean }>("select pg_try_advisory_lock($1) as free", [
      PRISMA_LOCK,
    ]);
    if (rows[0]?.free) return;
  }
  throw new Error("Another process has been migrating this database for a minute; wait for it or end it.");
}

async function main(): Promise<void> {
  const ownerUrl = process.env.MIGRATION_DATABASE_URL;
  const appUrl = process.env.DATABASE_URL;
  if (!ownerUrl || !appUrl) {
    throw new Error(
      "Set MIGRATION_DATABASE_URL (the owner's connection) and DATABASE_URL (the app's, for the name of its role).",
    );
  }
  const { applied } = await migrate({ ownerUrl, appRole: decodeURIComponent(new URL(appUrl).username) });
  process.stdout.write(applied.length ? `Applied ${applied.join(", ")}.\n` : "Nothing to apply.\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}
