import { isDeepStrictEqual } from "node:util";
import type { AdminCtx, Ctx } from "../context";
import type { AdminProblem } from "../gateways/shopify/admin-client.server";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { defaultMarketId } from "./core/market";
import { type MarketFields, type MarketFormProblem, readMarketFields } from "./core/market-form";
import { listMarkets, replaceLanguages, replaceMarkets, saveSettings } from "./store.server";

/**
 * Reads the store's markets and languages again. Where the store refuses one of them, as without its scope, what was
 * read last stays, and where nothing ever was, the default market holds everywhere.
 */
export async function mirrorMarkets(ctx: Ctx): Promise<void> {
  const markets = await ctx.admin.markets();
  if (markets.ok) {
    await ctx.transact(async (db) => {
      const before = await listMarkets(db, ctx.shop);
      await replaceMarkets(db, ctx.shop, markets.data, ctx.now());
      // The store is asked every day; only a list that differs is news to the others.
      if (!isDeepStrictEqual(await listMarkets(db, ctx.shop), before))
        await ctx.announce(db, { name: "market.changed", data: { marketId: null } });
    });
  } else giveUpOrThrow(ctx, "markets", markets.problem);
  const languages = await ctx.admin.languages();
  if (languages.ok) {
    await ctx.transact((db) => replaceLanguages(db, ctx.shop, languages.data, ctx.now()));
  } else giveUpOrThrow(ctx, "languages", languages.problem);
}

function giveUpOrThrow(ctx: Ctx, what: string, reason: AdminProblem): void {
  // A dead token waits for a person; a refusal will not change by asking again.
  if (reason === "needs-login" || reason === "refused") {
    ctx.log.warn({ shop: ctx.shop.id, what, reason }, "the store does not let its markets be read");
    return;
  }
  throw new Error(`the store's ${what} could not be read: ${reason}`);
}

/** Keeps what the merchant says about a market, at once in force. `not-found` for an id that is none of this store's. */
export async function saveMarket(
  ctx: AdminCtx,
  id: string,
  fields: MarketFields,
): Promise<Result<null, MarketFormProblem | "not-found" | "not-allowed">> {
  if (!can(ctx.staff.role, "markets.edit")) return problem("not-allowed");
  const settings = readMarketFields(fields);
  if (!settings.ok) return settings;
  return ctx.transact(async (db) => {
    const known = id === defaultMarketId || (await listMarkets(db, ctx.shop)).some((one) => one.id === id);
    if (!known) return problem("not-found");
    await saveSettings(db, ctx.shop, id, settings.value, ctx.now());
    await ctx.announce(db, { name: "market.changed", data: { marketId: id } });
    return ok(null);
  });
}
