import { randomInt, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { seedDemo } from "../../scripts/demo-seed.ts";
import { type Stack, startStack } from "../../scripts/stack.ts";
import { orderPayload, sign } from "../support/payloads.ts";
import type { Figures } from "./bench.ts";
import { insertRate, parkedJob } from "./insert-rate.ts";
import { load, round } from "./load.ts";

const connections = 16;
const seconds = 8;

/**
 * Durable acknowledgements over HTTP against the insert rate: bare transactions that write the same rows (BEGIN,
 * set_config, inbox row, job row, COMMIT) over as many connections. Then how fast what waits is applied.
 */
export const webhooks = async (): Promise<Figures> => {
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-bench-"));
  const stack = await startStack({
    logDir: path.join(folder, "logs"),
    devStoreState: ":memory:",
    // With its full durability: an acknowledgement without it says nothing about production.
    dataDir: path.join(folder, "data"),
  });
  try {
    await seedDemo(stack);
    return await measure(stack);
  } finally {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function measure(stack: Stack): Promise<Figures> {
  const shop = "sunda-trading.myshopify.com";
  const body = () => JSON.stringify(orderPayload({ id: randomInt(1, 2 ** 47) }));
  const sample = await load(stack.appUrl, {
    connections,
    seconds,
    make() {
      const text = body();
      const headers = {
        "content-type": "application/json",
        "x-shopify-topic": "orders/create",
        "x-shopify-shop-domain": shop,
        "x-shopify-webhook-id": randomUUID(),
        "x-shopify-triggered-at": new Date().toISOString(),
        "x-shopify-hmac-sha256": sign(text, stack.secrets.clientSecret),
      };
      return { method: "POST", path: "/webhooks", headers, body: text };
    },
  });
  const payload = Buffer.alloc(1_100, 7);
  const insertsPerSecond = await insertRate(stack.database.urlsOf("fairlead").appUrl, seconds, () => {
    const row = {
      name: "row",
      text: `INSERT INTO "WebhookInbox" ("id", "shopId", "topic", "deliveryId", "triggeredAt", "receivedAt", "sealedPayload", "state", "settledAt")
        VALUES ($1, $2, 'bench/row', $3, now(), now(), $4, 'applied', now())`,
      values: [randomUUID(), shop, randomUUID(), payload],
    };
    return { shop, rows: [row, parkedJob(shop)] };
  });
  return {
    ratioToFloor: round(sample.perSecond / insertsPerSecond),
    p50Ms: sample.p50Ms,
    p95Ms: sample.p95Ms,
    p99Ms: sample.p99Ms,
    acknowledgedPerSecond: round(sample.perSecond),
    insertsPerSecond: round(insertsPerSecond),
    failed: sample.failed,
    ...(await drainRate(stack.database.urlsOf("fairlead").superuserUrl)),
  };
}

async function drainRate(url: string): Promise<{ backlog: number; appliedPerSecond: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const waiting = async () => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM "WebhookInbox" WHERE "state" = 'waiting'`,
    );
    return rows[0]?.n ?? 0;
  };
  const backlog = await waiting();
  const startedAt = performance.now();
  let left = backlog;
  while (left > 0 && performance.now() - startedAt < 120_000) {
    await new Promise((done) => setTimeout(done, 250));
    left = await waiting();
  }
  await client.end();
  return { backlog, appliedPerSecond: round((backlog - left) / ((performance.now() - startedAt) / 1_000)) };
}
