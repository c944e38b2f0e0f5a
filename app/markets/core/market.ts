import type { OpenHours, SupportHours } from "./support-hours";

/** Id of what holds for countries the store has no market for, and for what a market leaves open. */
export const defaultMarketId = "default";

/** Languages in which buyers can be written to: every text of the app for buyers exists in them. */
export const buyerLanguages = ["en", "de", "pt-BR", "ar", "es", "fr", "ja", "zh-Hans"] as const;
export type BuyerLanguage = (typeof buyerLanguages)[number];

export const channelKinds = ["email", "chat", "phone", "whatsapp"] as const;
export type Channel = { kind: (typeof channelKinds)[number]; value: string };

export const dutyPayers = ["buyer", "merchant", "unknown"] as const;
export type DutyPayer = (typeof dutyPayers)[number];

/** A market as the store's admin has it. `languages` begins with the default one. */
export type StoreMarket = {
  id: string;
  handle: string;
  name: string;
  active: boolean;
  currency: string | null;
  languages: string[];
  /** ISO 3166-1 alpha-2, with the currency (ISO 4217) its buyers pay in. */
  countries: { code: string; currency: string | null }[];
};

export type StoreLanguage = { locale: string; name: string; primary: boolean; published: boolean };

/** What the merchant has said about a market. Null: not said, the default's holds. */
export type MarketSettings = {
  language: BuyerLanguage | null;
  zone: string | null;
  weekly: OpenHours[] | null;
  holidays: string[] | null;
  channels: Channel[] | null;
  returnAddress: string | null;
  dutiesPaidBy: DutyPayer | null;
  dutiesSource: string | null;
  /** Calendar day, "2026-11-23". */
  dutiesAsOf: string | null;
};

export const nothingSaid: MarketSettings = {
  language: null,
  zone: null,
  weekly: null,
  holidays: null,
  channels: null,
  returnAddress: null,
  dutiesPaidBy: null,
  dutiesSource: null,
  dutiesAsOf: null,
};

/** A market as other domains use it: everything has a value. */
export type MarketInForce = {
  id: string;
  /** The store's own name of the market; "default" where no market holds the country. */
  name: string;
  language: BuyerLanguage;
  currency: string | null;
  dutiesPaidBy: DutyPayer;
  dutiesSource: string | null;
  dutiesAsOf: string | null;
  support: SupportHours;
  channels: Channel[];
  returnAddress: string | null;
};

/** Monday to Friday, nine to six: what holds until the merchant says otherwise. */
export const usualWeek: OpenHours[] = ([1, 2, 3, 4, 5] as const).map((day) => ({
  day,
  from: "09:00",
  to: "18:00",
}));

/** The language for buyers that is closest to a locale tag; null when none shares its language. */
export function closestLanguage(tag: string | null | undefined): BuyerLanguage | null {
  const [language = ""] = (tag ?? "").toLowerCase().split(/[-_]/);
  return buyerLanguages.find((one) => one.toLowerCase().split("-")[0] === language) ?? null;
}

/**
 * What is in force in a market: its own word first, then the default's, then what the store shows. Duties are one
 * statement with its source and date, so they are taken from one place as a whole.
 */
export function inForce(
  market: StoreMarket | null,
  own: MarketSettings,
  fallback: MarketSettings,
  shop: { timezone: string; currency: string; country?: string | null },
): MarketInForce {
  const duties = own.dutiesPaidBy ? own : fallback;
  const byStore = market?.languages.map(closestLanguage).find((one) => one !== null);
  const currency = market?.countries.find((one) => one.code === shop.country)?.currency ?? market?.currency;
  return {
    id: market?.id ?? defaultMarketId,
    name: market?.name ?? defaultMarketId,
    language: own.language ?? byStore ?? fallback.language ?? "en",
    currency: currency ?? shop.currency,
    dutiesPaidBy: duties.dutiesPaidBy ?? "unknown",
    dutiesSource: duties.dutiesSource,
    dutiesAsOf: duties.dutiesAsOf,
    support: {
      zone: own.zone ?? fallback.zone ?? shop.timezone,
      weekly: own.weekly ?? fallback.weekly ?? usualWeek,
      holidays: own.holidays ?? fallback.holidays ?? [],
    },
    channels: own.channels ?? fallback.channels ?? [],
    returnAddress: own.returnAddress ?? fallback.returnAddress,
  };
}

/** The market that holds a country: active, the one with the fewest countries first, as the store nests them. */
export function marketOf(country: string | null, markets: readonly StoreMarket[]): StoreMarket | null {
  const holding = markets.filter(
    (market) => market.active && market.countries.some((one) => one.code === country),
  );
  holding.sort((a, b) => a.countries.length - b.countries.length || (a.id < b.id ? -1 : 1));
  return holding[0] ?? null;
}

/** What a market still needs before its buyers are told all they ask, most pressing first. */
export const readinessSteps = ["duties", "channels", "hours", "return-address", "language"] as const;
export type ReadinessStep = (typeof readinessSteps)[number];

/** Which steps are done: the market's own word or the default's counts, a mere assumption does not. */
export function readiness(
  market: StoreMarket | null,
  own: MarketSettings,
  fallback: MarketSettings,
): { done: ReadinessStep[]; next: ReadinessStep | null } {
  const said = (pick: (settings: MarketSettings) => unknown) => Boolean(pick(own) ?? pick(fallback));
  const payer = own.dutiesPaidBy ? own : fallback;
  const met: Record<ReadinessStep, boolean> = {
    duties: (payer.dutiesPaidBy === "buyer" || payer.dutiesPaidBy === "merchant") && !!payer.dutiesSource,
    channels: (own.channels ?? fallback.channels ?? []).length > 0,
    hours: said((settings) => settings.weekly),
    "return-address": said((settings) => settings.returnAddress),
    language: own.language !== null || (market?.languages ?? []).some((tag) => closestLanguage(tag) !== null),
  };
  return {
    done: readinessSteps.filter((step) => met[step]),
    next: readinessSteps.find((step) => !met[step]) ?? null,
  };
}
