import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** No real order comes near; what lies beyond is not shown, so that one order cannot make an answer endless. */
const most = { parcels: 50, events: 500 };

/** An order of the mirror with its parcels, oldest first, and what happened to them, latest first. */
export async function findOrderDelivery(db: Db, shop: Tenant, orderId: string) {
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId: shop.id, id: orderId } },
    select: { cancelledAt: true, redactedAt: true },
  });
  const ofOrder = { shopId: shop.id, orderId };
  const parcels = await db.fulfillment.findMany({
    where: ofOrder,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: most.parcels,
    select: {
      id: true,
      status: true,
      createdAt: true,
      trackingCompany: true,
      trackingNumber: true,
      trackingUrl: true,
      shipmentStatus: true,
    },
  });
  const events = await db.fulfillmentEvent.findMany({
    where: ofOrder,
    orderBy: [{ happenedAt: "desc" }, { id: "desc" }],
    take: most.events,
    select: {
      id: true,
      fulfillmentId: true,
      status: true,
      happenedAt: true,
      estimatedDeliveryAt: true,
      message: true,
      city: true,
      province: true,
      country: true,
    },
  });
  return { order, parcels, events };
}
