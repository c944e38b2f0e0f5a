import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { orderPayload } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";

/*
 * Promise 1: web, worker and database are killed without warning while a sender posts signed deliveries. Whatever was
 * answered 200 must be in the inbox and applied in the end. The database runs with its full durability.
 */

const { kills, acknowledgements, drainMs } = sized({
  // Beside other stages a start takes longer than on a machine of its own.
  short: { kills: 9, acknowledgements: 135, drainMs: 60_000 },
  full: { kills: 200, acknowledgements: 50_000, drainMs: 30_000 },
});
const senders = 6;
/** Deliveries that may wait before the senders pause: the promise is about losing none, its drain about the last kill. */
const mostWaiting = 600;
const shop = "kill-test.myshopify.com";
let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop] });
});

afterAll(() => app?.stop());

it(
  "no acknowledged delivery is lost when web, worker and database are killed at any moment",
  async () => {
    const acknowledged = new Map<string, string>();
    let [refused, longestStallMs, answeredAt, sending] = [0, 0, performance.now(), true];
    const send = async () => {
      const order = orderPayload({ id: randomInt(1, 2 ** 47) });
      const id = randomUUID();
      const { status } = await app.deliver({ shop, topic: "orders/create", body: order, id });
      if (status === 200) {
        acknowledged.set(id, String(order.id));
        longestStallMs = Math.max(longestStallMs, performance.now() - answeredAt);
        answeredAt = performance.now();
        return;
      }
      refused += 1;
      await sleep(50);
    };
    let waiting = 0;
    const watch = async () => {
      while (sending) {
        waiting = await app.waiting().catch(() => waiting);
        await sleep(500);
      }
    };
    const loops = Array.from({ length: senders }, async () => {
      while (sending) await (waiting > mostWaiting ? sleep(100) : send());
    });
    loops.push(watch());
    const killed = { web: 0, worker: 0, database: 0 };
    for (let count = 0; count < kills; count++) {
      await sleep(200 + randomInt(1_200));
      // On a busy machine a start takes long; a kill is worth something only where deliveries are being accepted.
      const enough = ((count + 1) * acknowledgements) / kills;
      for (let waited = 0; acknowledged.size < enough && waited < 150; waited++) await sleep(100);
      killed[await app.killAny()] += 1;
    }
    const lastKillAt = performance.now();
    await sleep(1_000);
    sending = false;
    await Promise.all(loops);
    await app.drained(90_000);
    const drainedMs = Math.round(performance.now() - lastKillAt);

    const kept = await app.ask<{ id: string; state: string }>(
      `SELECT "deliveryId" AS id, "state"::text AS state FROM "WebhookInbox"`,
    );
    const orders = await app.ask<{ id: string }>(`SELECT "id" FROM "Order"`);
    const states = new Map(kept.map((row) => [row.id, row.state]));
    const mirrored = new Set(orders.map((row) => row.id));
    const lost = [...acknowledged].filter(
      ([id, order]) => states.get(id) !== "applied" || !mirrored.has(order),
    );
    const [{ counted } = { counted: -1 }] = await app.ask<{ counted: number }>(
      `SELECT "ordersMirrored" AS counted FROM "Shop"`,
    );
    const doubled = kept.length - mirrored.size + (counted - mirrored.size);
    seen(1, {
      ...{ kills, webKills: killed.web, workerKills: killed.worker, databaseKills: killed.database },
      ...{ acknowledged: acknowledged.size, refused, lost: lost.length, doubled },
      ...{ longestStallMs: Math.round(longestStallMs), drainedMs },
    });
    expect(acknowledged.size).toBeGreaterThanOrEqual(acknowledgements * 0.9);
    expect(lost).toEqual([]);
    expect(doubled).toBe(0);
    // A job whose worker was killed runs again once it has expired; with the queue's own clocks that takes over a minute.
    expect(drainedMs).toBeLessThan(drainMs);
  },
  sized({ short: 480_000, full: 3_600_000 }),
);
