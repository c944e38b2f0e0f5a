import type { Ctx } from "../context";
import { keptSince } from "../shop/core/retention";
import { deleteQuotes, type LoggedQuote, saveQuotes } from "./quote-store.server";

const step = 2_000;

/** Keeps what checkout was answered. */
export async function recordQuotes(ctx: Ctx, quotes: readonly LoggedQuote[]): Promise<void> {
  await ctx.transact((db) => saveQuotes(db, ctx.shop, quotes));
}

/** Removes what checkout was answered long ago, a step at a time. */
export async function pruneQuotes(ctx: Ctx): Promise<void> {
  const before = keptSince("quotes", ctx.now());
  for (let removed = step; removed >= step; ) {
    removed = await ctx.transact((db) => deleteQuotes(db, ctx.shop, before, step));
  }
}
