import type { Ctx } from "../context";
import { saveSighting } from "./block-store.server";
import type { Block } from "./core/block";

/** Records that a buyer's page has shown a block of ours. */
export async function noteSighting(ctx: Ctx, block: Block): Promise<void> {
  await ctx.transact((db) => saveSighting(db, ctx.shop, block, ctx.now()));
}
