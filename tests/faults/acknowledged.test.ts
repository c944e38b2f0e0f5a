import { randomInt, randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole } from "../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets } from "../../scripts/stack-environment.ts";
import { orderPayload, sign } from "../support/payloads";

/*
 * Promise 1 in short: web, worker and database are killed without warning while a sender posts signed deliveries.
 * Whatever was answered 200 must be in the inbox and applied in the end. The database runs with its full durability.
 */

const kills = 15;
const senders = 6;
const shop = "kill-test.myshopify.com";
const secrets = makeSecrets();

let folder: string;
let database: EmbeddedPostgres;
let appUrl: string;
let environment: NodeJS.ProcessEnv;
const running = new Map<"web" | "worker", GuardedProcess>();
let over = false;

const bundle = (name: string) => path.resolve(import.meta.dirname, `../../build/${name}.js`);

/** Keeps a process running: whoever kills it, it is started again. */
function keep(name: "web" | "worker"): void {
  if (over) return;
  const child = startGuarded({
    command: process.execPath,
    args: [bundle(name === "web" ? "server" : "worker")],
    env: environment,
    stopSignal: "KILL",
    onLine: (line) => {
      if (process.env.FAULTS_LOG) appendFileSync(process.env.FAULTS_LOG, `${line}\n`);
    },
  });
  running.set(name, child);
  void child.ended.then(async () => {
    await sleep(100);
    keep(name);
  });
}

async function killDatabase(): Promise<void> {
  const dataDir = path.join(folder, "cluster");
  const pid = Number((await readFile(path.join(dataDir, "postmaster.pid"), "utf8")).split("\n")[0]);
  process.kill(pid, "SIGKILL");
  await database.ended;
  database = await startPostgres({ dataDir: folder, port: database.port, ifRunning: "replace" });
}

async function kill(): Promise<void> {
  const victim = (["web", "worker", "database"] as const)[randomInt(3)];
  if (victim === "database") return killDatabase();
  await killProcess(victim as "web" | "worker");
}

/** The process itself, not the guard around it, so that nothing of it can tidy up. */
async function killProcess(name: "web" | "worker"): Promise<void> {
  const guard = running.get(name);
  if (!guard) return;
  try {
    process.kill(-guard.pid, "SIGKILL");
  } catch {
    // It was just starting again.
  }
}

const ask = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
  const client = new pg.Client({ connectionString: database.urlsOf("fairlead").superuserUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
};

async function send(acknowledged: Map<string, string>, refused: { count: number }): Promise<void> {
  const order = orderPayload({ id: randomInt(1, 2 ** 47) });
  const body = JSON.stringify(order);
  const id = randomUUID();
  try {
    const answer = await fetch(`${appUrl}/webhooks`, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(5_000),
      headers: {
        "x-shopify-topic": "orders/create",
        "x-shopify-shop-domain": shop,
        "x-shopify-webhook-id": id,
        "x-shopify-triggered-at": new Date().toISOString(),
        "x-shopify-hmac-sha256": sign(body, secrets.clientSecret),
      },
    });
    await answer.arrayBuffer();
    if (answer.status === 200) acknowledged.set(id, String(order.id));
    else refused.count += 1;
  } catch {
    refused.count += 1;
    await sleep(50);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-kills-"));
  database = await startPostgres({ dataDir: folder });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
  const port = await freePort();
  appUrl = `http://127.0.0.1:${port}`;
  environment = {
    ...environmentOfApp({
      databaseUrl: database.appUrl,
      secrets,
      appUrl,
      devStoreUrl: "http://127.0.0.1:9",
      port,
    }),
    LOG_LEVEL: process.env.FAULTS_LOG ? "info" : "silent",
  };
  // The shop is installed through the app's own code, in this process and under the app's own role.
  Object.assign(process.env, environment, { NODE_ENV: "test" });
  const { open, storeOfflineSession } = await import("../support/shops");
  const { closeDatabase } = await import("../../app/db.server");
  const { stopQueue } = await import("../../app/jobs/queue.server");
  const { prepareQueues } = await import("../support/run-jobs");
  await prepareQueues();
  await storeOfflineSession(shop);
  await open(shop, "1");
  await stopQueue();
  await closeDatabase();
  keep("web");
  keep("worker");
  for (let ready = false; !ready; await sleep(100)) {
    ready = await fetch(`${appUrl}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
  }
}, 180_000);

afterAll(async () => {
  over = true;
  await Promise.all([...running.values()].map((child) => child.stop()));
  await database?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it("no acknowledged delivery is lost when web, worker and database are killed at any moment", async () => {
  const acknowledged = new Map<string, string>();
  const refused = { count: 0 };
  let sending = true;
  const senderLoops = Array.from({ length: senders }, async () => {
    while (sending) await send(acknowledged, refused);
  });
  for (let count = 0; count < kills; count++) {
    await sleep(200 + randomInt(1_200));
    // On a busy machine a start takes long; a kill is worth something only where deliveries are being accepted.
    const enough = (count + 1) * 15;
    for (let waited = 0; acknowledged.size < enough && waited < 150; waited++) await sleep(100);
    await kill();
  }
  await sleep(1_000);
  sending = false;
  await Promise.all(senderLoops);

  const waiting = async () => {
    const rows = await ask<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM "WebhookInbox" WHERE "state" = 'waiting'`,
    );
    return rows[0]?.waiting ?? -1;
  };
  const lastKillAt = Date.now();
  while ((await waiting().catch(() => -1)) !== 0 && Date.now() - lastKillAt < 90_000) await sleep(250);
  const drainedIn = Date.now() - lastKillAt;

  const kept = await ask<{ id: string; state: string }>(
    `SELECT "deliveryId" AS id, "state"::text AS state FROM "WebhookInbox"`,
  );
  const orders = await ask<{ id: string }>(`SELECT "id" FROM "Order"`);
  const states = new Map(kept.map((row) => [row.id, row.state]));
  const mirrored = new Set(orders.map((row) => row.id));
  const lost = [...acknowledged].filter(
    ([id, order]) => states.get(id) !== "applied" || !mirrored.has(order),
  );
  const [{ counted } = { counted: -1 }] = await ask<{ counted: number }>(
    `SELECT "ordersMirrored" AS counted FROM "Shop"`,
  );
  console.log(
    `kills ${kills} · acknowledged ${acknowledged.size} · refused ${refused.count} · lost ${lost.length} · drained in ${drainedIn} ms`,
  );
  expect(acknowledged.size).toBeGreaterThan(200);
  expect(lost).toEqual([]);
  // A job whose worker was killed runs again once it has expired; with the queue's own clocks that takes over a minute.
  expect(drainedIn).toBeLessThan(60_000);
  expect(mirrored.size).toBe(kept.length);
  expect(counted).toBe(mirrored.size);
}, 480_000);
