import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { providerOfCarrier } from "../providers/queries.server";
import type { ParcelState } from "./core/parcel-state";
import type { Verdict } from "./core/promise";
import { listParcelsOfOrders } from "./glance-store.server";

/** A parcel in one line, for pages that show those of many orders. */
export type ParcelInList = {
  id: string;
  orderId: string;
  orderName: string | null;
  carrier: string | null;
  /** Null where the carrier belongs to no provider. */
  providerId: string | null;
  state: ParcelState;
  promisedBy: string | null;
  deliveredAt: string | null;
  verdict: Verdict | null;
};

/** The parcels of several orders at once, first sent first. */
export async function parcelsOfOrders(
  db: Db,
  ctx: Ctx,
  orderIds: readonly string[],
): Promise<ParcelInList[]> {
  const rows = await listParcelsOfOrders(db, ctx.shop, orderIds);
  const providers = new Map<string | null, string | null>();
  for (const carrier of new Set(rows.map((row) => row.carrier))) {
    providers.set(carrier, (await providerOfCarrier(db, ctx, carrier))?.id ?? null);
  }
  return rows.map((row) => ({
    ...row,
    providerId: providers.get(row.carrier) ?? null,
    state: row.state as ParcelState,
    verdict: row.verdict as Verdict | null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }));
}
