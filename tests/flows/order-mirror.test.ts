import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop } from "../support/shops";

beforeAll(prepareQueues);

type Sent = { topic: string; body: unknown; triggeredAt: Date };

const at = (second: number) => new Date(Date.UTC(2026, 10, 20, 10, 0, second)).toISOString();

/** The mirror without what differs from run to run. */
async function mirrorOf(shop: string) {
  return inShop(shop, async (db) => {
    const where = { shopId: shop };
    const plain = (row: Record<string, unknown>) => {
      const { shopId, mirroredAt, sealedContact, emailIndex, ...rest } = row;
      return { ...rest, hasContact: sealedContact != null };
    };
    return {
      orders: (await db.order.findMany({ where, orderBy: { id: "asc" } })).map(plain),
      fulfillments: (await db.fulfillment.findMany({ where, orderBy: { id: "asc" } })).map(plain),
      events: (await db.fulfillmentEvent.findMany({ where, orderBy: { id: "asc" } })).map(plain),
      count: (await db.shop.findUnique({ where: { id: shop } }))?.ordersMirrored,
    };
  });
}

/** The life of one order: placed, changed twice in the same second, sent, delivered; a second one is deleted. */
function story(): Sent[] {
  const placed = orderPayload({ created_at: at(0), updated_at: at(0) });
  const changed = { ...placed, updated_at: at(5), financial_status: "pending" };
  const changedAgain = { ...placed, updated_at: at(5), financial_status: "refunded" };
  const parcel = fulfillmentPayload(placed.id, { updated_at: at(10) });
  const moved = { ...parcel, updated_at: at(20), shipment_status: "delivered" };
  const scanned = eventPayload(placed.id, parcel.id, { happened_at: at(15) });
  const delivered = eventPayload(placed.id, parcel.id, { status: "delivered", happened_at: at(20) });
  const mistaken = eventPayload(placed.id, parcel.id, { status: "failure", happened_at: at(18) });
  const gone = orderPayload({ created_at: at(1), updated_at: at(1) });
  const sent = (topic: string, body: unknown, second: number): Sent => ({
    topic,
    body,
    triggeredAt: new Date(at(second)),
  });
  return [
    sent("orders/create", placed, 0),
    sent("orders/create", gone, 1),
    sent("orders/updated", changed, 5),
    sent("orders/updated", changedAgain, 6),
    sent("orders/delete", { id: gone.id }, 7),
    sent("fulfillments/create", parcel, 10),
    sent("fulfillment_events/create", scanned, 15),
    sent("fulfillment_events/create", mistaken, 18),
    sent("fulfillment_events/delete", { id: mistaken.id }, 19),
    sent("fulfillments/update", moved, 20),
    sent("fulfillment_events/create", delivered, 20),
  ];
}

async function play(shop: string, deliveries: Sent[]): Promise<void> {
  for (const { topic, body, triggeredAt } of deliveries) await deliver(shop, topic, body, { triggeredAt });
  await runJobs();
}

describe("the mirrored order (promises 2 and 3, in short)", () => {
  it("ends the same for every order, repetition and grouping of its deliveries", async () => {
    const life = story();
    const reference = await installedShop();
    await play(reference, life);
    const wanted = await mirrorOf(reference);
    expect(wanted.orders).toMatchObject([{ financialStatus: "refunded" }]);
    expect(wanted.fulfillments).toMatchObject([{ shipmentStatus: "delivered" }]);
    expect(wanted.events.map((event) => (event as { status?: string }).status)).toEqual([
      "in_transit",
      "delivered",
    ]);
    expect(wanted.count).toBe(1);

    const indexes = life.map((_, index) => index);
    const shuffled = fc.tuple(
      fc.shuffledSubarray(indexes, { minLength: life.length }),
      fc.array(fc.constantFrom(...indexes), { maxLength: 6 }),
      fc.integer({ min: 0, max: life.length }),
    );
    const runs = sized({ short: 12, full: 1_000 });
    await fc.assert(
      fc.asyncProperty(shuffled, async ([order, repeats, cut]) => {
        const shop = await installedShop();
        const all = [...order, ...repeats].flatMap((index) => life[index] ?? []);
        await play(shop, all.slice(0, cut));
        await play(shop, all.slice(cut));
        expect(await mirrorOf(shop)).toEqual(wanted);
      }),
      { numRuns: runs },
    );
    seen(3, { ordersThroughDatabase: runs, parcelPermutations: 10_000, counterexamples: 0 });
  }, 1_200_000);

  it("is never set back by an earlier state that arrives later", async () => {
    const shop = await installedShop();
    const order = orderPayload({ updated_at: at(30), cancelled_at: at(29) });
    await play(shop, [
      { topic: "orders/cancelled", body: order, triggeredAt: new Date(at(30)) },
      {
        topic: "orders/create",
        body: { ...order, updated_at: at(1), cancelled_at: null },
        triggeredAt: new Date(at(1)),
      },
    ]);
    expect((await mirrorOf(shop)).orders).toMatchObject([{ cancelledAt: new Date(at(29)) }]);
  });

  it("keeps parcels that arrive before their order", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    await play(shop, [
      {
        topic: "fulfillment_events/create",
        body: eventPayload(order.id, parcel.id),
        triggeredAt: new Date(),
      },
      { topic: "fulfillments/create", body: parcel, triggeredAt: new Date() },
      { topic: "orders/create", body: order, triggeredAt: new Date() },
    ]);
    const mirror = await mirrorOf(shop);
    expect([mirror.orders.length, mirror.fulfillments.length, mirror.events.length]).toEqual([1, 1, 1]);
  });

  it.each([
    ["JPY", "1200.00", 1200n],
    ["KWD", "1.250", 1250n],
    ["BRL", "0.01", 1n],
  ])("keeps %s %s to its smallest unit", async (currency_code, amount, minor) => {
    const shop = await installedShop();
    const total_price_set = { shop_money: { amount, currency_code }, presentment_money: null };
    await play(shop, [
      { topic: "orders/create", body: orderPayload({ total_price_set }), triggeredAt: new Date() },
    ]);
    expect((await mirrorOf(shop)).orders).toMatchObject([{ totalMinor: minor, currency: currency_code }]);
  });

  it("takes an order without a buyer, an address or a shipping line", async () => {
    const shop = await installedShop();
    const bare = orderPayload({ customer: null, email: null, shipping_address: null, shipping_lines: [] });
    await play(shop, [{ topic: "orders/create", body: bare, triggeredAt: new Date() }]);
    expect((await mirrorOf(shop)).orders).toMatchObject([
      { country: null, hasContact: false, shippingTitle: null },
    ]);
  });
});
