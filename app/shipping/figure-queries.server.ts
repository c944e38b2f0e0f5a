import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { OfferedProvider } from "../providers/queries.server";
import { listServices } from "./store.server";

export type OfferFigures = {
  /** Options the merchant has switched on. */
  options: number;
  /** Those a buyer can choose: their provider may be offered. */
  offered: number;
};

/** How many delivery options stand at checkout, given which providers may be offered now. */
export async function offerFigures(
  db: Db,
  ctx: Ctx,
  providers: readonly OfferedProvider[],
): Promise<OfferFigures> {
  const active = (await listServices(db, ctx.shop)).filter((service) => service.active);
  const offerable = new Set(providers.filter((one) => one.offerable).map((one) => one.id));
  return {
    options: active.length,
    offered: active.filter(({ providerId }) => offerable.has(providerId)).length,
  };
}
