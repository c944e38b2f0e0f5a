import { shippingChoices } from "../orders/buyers.ts";
import type { Platform } from "../platform.ts";
import { nextId } from "../state.ts";
import { convert, toDecimal, toMinor } from "./money.ts";
import type { ShopRecord } from "./record.ts";

/** What a cart must be for a flat rate: its weight in grams, or its price in whole units of a currency. */
export type MethodCondition = {
  id: number;
  operator: "GREATER_THAN_OR_EQUAL_TO" | "LESS_THAN_OR_EQUAL_TO";
} & (
  | { field: "TOTAL_WEIGHT"; unit: WeightUnit; value: number }
  | { field: "TOTAL_PRICE"; amount: string; currency: string }
);
export type WeightUnit = keyof typeof gramsIn;
const gramsIn = { GRAMS: 1, KILOGRAMS: 1000, OUNCES: 28.349523125, POUNDS: 453.59237 };

/** A flat rate of a zone; the price is in whole units of its currency. */
export type FlatMethod = {
  id: number;
  name: string;
  description: string | null;
  active: boolean;
  price: string;
  currency: string;
  /** All of them must hold. */
  conditions?: MethodCondition[];
};
export type ProfileZone = {
  id: number;
  name: string;
  /** Empty for the rest of the world. */
  countries: string[];
  methods: FlatMethod[];
};
/** The shop's general shipping profile, its only one. */
export type DeliveryProfile = { version: number; zones: ProfileZone[] };

/** The shop's profile; on first sight one zone per market and one for everywhere else, at the usual prices. */
export function deliveryProfile(platform: Platform, shop: ShopRecord): DeliveryProfile {
  const row = platform.db
    .prepare("select document from delivery_profile where shop = ?")
    .get(shop.facts.handle);
  if (row) return JSON.parse(String(row.document)) as DeliveryProfile;
  const zone = (name: string, countries: string[]): ProfileZone => ({
    id: newId(platform),
    name,
    countries,
    methods: shippingChoices.map((choice) => ({
      id: newId(platform),
      name: choice.title,
      description: null,
      active: true,
      price: choice.price,
      currency: shop.facts.currency,
    })),
  });
  const zones = shop.facts.markets.map((market) =>
    zone(
      market.name,
      market.countries.map(({ code }) => code),
    ),
  );
  return saveProfile(platform, shop, { version: 0, zones: [...zones, zone("Rest of world", [])] });
}

export function saveProfile(platform: Platform, shop: ShopRecord, profile: DeliveryProfile): DeliveryProfile {
  const next = { ...profile, version: profile.version + 1 };
  platform.db
    .prepare(
      "insert into delivery_profile (shop, document) values (?, ?) on conflict (shop) do update set document = excluded.document",
    )
    .run(shop.facts.handle, JSON.stringify(next));
  return next;
}

export function newId(platform: Platform): number {
  return nextId(platform.db, "delivery-profile", 570_400_000_001);
}

/** What the profile offers a cart for a country, priced in the shop's currency. `minor`: the cart's price in it. */
export function flatRates(
  platform: Platform,
  shop: ShopRecord,
  cart: { country: string; grams: number; minor: number },
) {
  const { zones } = deliveryProfile(platform, shop);
  const zone =
    zones.find((one) => one.countries.includes(cart.country)) ??
    zones.find((one) => one.countries.length === 0);
  const { currency } = shop.facts;
  const holds = (one: MethodCondition) => {
    const [is, bound] =
      one.field === "TOTAL_WEIGHT"
        ? [cart.grams, one.value * gramsIn[one.unit]]
        : [cart.minor, convert(toMinor(one.amount, one.currency), one.currency, currency)];
    return one.operator === "GREATER_THAN_OR_EQUAL_TO" ? is >= bound : is <= bound;
  };
  return (zone?.methods ?? [])
    .filter((one) => one.active && (one.conditions ?? []).every(holds))
    .map(({ name, description, price, currency: own }) => ({
      name,
      description,
      price: toDecimal(convert(toMinor(price, own), own, currency), currency),
    }));
}
