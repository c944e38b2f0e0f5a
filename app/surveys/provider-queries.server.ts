import type { AdminCtx } from "../context";
import { type DimensionGap, dimensionGaps } from "./core/quality";
import { listGaps } from "./gap-store.server";

/** What buyers of one provider expected and felt, over all its markets. */
export async function feltOfProvider(ctx: AdminCtx, providerId: string): Promise<DimensionGap[]> {
  const rows = await ctx.transact((db) => listGaps(db, ctx.shop, "all"));
  return dimensionGaps(rows.filter((row) => row.providerId === providerId));
}
