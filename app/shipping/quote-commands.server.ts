import type { Ctx } from "../context";
import { deleteQuotes, type LoggedQuote, saveQuotes } from "./quote-store.server";

/** A promise is frozen with its order; a month leaves time for a buyer's question about it. */
const keepMs = 30 * 86_400_000;
const step = 2_000;

/** Keeps what checkout was answered. */
export async function recordQuotes(ctx: Ctx, quotes: readonly LoggedQuote[]): Promise<void> {
  await ctx.transact((db) => saveQuotes(db, ctx.shop, quotes));
}

/** Removes answers older than a month, a step at a time. */
export async function pruneQuotes(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now().getTime() - keepMs);
  for (let removed = step; removed >= step; ) {
    removed = await ctx.transact((db) => deleteQuotes(db, ctx.shop, before, step));
  }
}
