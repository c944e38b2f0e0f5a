import { randomInt, randomUUID } from "node:crypto";
import pg from "pg";
import { orderPayload, sign } from "../support/payloads.ts";
import type { Bench } from "./bench.ts";
import { load, round } from "./load.ts";

const connections = 16;
const seconds = 8;

/**
 * Durable acknowledgements over HTTP against the insert rate: bare transactions that write the same rows (BEGIN,
 * set_config, inbox row, job row, COMMIT) over as many connections. Then how fast what waits is applied.
 */
export const webhooks: Bench = async (stack) => {
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
  const insertsPerSecond = await insertRate(stack.database.urlsOf("fairlead").appUrl, shop);
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
};

async function insertRate(url: string, shop: string): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  const payload = Buffer.alloc(1_100, 7);
  let count = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      while (performance.now() < until) {
        await client.query("BEGIN");
        await client.query({
          name: "tenant",
          text: "SELECT set_config('app.shop', $1, true)",
          values: [shop],
        });
        await client.query({
          name: "row",
          text: `INSERT INTO "WebhookInbox" ("id", "shopId", "topic", "deliveryId", "triggeredAt", "receivedAt", "sealedPayload", "state", "settledAt")
            VALUES ($1, $2, 'bench/row', $3, now(), now(), $4, 'applied', now())`,
          values: [randomUUID(), shop, randomUUID(), payload],
        });
        await client.query({
          name: "job",
          text: "INSERT INTO pgboss.job (name, data, singleton_key, policy) VALUES ('parked', '{}', $1, 'standard') ON CONFLICT DO NOTHING",
          values: [shop],
        });
        await client.query("COMMIT");
        count += 1;
      }
      await client.end();
    }),
  );
  return count / ((performance.now() - startedAt) / 1_000);
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
