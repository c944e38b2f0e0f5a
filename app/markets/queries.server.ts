import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import {
  type DutyPayer,
  defaultMarketId,
  inForce,
  type MarketInForce,
  type MarketSettings,
  marketOf,
  nothingSaid,
  type ReadinessStep,
  readiness,
  type StoreMarket,
} from "./core/market";
import { type MarketFields, toMarketFields } from "./core/market-form";
import { listLanguages, listMarkets, listSettings } from "./store.server";

type Known = {
  markets: StoreMarket[];
  said: (marketId: string) => MarketSettings;
  shop: { timezone: string; currency: string };
};

async function readAll(db: Db, ctx: Ctx): Promise<Known> {
  const settings = new Map(await listSettings(db, ctx.shop));
  const { timezone, currency } = await shopSummary(db, ctx);
  return {
    markets: await listMarkets(db, ctx.shop),
    said: (marketId) => settings.get(marketId) ?? nothingSaid,
    shop: { timezone, currency },
  };
}

/** What holds per country, each worked out once. */
function lookUp({ markets, said, shop }: Known): (country: string | null) => MarketInForce {
  const found = new Map<string | null, MarketInForce>();
  return (country) => {
    const known = found.get(country);
    if (known) return known;
    const market = marketOf(country, markets);
    const own = said(market?.id ?? defaultMarketId);
    const held = inForce(market, own, said(defaultMarketId), { ...shop, country });
    found.set(country, held);
    return held;
  };
}

/** What holds for buyers in a country (ISO 3166-1 alpha-2): their market's word, else the default's. Never null. */
export async function marketForCountry(db: Db, ctx: Ctx, country: string | null): Promise<MarketInForce> {
  return lookUp(await readAll(db, ctx))(country);
}

/** The same for several countries at once, for pages that show many orders. */
export async function marketsForCountries(
  db: Db,
  ctx: Ctx,
): Promise<(country: string | null) => MarketInForce> {
  return lookUp(await readAll(db, ctx));
}

/** Who pays duties, by every country a market of the store holds; "" for any other. */
export async function dutiesByCountry(db: Db, ctx: Ctx): Promise<Record<string, DutyPayer>> {
  const all = await readAll(db, ctx);
  const marketOfCountry = lookUp(all);
  const countries = new Set(all.markets.flatMap((market) => market.countries.map((one) => one.code)));
  const known = [...countries].map((country) => [country, marketOfCountry(country).dutiesPaidBy] as const);
  return { ...Object.fromEntries(known), "": marketOfCountry(null).dutiesPaidBy };
}

export type MarketsPage = {
  markets: {
    id: string;
    name: string;
    active: boolean;
    currency: string | null;
    countries: string[];
    language: string;
    done: ReadinessStep[];
    next: ReadinessStep | null;
  }[];
  /** False until the store's markets have been read once, or where it lets nobody read them. */
  mirrored: boolean;
  mayEdit: boolean;
};

/** Every market with how ready it is; the default, which holds everywhere else, comes last. */
export async function marketsPage(ctx: AdminCtx): Promise<MarketsPage> {
  const { markets, said, shop } = await ctx.transact((db) => readAll(db, ctx));
  const fallback = said(defaultMarketId);
  return {
    markets: [...markets, null].map((market) => {
      const own = said(market?.id ?? defaultMarketId);
      const current = inForce(market, own, fallback, shop);
      return {
        id: current.id,
        name: current.name,
        active: market?.active ?? true,
        currency: market ? current.currency : null,
        countries: market?.countries.map((one) => one.code) ?? [],
        language: current.language,
        ...readiness(market, own, fallback),
      };
    }),
    mirrored: markets.length > 0,
    mayEdit: can(ctx.staff.role, "markets.edit"),
  };
}

export type MarketPage = {
  id: string;
  name: string;
  countries: string[];
  fields: MarketFields;
  inForce: MarketInForce;
  /** The store's published languages, which its buyers may already read it in. */
  storeLanguages: string[];
  mayEdit: boolean;
};

/** One market for its form, or null for an id that is none of this store's. */
export async function marketPage(ctx: AdminCtx, id: string): Promise<MarketPage | null> {
  return ctx.transact(async (db) => {
    const { markets, said, shop } = await readAll(db, ctx);
    const market = markets.find((one) => one.id === id) ?? null;
    if (!market && id !== defaultMarketId) return null;
    const current = inForce(market, said(id), said(defaultMarketId), shop);
    const languages = await listLanguages(db, ctx.shop);
    return {
      id,
      name: current.name,
      countries: market?.countries.map((one) => one.code) ?? [],
      fields: toMarketFields(said(id)),
      inForce: current,
      storeLanguages: languages.filter((one) => one.published).map((one) => one.locale),
      mayEdit: can(ctx.staff.role, "markets.edit"),
    };
  });
}
