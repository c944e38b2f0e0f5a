import { execFileSync } from "node:child_process";
import { chmod, chown, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres } from "../../scripts/embedded-postgres.ts";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";
import { SteadySender } from "./support/steady-sender";

/*
 * Promise 28: a base backup taken while deliveries are accepted and worked off, by the steps of docs/backup.md, starts
 * in another folder and is whole.
 */

const shop = "backed-up.myshopify.com";
const acknowledgements = sized({ short: 60, full: 3_000 });
let app: RunningApp;
let copy: string;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop] });
  copy = await mkdtemp(path.join(tmpdir(), "fairlead-restored-"));
  await chmod(copy, 0o711);
}, 240_000);

afterAll(async () => {
  await app?.stop();
  if (copy) await rm(copy, { recursive: true, force: true });
});

/** Files come and go while they are copied; what is missing of them stands in the write-ahead log. */
function copyFiles(from: string, to: string, ...leftOut: string[]): void {
  const exclude = leftOut.map((one) => `--exclude=${one}`);
  const tar = [
    "-c",
    "--warning=no-file-changed",
    "--warning=no-file-removed",
    "--ignore-failed-read",
    ...exclude,
  ];
  const piped = `tar "$@" -C '${from}' . | tar -x -p -C '${to}'`;
  execFileSync("sh", ["-c", piped, "sh", ...tar], { stdio: ["ignore", "ignore", "pipe"] });
}

async function backUp(): Promise<void> {
  const { dataDir } = app.database;
  const client = new pg.Client({ connectionString: app.database.superuserUrl });
  await client.connect();
  try {
    // Keeps the write-ahead log from the backup's start until it is copied.
    await client.query("SELECT pg_create_physical_replication_slot('backup', true)");
    await client.query("SELECT pg_backup_start('backup', true)");
    copyFiles(dataDir, copy, "postmaster.pid", "postmaster.opts", "./cluster/pg_replslot/*");
    const { rows } = await client.query<{ label: string }>(
      "SELECT labelfile AS label FROM pg_backup_stop(wait_for_archive => false)",
    );
    copyFiles(path.join(dataDir, "cluster/pg_wal"), path.join(copy, "cluster/pg_wal"));
    const label = path.join(copy, "cluster/backup_label");
    await writeFile(label, rows[0]?.label ?? "");
    const { uid, gid } = await stat(path.join(copy, "cluster"));
    await chown(label, uid, gid);
    await client.query("SELECT pg_drop_replication_slot('backup')");
  } finally {
    await client.end();
  }
}

it("a backup under load starts elsewhere with every delivery acknowledged until then, and its sums agree", async () => {
  const sender = new SteadySender(app, shop);
  await expect.poll(() => sender.acknowledged.size, { timeout: 120_000 }).toBeGreaterThan(acknowledgements);
  const before = [...sender.acknowledged.keys()];
  await backUp();
  const during = sender.acknowledged.size - before.length;
  await sender.stop();

  const restored = await startPostgres({ dataDir: copy });
  try {
    await withClient(restored.urlsOf("fairlead").superuserUrl, async (client) => {
      const { rows: inbox } = await client.query<{ id: string }>(
        `SELECT "deliveryId" AS id FROM "WebhookInbox" WHERE "shopId" = $1`,
        [shop],
      );
      const kept = new Set(inbox.map(({ id }) => id));
      const lost = before.filter((id) => !kept.has(id));
      const { rows } = await client.query<{ applied: number; orders: number; counted: number }>(
        `SELECT (SELECT count(*)::int FROM "WebhookInbox" WHERE "state" = 'applied') AS applied,
           (SELECT count(*)::int FROM "Order") AS orders, (SELECT "ordersMirrored" FROM "Shop" WHERE "id" = $1) AS counted`,
        [shop],
      );
      seen(28, {
        acknowledgedBeforeBackup: before.length,
        acknowledgedDuring: during,
        lostInBackup: lost.length,
      });
      expect(lost).toEqual([]);
      const [sums] = rows;
      expect(sums).toEqual({ applied: sums?.orders, orders: sums?.orders, counted: sums?.orders });
      expect(sums?.orders).toBeGreaterThan(0);
      // Reads every page of every table and the order of every index.
      await client.query("CREATE EXTENSION IF NOT EXISTS amcheck");
      await client.query(
        `SELECT bt_index_check(c.oid, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
         WHERE a.amname = 'btree' AND c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace`,
      );
    });
  } finally {
    await restored.stop();
  }
}, 300_000);
