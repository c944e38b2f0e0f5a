import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { contactPlace, factsOf, heard, personOf } from "./core/mirror-row";
import type { MirroredEvent, MirroredFulfillment, MirroredOrder, Version } from "./core/order";

/** What a write to the mirror did. `older` and `deleted` left it as it was. */
export type Mirrored = "inserted" | "updated" | "older" | "deleted";

async function isDeleted(db: Db, shop: Tenant, kind: string, externalId: string): Promise<boolean> {
  const found = await db.tombstone.findUnique({
    where: { shopId_kind_externalId: { shopId: shop.id, kind, externalId } },
  });
  return found !== null;
}

async function bury(db: Db, shop: Tenant, kind: string, externalId: string, at: Date): Promise<void> {
  await db.tombstone.createMany({ data: [{ shopId: shop.id, kind, externalId, at }], skipDuplicates: true });
}

/** Rows that show an earlier state than `version`, as a where clause: the comparison happens in the write itself. */
function shownBefore(version: Version) {
  const { updatedAt, triggeredAt, digest } = version;
  return [
    { updatedAt: { lt: updatedAt } },
    { updatedAt, heardTriggeredAt: { lt: triggeredAt } },
    { updatedAt, heardTriggeredAt: triggeredAt, heardDigest: { lt: digest } },
  ];
}

/** Shows `order` in the mirror unless it already shows something later. Never brings back a deleted order or a redacted person. */
export async function saveOrder(
  db: Db,
  shop: Tenant,
  order: MirroredOrder,
  version: Version,
  now: Date,
): Promise<Mirrored> {
  if (await isDeleted(db, shop, "order", order.id)) return "deleted";
  const facts = { ...factsOf(order), ...heard(version, now) };
  const person = personOf(shop.vault, order);
  const key = { shopId: shop.id, id: order.id };
  const inserted = await db.order.createMany({
    data: [{ ...key, ...facts, ...person }],
    skipDuplicates: true,
  });
  if (inserted.count > 0) {
    await db.shop.updateMany({ where: { id: shop.id }, data: { ordersMirrored: { increment: 1 } } });
    return "inserted";
  }
  const where = { ...key, OR: shownBefore(version) };
  const known = await db.order.updateMany({
    where: { ...where, redactedAt: null },
    data: { ...facts, ...person },
  });
  if (known.count > 0) return "updated";
  const redacted = await db.order.updateMany({
    where: { ...where, redactedAt: { not: null } },
    data: { ...facts, ...withoutTokens },
  });
  return redacted.count > 0 ? "updated" : "older";
}

/** With one of these the buyer's own pages of the order can be found. */
const withoutTokens = { confirmationNumber: null, checkoutToken: null };

/** Removes an order and its parcels from the mirror for good. */
export async function deleteOrder(db: Db, shop: Tenant, id: string, now: Date): Promise<void> {
  await bury(db, shop, "order", id, now);
  await db.fulfillmentEvent.deleteMany({ where: { shopId: shop.id, orderId: id } });
  await db.fulfillment.deleteMany({ where: { shopId: shop.id, orderId: id } });
  const { count } = await db.order.deleteMany({ where: { shopId: shop.id, id } });
  await db.shop.updateMany({ where: { id: shop.id }, data: { ordersMirrored: { decrement: count } } });
}

/** A fulfillment may arrive before its order; it waits in the mirror under the order's id. */
export async function saveFulfillment(
  db: Db,
  shop: Tenant,
  fulfillment: MirroredFulfillment,
  version: Version,
  now: Date,
): Promise<Mirrored> {
  if (await isDeleted(db, shop, "order", fulfillment.orderId)) return "deleted";
  const { id, ...facts } = fulfillment;
  const redacted = await isRedacted(db, shop, fulfillment.orderId);
  const data = { ...facts, ...(redacted && withoutTracking), ...heard(version, now) };
  const inserted = await db.fulfillment.createMany({
    data: [{ shopId: shop.id, id, ...data }],
    skipDuplicates: true,
  });
  if (inserted.count > 0) return "inserted";
  const { count } = await db.fulfillment.updateMany({
    where: { shopId: shop.id, id, OR: shownBefore(version) },
    data,
  });
  return count > 0 ? "updated" : "older";
}

/** With the number, a carrier's public page shows whom the parcel is for. */
const withoutTracking = { trackingNumber: null, trackingUrl: null };
const withoutPlace = { message: null, city: null, postcode: null };

async function isRedacted(db: Db, shop: Tenant, orderId: string): Promise<boolean> {
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId: shop.id, id: orderId } },
    select: { redactedAt: true },
  });
  return order?.redactedAt != null;
}

/** Appends an event once. */
export async function saveEvent(db: Db, shop: Tenant, event: MirroredEvent, now: Date): Promise<Mirrored> {
  if (await isDeleted(db, shop, "order", event.orderId)) return "deleted";
  if (await isDeleted(db, shop, "fulfillment-event", event.id)) return "deleted";
  const redacted = await isRedacted(db, shop, event.orderId);
  const { count } = await db.fulfillmentEvent.createMany({
    data: [{ shopId: shop.id, ...event, ...(redacted && withoutPlace), mirroredAt: now }],
    skipDuplicates: true,
  });
  return count > 0 ? "inserted" : "older";
}

/** Answers whose event it was, or null when it was not mirrored. */
export async function deleteEvent(
  db: Db,
  shop: Tenant,
  id: string,
  now: Date,
): Promise<{ orderId: string; fulfillmentId: string } | null> {
  await bury(db, shop, "fulfillment-event", id, now);
  const event = await db.fulfillmentEvent.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { orderId: true, fulfillmentId: true },
  });
  await db.fulfillmentEvent.deleteMany({ where: { shopId: shop.id, id } });
  return event;
}

/**
 * Removes up to `most` events that happened before `before`, of parcels that were sent before it, too: those stay as last
 * known (parcels), while a younger one is told from all its events.
 */
export async function deleteEvents(db: Db, shop: Tenant, before: Date, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "FulfillmentEvent" WHERE "shopId" = ${shop.id} AND "id" = ANY(ARRAY(
      SELECT e."id" FROM "FulfillmentEvent" e WHERE e."shopId" = ${shop.id} AND e."happenedAt" < ${before}
        AND NOT EXISTS (
          SELECT 1 FROM "Fulfillment" f
          WHERE f."shopId" = ${shop.id} AND f."id" = e."fulfillmentId" AND f."createdAt" >= ${before})
      ORDER BY e."happenedAt" LIMIT ${most}))`;
}

/** Whose data a privacy request is about. */
export type Person = { customerId: string | null; orderIds: string[] };

function ordersOf(shop: Tenant, person: Person) {
  const some = [
    { id: { in: person.orderIds } },
    ...(person.customerId ? [{ customerId: person.customerId }] : []),
  ];
  return { shopId: shop.id, OR: some };
}

/** Ids of the person's orders in the mirror. */
export async function listOrderIdsOf(db: Db, shop: Tenant, person: Person): Promise<string[]> {
  const rows = await db.order.findMany({ where: ordersOf(shop, person), select: { id: true }, take: 10_000 });
  return rows.map((row) => row.id);
}

/** Removes the person from their orders and parcels; the orders stay as figures. Safe to run twice. */
export async function redactOrders(db: Db, shop: Tenant, orderIds: string[], now: Date): Promise<void> {
  const parcels = { shopId: shop.id, orderId: { in: orderIds } };
  await db.order.updateMany({
    where: { shopId: shop.id, id: { in: orderIds } },
    data: {
      customerId: null,
      sealedContact: null,
      emailIndex: null,
      city: null,
      postcode: null,
      ...withoutTokens,
      redactedAt: now,
    },
  });
  await db.fulfillment.updateMany({ where: parcels, data: withoutTracking });
  await db.fulfillmentEvent.updateMany({ where: parcels, data: withoutPlace });
}

/** Everything the mirror holds of these orders, opened, for the person's own file. */
export async function exportOrders(db: Db, shop: Tenant, orderIds: string[]) {
  const orders = await db.order.findMany({
    where: { shopId: shop.id, id: { in: orderIds } },
    orderBy: { placedAt: "asc" },
  });
  const parcels = { shopId: shop.id, orderId: { in: orderIds } };
  const fulfillments = await db.fulfillment.findMany({ where: parcels, orderBy: { createdAt: "asc" } });
  const events = await db.fulfillmentEvent.findMany({ where: parcels, orderBy: { happenedAt: "asc" } });
  return {
    orders: orders.map(({ shopId, sealedContact, emailIndex, heardDigest, heardTriggeredAt, ...order }) => ({
      ...order,
      totalMinor: order.totalMinor.toString(),
      presentmentMinor: order.presentmentMinor?.toString() ?? null,
      contact: sealedContact && JSON.parse(shop.vault.openText(contactPlace, order.id, sealedContact)),
    })),
    fulfillments: fulfillments.map(
      ({ shopId, heardDigest, heardTriggeredAt, ...fulfillment }) => fulfillment,
    ),
    events: events.map(({ shopId, ...event }) => event),
  };
}

export type OrderFigures = { today: number; last7Days: number };

/** Orders placed since two instants; the counts stop at 10,000. */
export async function countOrdersSince(db: Db, shop: Tenant, today: Date, week: Date): Promise<OrderFigures> {
  const rows = await db.$queryRaw<OrderFigures[]>`
    SELECT count(*) FILTER (WHERE "placedAt" >= ${today})::int AS "today", count(*)::int AS "last7Days"
    FROM (
      SELECT "placedAt" FROM "Order" WHERE "shopId" = ${shop.id} AND "placedAt" >= ${week}
      ORDER BY "placedAt" DESC LIMIT 10000
    ) recent`;
  return rows[0] ?? { today: 0, last7Days: 0 };
}

/** How many orders were placed after an instant, counted up to `most`. */
export async function countPlacedAfter(db: Db, shop: Tenant, after: Date, most: number): Promise<number> {
  return (
    await db.order.findMany({
      where: { shopId: shop.id, placedAt: { gt: after } },
      orderBy: { placedAt: "desc" },
      take: most,
      select: { id: true },
    })
  ).length;
}

/** The orders placed last, newest first. */
export async function listLatestOrders(db: Db, shop: Tenant, most: number) {
  return db.order.findMany({
    where: { shopId: shop.id },
    orderBy: [{ placedAt: "desc" }, { id: "desc" }],
    take: most,
    select: {
      id: true,
      name: true,
      placedAt: true,
      totalMinor: true,
      currency: true,
      country: true,
      financialStatus: true,
      fulfillmentStatus: true,
      cancelledAt: true,
    },
  });
}
