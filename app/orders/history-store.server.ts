import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { factsOf, heard, personOf } from "./core/mirror-row";
import type { MirroredEvent, MirroredFulfillment, MirroredOrder, Version } from "./core/order";

/** An order of the past with its parcels and what happened to them. */
export type OrderWithPast = {
  order: MirroredOrder;
  version: Version;
  fulfillments: { fulfillment: MirroredFulfillment; version: Version }[];
  events: MirroredEvent[];
};

/** Which of these orders the mirror shows, or was told to forget. */
export async function listKnownOrders(db: Db, shop: Tenant, ids: readonly string[]): Promise<string[]> {
  const shown = await db.order.findMany({
    where: { shopId: shop.id, id: { in: [...ids] } },
    select: { id: true },
  });
  const buried = await db.tombstone.findMany({
    where: { shopId: shop.id, kind: "order", externalId: { in: [...ids] } },
    select: { externalId: true },
  });
  return [...shown.map((row) => row.id), ...buried.map((row) => row.externalId)];
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
