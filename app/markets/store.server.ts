import { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import {
  buyerLanguages,
  channelKinds,
  dutyPayers,
  type MarketSettings,
  nothingSaid,
  type StoreLanguage,
  type StoreMarket,
} from "./core/market";

const weekday = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as 1 | 2 | 3 | 4 | 5 | 6 | 7)));
const stored = z.object({
  language: z.enum(buyerLanguages).nullable(),
  zone: z.string().nullable(),
  weekly: z.array(z.object({ day: weekday, from: z.string(), to: z.string() })).nullable(),
  holidays: z.array(z.string()).nullable(),
  channels: z.array(z.object({ kind: z.enum(channelKinds), value: z.string() })).nullable(),
  returnAddress: z.string().nullable(),
  dutiesPaidBy: z.enum(dutyPayers).nullable(),
  dutiesSource: z.string().nullable(),
  dutiesAsOf: z.string().nullable(),
});

/** The store's markets with their countries, by name. */
export async function listMarkets(db: Db, shop: Tenant): Promise<StoreMarket[]> {
  const where = { shopId: shop.id };
  const markets = await db.market.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }] });
  const countries = await db.marketCountry.findMany({ where, orderBy: { country: "asc" } });
  return markets.map((market) => ({
    id: market.id,
    handle: market.handle,
    name: market.name,
    active: market.active,
    currency: market.currency,
    languages: market.languages,
    countries: countries
      .filter((one) => one.marketId === market.id)
      .map((one) => ({ code: one.country, currency: one.currency })),
  }));
}

/** Makes the mirror show exactly these markets. What was said about one that is gone stays, should it come back. */
export async function replaceMarkets(
  db: Db,
  shop: Tenant,
  markets: readonly StoreMarket[],
  at: Date,
): Promise<void> {
  const where = { shopId: shop.id };
  await db.marketCountry.deleteMany({ where });
  await db.market.deleteMany({ where });
  await db.market.createMany({
    data: markets.map(({ countries, ...market }) => ({ shopId: shop.id, ...market, mirroredAt: at })),
  });
  await db.marketCountry.createMany({
    data: markets.flatMap((market) =>
      market.countries.map(({ code, currency }) => ({
        shopId: shop.id,
        marketId: market.id,
        country: code,
        currency,
        mirroredAt: at,
      })),
    ),
    skipDuplicates: true,
  });
}

export async function listLanguages(db: Db, shop: Tenant): Promise<StoreLanguage[]> {
  return db.storeLanguage.findMany({
    where: { shopId: shop.id },
    orderBy: [{ primary: "desc" }, { locale: "asc" }],
    select: { locale: true, name: true, primary: true, published: true },
  });
}

export async function replaceLanguages(
  db: Db,
  shop: Tenant,
  languages: readonly StoreLanguage[],
  at: Date,
): Promise<void> {
  await db.storeLanguage.deleteMany({ where: { shopId: shop.id } });
  await db.storeLanguage.createMany({
    data: languages.map((language) => ({ shopId: shop.id, ...language, mirroredAt: at })),
  });
}

/** What the merchant has said, by market id; a market about which nothing was said is missing. */
export async function listSettings(
  db: Db,
  shop: Tenant,
): Promise<[marketId: string, settings: MarketSettings][]> {
  const rows = await db.marketSettings.findMany({ where: { shopId: shop.id } });
  // A row this build cannot read counts as nothing said, so that buyers are told less and never something wrong.
  return rows.map((row) => [row.marketId, stored.safeParse(row).data ?? nothingSaid]);
}

export async function saveSettings(
  db: Db,
  shop: Tenant,
  marketId: string,
  settings: MarketSettings,
  at: Date,
): Promise<void> {
  const data = {
    ...settings,
    weekly: settings.weekly ?? Prisma.DbNull,
    holidays: settings.holidays ?? Prisma.DbNull,
    channels: settings.channels ?? Prisma.DbNull,
    changedAt: at,
  };
  await db.marketSettings.upsert({
    where: { shopId_marketId: { shopId: shop.id, marketId } },
    create: { shopId: shop.id, marketId, ...data },
    update: data,
  });
}
