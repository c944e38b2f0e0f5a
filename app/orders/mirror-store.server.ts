import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { contactPlace } from "./core/mirror-row";
import type { Contact } from "./core/order";

/** One order without its person. */
export async function findOrder(db: Db, shop: Tenant, id: string) {
  const order = await db.order.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: {
      id: true,
      name: true,
      placedAt: true,
      country: true,
      city: true,
      postcode: true,
      customerLocale: true,
      customerId: true,
      shippingCode: true,
      shippingTitle: true,
      cancelledAt: true,
      currency: true,
      totalMinor: true,
    },
  });
  if (!order) return null;
  const { customerLocale, cancelledAt, ...rest } = order;
  return { ...rest, locale: customerLocale, cancelled: cancelledAt !== null };
}

/** One fulfillment with its events, oldest first. */
export async function findFulfillment(db: Db, shop: Tenant, id: string) {
  const found = await db.fulfillment.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  if (!found) return null;
  const events = await db.fulfillmentEvent.findMany({
    where: { shopId: shop.id, fulfillmentId: id },
    orderBy: [{ happenedAt: "asc" }, { id: "asc" }],
    take: 500,
    select: {
      id: true,
      status: true,
      happenedAt: true,
      estimatedDeliveryAt: true,
      message: true,
      city: true,
      country: true,
    },
  });
  return {
    id: found.id,
    orderId: found.orderId,
    carrier: found.trackingCompany,
    trackingNumber: found.trackingNumber,
    trackingUrl: found.trackingUrl,
    status: found.status,
    createdAt: found.createdAt,
    events,
  };
}

/** The buyer's contact, opened. */
export async function findContact(db: Db, shop: Tenant, id: string): Promise<Contact | null> {
  const row = await db.order.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { sealedContact: true },
  });
  return row?.sealedContact ? JSON.parse(shop.vault.openText(contactPlace, id, row.sealedContact)) : null;
}
