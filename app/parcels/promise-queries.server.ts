import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { dayIn } from "../lib/calendar";
import { promiseOf } from "../shipping/promise-queries.server";
import { shopSummary } from "../shop/queries.server";
import { type FrozenPromise, promiseByDefault } from "./core/promise";
import { findPromise, listTransitDefaults } from "./promise-store.server";

/** What is known of an order when its promise is made. */
export type PromisedOrder = {
  id: string;
  country: string | null;
  placedAt: Date;
  shippingCode: string | null;
};

/**
 * What an order's buyer was promised: as frozen, or, for an order that is younger than its jobs, as it is about to be.
 * Null where the order goes to no country.
 */
export async function promiseOfOrder(db: Db, ctx: Ctx, order: PromisedOrder): Promise<FrozenPromise | null> {
  return (await findPromise(db, ctx.shop, order.id)) ?? promiseNow(db, ctx, order);
}

/** The promise of the delivery option the buyer chose, else the merchant's usual transit, else none. */
async function promiseNow(db: Db, ctx: Ctx, order: PromisedOrder): Promise<FrozenPromise | null> {
  const { country, placedAt } = order;
  if (country === null) return null;
  const chosen = await promiseOf(db, ctx, { code: order.shippingCode, country, placedAt });
  if (chosen) {
    const { from, by, serviceId, providerId } = chosen;
    return { country, promised: { from, by }, serviceId, providerId, source: "service" };
  }
  const { timezone } = await shopSummary(db, ctx);
  const defaults = await listTransitDefaults(db, ctx.shop);
  const promised = promiseByDefault(defaults, country, dayIn(placedAt, timezone));
  return { country, promised, serviceId: null, providerId: null, source: promised ? "default" : "none" };
}
