import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { startGuarded } from "../../scripts/guarded-process.ts";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { type DatabaseUrls, scratchDatabase } from "../support/postgres.ts";

let folder: string;
let urls: DatabaseUrls;
let databases = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-migrations-"));
  urls = await scratchDatabase(`migrate_${process.pid}_${databases++}`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

const run = () => migrate({ ownerUrl: urls.ownerUrl, appRole: "fairlead_app", migrationsDir: folder });
const asOwner = (sql: string) => withClient(urls.ownerUrl, (client) => client.query(sql));
const asApp = (sql: string) => withClient(urls.appUrl, (client) => client.query(sql));

describe("migrations", () => {
  it("are applied once, in order of name, also by two processes at a time", async () => {
    await write("2_second", 'alter table "First" add column n int');
    await write("1_first", 'create table "First" (id text primary key)');
    const both = await Promise.all([run(), run()]);
    expect(both.flatMap((answer) => answer.applied)).toEqual(["1_first", "2_second"]);
    expect(await run()).toEqual({ applied: [] });
  });

  it("give the app's role the rows and keep the schema and the history from it", async () => {
    await write("1_first", 'create table "First" (id serial primary key)');
    await run();
    await asApp('insert into "First" default values');
    await expect(asApp('alter table "First" add column n int')).rejects.toThrow("must be owner");
    await expect(asApp('delete from "_prisma_migrations"')).rejects.toThrow("permission denied");
    await expect(asApp("create table pgboss.other (n int)")).rejects.toThrow("permission denied");
  });

  it("leave nothing of one that fails half-way", async () => {
    await write("1_first", 'create table "First" (id int); select 1/0;');
    await expect(run()).rejects.toThrow("division by zero");
    await write("1_first", 'create table "First" (id int);');
    expect(await run()).toEqual({ applied: ["1_first"] });
  });

  it("leave nothing of one whose process is killed, and the next run goes through", async () => {
    await write("1_first", 'create table "First" (id int); select pg_sleep(2);');
    const child = startGuarded({
      command: process.execPath,
      args: [
        "--input-type=module",
        "-e",
        `import { migrate } from ${JSON.stringify(migrateModule)}; await migrate(JSON.parse(process.argv[1]));`,
        JSON.stringify({ ownerUrl: urls.ownerUrl, appRole: "fairlead_app", migrationsDir: folder }),
      ],
      stopSignal: "KILL",
    });
    await until(
      async () =>
        (
          await asOwner(
            "select 1 from pg_stat_activity where query like '%pg_sleep(2)%' and pid <> pg_backend_pid()",
          )
        ).rowCount,
    );
    await child.stop();
    expect((await asOwner("select 1 from pg_tables where tablename = 'First'")).rowCount).toBe(0);
    expect(await run()).toEqual({ applied: ["1_first"] });
  });

  it("outside a transaction run again from their start after an interruption", async () => {
    await write("1_first", 'create table "First" (id int)');
    await write(
      "2_index",
      '-- fairlead:no-transaction\ndrop index concurrently if exists "First_id";\nselect 1/0;\n',
    );
    await expect(run()).rejects.toThrow("division by zero");
    await write(
      "2_index",
      '-- fairlead:no-transaction\ndrop index concurrently if exists "First_id";\ncreate index concurrently "First_id" on "First" (id);\n',
    );
    expect(await run()).toEqual({ applied: ["2_index"] });
  });

  it("whose file changed after it was applied are refused", async () => {
    await write("1_first", "select 1");
    await run();
    await write("1_first", "select 2");
    await expect(run()).rejects.toThrow('"1_first" was changed after it was applied');
  });

  it("of a newer version are refused with a sentence", async () => {
    await write("1_first", "select 1");
    await run();
    await rm(path.join(folder, "1_first"), { recursive: true });
    await expect(run()).rejects.toThrow("made by a newer version");
  });
});

const migrateModule = new URL("../../prisma/migrate.ts", import.meta.url).href;

async function until(ready: () => Promise<unknown>): Promise<void> {
  await expect.poll(ready, { interval: 50 }).toBeTruthy();
}
