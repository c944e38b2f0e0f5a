import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";

/*
 * Promise 8: workers are killed without warning while they apply deliveries, count parcels and send mails. Everything
 * accepted is done in the end, once in our tables; outwards a mail may leave twice where its worker died between the
 * mail server's word and ours, and then under the same Message-ID.
 */

const { kills, replies, drainMs } = sized({
  // Beside other stages a start takes longer than on a machine of its own.
  short: { kills: 4, replies: 12, drainMs: 60_000 },
  full: { kills: 200, replies: 1_000, drainMs: 30_000 },
});
const workers = 2;
const shop = "once-test.myshopify.com";
let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop], workers, withDevStore: true });
});

afterAll(() => app?.stop());

/** A buyer writes about an order, and the shop answers by mail. */
async function reportAndReply(orderId: number): Promise<void> {
  const { askDoor, buyerToken } = await import("../support/buyer-token");
  const { adminRequest } = await import("../support/shops");
  const { fromAdmin } = await import("../../app/authenticate.server");
  const { inShop } = await import("../../app/db.server");
  const { replyToTicket } = await import("../../app/tickets/commands.server");
  const { status } = await askDoor(
    "/buyer/problems",
    {
      orderId: `gid://shopify/Order/${orderId}`,
      text: "Wo bleibt mein Paket?",
      kind: "not-arrived",
      clientId: randomUUID(),
      locale: "de-DE",
    },
    { token: buyerToken(shop, { customer: orderId + 1_000_000 }) },
  );
  expect(status).toBe(200);
  const ticket = await inShop(shop, (db) =>
    db.ticket.findFirst({ where: { shopId: shop, orderId: String(orderId) } }),
  );
  const ctx = await fromAdmin(adminRequest(shop, "/app"), "tickets.reply");
  const reply = {
    text: "Es ist unterwegs.",
    lastSeen: ticket?.lastMessageId ?? "",
    andThen: "pending_customer" as const,
  };
  expect(await replyToTicket(ctx, ticket?.id ?? "", reply)).toMatchObject({ ok: true });
}

/** Waits until nothing is left to do, or `mostMs` are over; answers what is left. */
async function leftAfter(mostMs: number) {
  const startedAt = performance.now();
  for (;;) {
    const [left] = await app.ask<{ deliveries: number; mails: number; jobs: number }>(`
      SELECT (SELECT count(*)::int FROM "WebhookInbox" WHERE "state" = 'waiting') AS deliveries,
        (SELECT count(*)::int FROM "TicketMessage" WHERE "mail" = 'waiting') AS mails,
        (SELECT count(*)::int FROM pgboss.job WHERE data->>'shop' = '${shop}'
          AND state < 'completed' AND start_after <= now()) AS jobs`);
    const rest = (left?.deliveries ?? 1) + (left?.mails ?? 1) + (left?.jobs ?? 1);
    if (rest === 0 || performance.now() - startedAt > mostMs) return left;
    await sleep(200);
  }
}

it(
  "what was accepted is done although its workers die, and done once",
  async () => {
    const orders = Array.from({ length: replies }, (_, at) => {
      const order = orderPayload({ id: 5_100_000_000_000 + at });
      return { ...order, customer: { ...(order.customer as object), id: order.id + 1_000_000 } };
    });
    const deliver = (topic: string, body: object) => app.deliverUntilKept({ shop, topic, body });
    for (const order of orders) await deliver("orders/create", order);
    await leftAfter(120_000);

    let working = true;
    const work = (async () => {
      for (const order of orders) {
        const parcel = fulfillmentPayload(order.id);
        await deliver("fulfillments/create", parcel);
        await reportAndReply(order.id);
        await deliver(
          "fulfillment_events/create",
          eventPayload(order.id, parcel.id, { status: "delivered" }),
        );
      }
      working = false;
    })();
    // Each worker gets time to start and to take something before it dies.
    let killed = 0;
    for (; killed < kills || working; killed++) {
      await sleep(400 + randomInt(1_200));
      app.kill("worker", randomInt(workers));
      if (killed > kills * 20) break;
    }
    await work;
    const lastKillAt = performance.now();
    const left = await leftAfter(120_000);
    const drainedMs = Math.round(performance.now() - lastKillAt);

    const { mails } = await app.devStore.control<{ mails: { messageId: string }[] }>("mail", {
      limit: 10 * replies,
    });
    const times = new Map<string, number>();
    for (const { messageId } of mails) {
      const id = messageId.replace(/^<|@.*$/g, "");
      times.set(id, (times.get(id) ?? 0) + 1);
    }
    const answers = await app.ask<{ id: string; mail: string }>(
      `SELECT "id"::text AS id, "mail"::text AS mail FROM "TicketMessage" WHERE "author" = 'staff'`,
    );
    const missing = answers.filter(({ id, mail }) => mail !== "sent" || !times.has(id));
    const mailsTwice = [...times.values()].filter((count) => count > 1).length;
    const unknown = [...times.keys()].filter((id) => !answers.some((answer) => answer.id === id));
    const [counted] = await app.ask<Record<string, number>>(`
      SELECT (SELECT count(*)::int FROM "Order") AS orders,
        (SELECT "ordersMirrored" FROM "Shop") AS "ordersCounted",
        (SELECT count(*)::int FROM "Parcel" WHERE "state" = 'delivered') AS parcels,
        (SELECT sum("sent")::int FROM "ProviderTally") AS sent,
        (SELECT sum("delivered")::int FROM "ProviderTally") AS delivered,
        (SELECT count(*)::int FROM "Ticket") AS tickets,
        (SELECT count(*)::int FROM pgboss.job WHERE name = 'parked') AS parked`);
    seen(8, {
      ...{ workerKills: killed, deliveries: 3 * replies, replies: answers.length },
      ...{ missing: missing.length, mailsTwice, mailsUnderAnotherId: unknown.length, drainedMs },
    });
    expect(left).toEqual({ deliveries: 0, mails: 0, jobs: 0 });
    expect(missing).toEqual([]);
    expect(unknown).toEqual([]);
    expect(mailsTwice).toBeLessThanOrEqual(killed);
    expect(counted).toEqual({
      ...{ orders: replies, ordersCounted: replies, parcels: replies, sent: replies, delivered: replies },
      ...{ tickets: replies, parked: 0 },
    });
    expect(drainedMs).toBeLessThan(drainMs);
  },
  sized({ short: 300_000, full: 3_600_000 }),
);
