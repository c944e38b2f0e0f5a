import type { Ctx } from "../context";
import { shopSummary } from "../shop/queries.server";
import { readDestination } from "./core/destination";
import { fromPlatformSubunits } from "./core/price";
import { quoteRates } from "./core/quote";
import type { RuleSet } from "./core/service";
import { loadRules } from "./rules-queries.server";

/** What stands beside a product before anything is in the cart. */
export type StorefrontOption = {
  name: string;
  carrier: string;
  /** Calendar days at the destination, YYYY-MM-DD. */
  from: string;
  by: string;
  duties: "buyer" | "merchant" | "unknown";
};

export type StorefrontQuestion = {
  country: string;
  grams: number;
  /** As the store's theme counts prices: the platform's subunits. Null where it said none. */
  price: number | null;
  currency: string | null;
  locale: string;
};

export type StorefrontRules = { rules: RuleSet; currency: string };

export async function storefrontRules(ctx: Ctx): Promise<StorefrontRules> {
  return ctx.transact(async (db) => ({
    rules: await loadRules(db, ctx),
    currency: (await shopSummary(db, ctx)).currency,
  }));
}

/**
 * When one piece of a product ordered now would arrive: by the cheapest option, then by the one that arrives soonest,
 * where that is another and sooner. None where checkout would offer nothing.
 */
export function storefrontPromise(
  { rules, currency }: StorefrontRules,
  asked: StorefrontQuestion,
  at: Date,
): StorefrontOption[] {
  const inCurrency = asked.currency ?? currency;
  const { options } = quoteRates(rules, {
    to: readDestination({ country: asked.country, province: null, postcode: null }),
    grams: asked.grams,
    pieces: 1,
    valueMinor: asked.price === null ? null : fromPlatformSubunits(asked.price, inCurrency),
    currency: inCurrency,
    locale: asked.locale,
    at,
  });
  const plain = options.filter((option) => !option.packaging);
  const [cheapest, ...dearer] = plain;
  if (!cheapest) return [];
  const soonest = dearer.reduce((found, one) => (one.promise.by < found.promise.by ? one : found), cheapest);
  return [cheapest, ...(soonest === cheapest ? [] : [soonest])].map(({ name, providerId, promise }) => ({
    name,
    carrier: rules.providers[providerId]?.name ?? name,
    from: promise.from,
    by: promise.by,
    duties: rules.duties[asked.country] ?? rules.duties[""] ?? "unknown",
  }));
}
