import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { topics } from "../../app/orders/core/topics";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop, newShopDomain, shopRow } from "../support/shops";
import { hashTables } from "../support/table-hashes";

beforeAll(prepareQueues);

/*
 * Promise 2: a replayed or duplicated delivery changes nothing. A day of a shop, every topic in it, is delivered and
 * worked off; then all of it comes again up to five times at once, under the old delivery ids and under new ones, which
 * the platform's signature does not cover. No business row may differ, in any column.
 */

type Sent = { topic: keyof typeof topics; body: object; triggeredAt: Date; webhookId: string };

/** What records that something was delivered and that work was done; everything else is business. */
const records = ["public.WebhookInbox", "pgboss."];

async function businessOf(shop: string): Promise<Record<string, string>> {
  const hashes = await withClient(fileDatabase().superuserUrl, (client) => hashTables(client, shop));
  const kept = Object.entries(hashes).filter(([table]) => !records.some((one) => table.startsWith(one)));
  return Object.fromEntries(kept);
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Deliveries of a day, oldest first: orders placed, changed, called off, sent, followed, taken back; people who ask. */
function dayOf(shop: string): Sent[] {
  const day: Sent[] = [];
  const send = (topic: Sent["topic"], minutes: number, body: object) => {
    const at = ago(minutes).toISOString();
    const stamped = "updated_at" in body ? { ...body, updated_at: at } : body;
    day.push({ topic, body: stamped, triggeredAt: ago(minutes), webhookId: randomUUID() });
    return stamped;
  };
  const [kept, cancelled, deleted, forgotten] = [1, 2, 3, 4].map((number) =>
    orderPayload({
      ...{ created_at: ago(600 - number).toISOString(), processed_at: ago(600 - number).toISOString() },
      ...(number === 4 && { customer: { id: 4_141, email: "forget@example.com", phone: null } }),
    }),
  ) as ReturnType<typeof orderPayload>[];
  if (!kept || !cancelled || !deleted || !forgotten) throw new Error("four orders are needed");
  for (const order of [kept, cancelled, deleted, forgotten]) send("orders/create", 590, order);
  send("orders/updated", 500, { ...kept, financial_status: "refunded" });
  send("orders/cancelled", 490, { ...cancelled, cancelled_at: ago(490).toISOString() });
  const parcel = fulfillmentPayload(kept.id);
  const lost = fulfillmentPayload(deleted.id);
  for (const one of [parcel, lost]) send("fulfillments/create", 480, one);
  send("fulfillments/update", 400, { ...parcel, tracking_number: "JD014600004" });
  const scan = eventPayload(kept.id, parcel.id, { happened_at: ago(390).toISOString() });
  const mistake = eventPayload(kept.id, parcel.id, {
    status: "failure",
    happened_at: ago(380).toISOString(),
  });
  const arrival = eventPayload(kept.id, parcel.id, {
    status: "delivered",
    happened_at: ago(60).toISOString(),
  });
  for (const [minutes, event] of [
    [389, scan],
    [379, mistake],
    [59, arrival],
  ] as const)
    send("fulfillment_events/create", minutes, event);
  send("fulfillment_events/delete", 300, { id: mistake.id });
  send("orders/delete", 200, { id: deleted.id });
  send("app/scopes_update", 190, { current: ["read_orders"], previous: [], updated_at: "" });
  const person = { shop_domain: shop, customer: { id: 4_141, email: "forget@example.com" } };
  send("customers/data_request", 120, { ...person, orders_requested: [forgotten.id] });
  send("customers/redact", 30, { ...person, orders_to_redact: [forgotten.id] });
  return day;
}

/** As the platform does: what is answered 503, on a busy machine, is sent again. */
async function deliverOne(shop: string, { topic, body, triggeredAt, webhookId }: Sent): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const { status } = await deliver(shop, topic, body, { triggeredAt, webhookId });
    if (status === 200) return;
    expect(status).toBe(503);
  }
  throw new Error(`${topic} was never taken`);
}

/** What the law gives a person: under another delivery id it is another demand, answered and listed anew. */
const isDemand = ({ topic }: Sent) => topic.startsWith("customers/");

/** Each delivery one to five times, eight at once, half of them as if the platform had made a new delivery of it. */
async function replay(shop: string, sent: Sent[]): Promise<void> {
  const again = sent.flatMap((one, at) =>
    Array.from({ length: 1 + (at % 5) }, (_, time) =>
      time % 2 === 0 || isDemand(one) ? one : { ...one, webhookId: randomUUID() },
    ),
  );
  const sender = async () => {
    for (let one = again.shift(); one; one = again.shift()) await deliverOne(shop, one);
  };
  await Promise.all(Array.from({ length: 8 }, sender));
  await runJobs();
}

it("a day of every topic, delivered again and again, changes no business row (promise 2)", async () => {
  const shop = await installedShop();
  const day = dayOf(shop);
  for (const one of day) await deliverOne(shop, one);
  await runJobs();
  const once = await businessOf(shop);
  expect(once["public.Order"]).toMatch(/^3 rows/);
  expect(once["public.Parcel"]).toMatch(/^1 rows/);
  expect(once["public.PrivacyRequest"]).toMatch(/^[12] rows/);
  await replay(shop, day);
  expect(await businessOf(shop)).toEqual(once);
  await replay(shop, day.toReversed());
  expect(await businessOf(shop)).toEqual(once);

  // The end of an install is a delivery, too.
  const over: Sent = {
    ...{ topic: "app/uninstalled", body: { id: 1, myshopify_domain: shop } },
    ...{ triggeredAt: new Date(), webhookId: randomUUID() },
  };
  await deliverOne(shop, over);
  await runJobs();
  const ended = await businessOf(shop);
  await replay(shop, [over, over, over, ...day]);
  expect(await businessOf(shop)).toEqual(ended);

  const demand: Sent = {
    ...{ topic: "shop/redact", body: { shop_id: 1, shop_domain: shop } },
    ...{ triggeredAt: new Date(), webhookId: randomUUID() },
  };
  await deliverOne(shop, demand);
  await runJobs();
  const erased = await businessOf(shop);
  expect(erased["public.Order"]).toMatch(/^0 rows/);
  await replay(shop, [demand, demand, over, ...day]);
  expect(await businessOf(shop)).toEqual(erased);

  const tried = new Set([...day, over, demand].map(({ topic }) => topic));
  expect(Object.keys(topics).filter((topic) => !tried.has(topic as Sent["topic"]))).toEqual([]);
}, 120_000);

it("a delivery after the uninstall is acknowledged, not kept and brings nothing back", async () => {
  const shop = await installedShop();
  const order = orderPayload();
  await deliver(shop, "orders/create", order);
  await runJobs();
  await deliver(shop, "app/uninstalled", { id: 1, myshopify_domain: shop });
  await runJobs();
  const before = await businessOf(shop);
  const late = orderPayload({ email: "late@example.com" });
  const sent = [
    ["orders/create", late],
    ["orders/updated", { ...order, updated_at: new Date().toISOString(), financial_status: "refunded" }],
    ["fulfillments/create", fulfillmentPayload(order.id)],
    ["app/scopes_update", { current: ["read_orders"], previous: [] }],
  ] as const;
  for (const [topic, body] of sent) expect((await deliver(shop, topic, body)).status).toBe(200);
  await runJobs();
  expect(await businessOf(shop)).toEqual(before);
  expect(await shopRow(shop)).toMatchObject({ state: "uninstalled" });
  const kept = await inShop(shop, (db) =>
    db.webhookInbox.findMany({ where: { shopId: shop, sealedPayload: { not: null } } }),
  );
  expect(kept).toEqual([]);
  expect((await deliver(newShopDomain(), "orders/create", late)).status).toBe(200);
});
