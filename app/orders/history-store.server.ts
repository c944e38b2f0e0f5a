import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { contactPlace, factsOf, heard, personOf } from "./core/mirror-row";
import type { MirroredEvent, MirroredFulfillment, MirroredOrder, Version } from "./core/order";
import type { ShownOrder } from "./core/shown-order";

/** An order of the past with its parcels and what happened to them. */
export type OrderWithPast = {
  order: MirroredOrder;
  version: Version;
  fulfillments: { fulfillment: MirroredFulfillment; version: Version }[];
  events: MirroredEvent[];
};

/** Which of these orders the mirror was told to forget. */
export async function listBuriedOrders(db: Db, shop: Tenant, ids: readonly string[]): Promise<string[]> {
  const buried = await db.tombstone.findMany({
    where: { shopId: shop.id, kind: "order", externalId: { in: [...ids] } },
    select: { externalId: true },
  });
  return buried.map((row) => row.externalId);
}

/** What the mirror shows of these orders now. An order may be missing whose parcels came before it. */
export async function listShownOrders(db: Db, shop: Tenant, ids: readonly string[]): Promise<ShownOrder[]> {
  const orders = await db.order.findMany({ where: { shopId: shop.id, id: { in: [...ids] } } });
  const parcels = { shopId: shop.id, orderId: { in: [...ids] } };
  const fulfillments = await db.fulfillment.findMany({ where: parcels });
  const events = await db.fulfillmentEvent.findMany({
    where: parcels,
    select: { id: true, orderId: true, mirroredAt: true },
  });
  const byOrder = new Map<string, ShownOrder>();
  const at = (id: string) => {
    const known = byOrder.get(id) ?? { id, order: null, fulfillments: [], events: [] };
    byOrder.set(id, known);
    return known;
  };
  for (const row of orders) at(row.id).order = toShown(shop, row);
  for (const { shopId, heardDigest, heardTriggeredAt, mirroredAt, updatedAt, ...fulfillment } of fulfillments)
    at(fulfillment.orderId).fulfillments.push({ fulfillment, updatedAt });
  for (const { orderId, ...event } of events) at(orderId).events.push(event);
  return [...byOrder.values()];
}

type OrderRow = Awaited<ReturnType<Db["order"]["findMany"]>>[number];

function toShown(shop: Tenant, row: OrderRow): NonNullable<ShownOrder["order"]> {
  const { shopId, sealedContact, emailIndex, heardDigest, heardTriggeredAt, mirroredAt, ...rest } = row;
  const { updatedAt, redactedAt, currency, totalMinor, presentmentCurrency, presentmentMinor, ...facts } =
    rest;
  const presentment =
    presentmentMinor !== null && presentmentCurrency !== null
      ? { minor: presentmentMinor, currency: presentmentCurrency }
      : null;
  const contact = sealedContact && JSON.parse(shop.vault.openText(contactPlace, row.id, sealedContact));
  const order = { ...facts, total: { minor: totalMinor, currency }, presentment, contact };
  return { order, updatedAt, redacted: redactedAt !== null };
}

/** Shows orders nobody has told of before, many at once. Answers the ids of those that are new. */
export async function insertHistory(
  db: Db,
  shop: Tenant,
  orders: readonly OrderWithPast[],
  now: Date,
): Promise<string[]> {
  const inserted = await db.order.createManyAndReturn({
    data: orders.map(({ order, version }) => ({
      ...{ shopId: shop.id, id: order.id, ...factsOf(order) },
      ...heard(version, now),
      ...personOf(shop.vault, order),
    })),
    skipDuplicates: true,
    select: { id: true },
  });
  await db.fulfillment.createMany({
    data: orders.flatMap(({ fulfillments }) =>
      fulfillments.map(({ fulfillment, version }) => ({
        shopId: shop.id,
        ...fulfillment,
        ...heard(version, now),
      })),
    ),
    skipDuplicates: true,
  });
  await db.fulfillmentEvent.createMany({
    data: orders.flatMap(({ events }) =>
      events.map((event) => ({ shopId: shop.id, ...event, mirroredAt: now })),
    ),
    skipDuplicates: true,
  });
  const { length } = inserted;
  await db.shop.updateMany({ where: { id: shop.id }, data: { ordersMirrored: { increment: length } } });
  return inserted.map((row) => row.id);
}
