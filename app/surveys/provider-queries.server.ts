import type { AdminCtx } from "../context";
import { type DimensionGap, dimensionGaps, sumsWhere } from "./core/quality";
import { keptSums } from "./sums-queries.server";

/** What buyers of one provider expected and felt, over all its markets. */
export async function feltOfProvider(ctx: AdminCtx, providerId: string): Promise<DimensionGap[]> {
  const sums = await ctx.transact((db) => keptSums(db, ctx));
  return dimensionGaps(sumsWhere(sums, (place) => place.providerId === providerId));
}
