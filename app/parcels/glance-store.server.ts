import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { fromDateColumn } from "../lib/calendar";

/** Parcels of these orders, those of one order first sent first. */
export async function listParcelsOfOrders(db: Db, shop: Tenant, orderIds: readonly string[]) {
  const rows = await db.parcel.findMany({
    where: { shopId: shop.id, orderId: { in: [...orderIds] } },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: 50 * Math.max(1, orderIds.length),
    select: {
      ...{ id: true, orderId: true, orderName: true, carrier: true, state: true },
      ...{ promisedBy: true, deliveredAt: true, verdict: true },
    },
  });
  return rows.map((row) => ({ ...row, promisedBy: fromDateColumn(row.promisedBy) }));
}
