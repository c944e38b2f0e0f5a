import { createHash } from "node:crypto";
import type { Platform } from "../platform.ts";
import { flatRates } from "../shop/delivery-profile.ts";
import { convert, fromSubunits, type MoneySet, toDecimal, toMinor } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { askCarriers } from "./carrier-callback.ts";
import { type Checkout, cartLines } from "./checkout.ts";
import { customize } from "./delivery-function.ts";
import type { Rate } from "./rate-answer.ts";

/** What a buyer can choose; `minor` is in the buyer's currency. */
export type ShippingOption = {
  handle: string;
  code: string;
  title: string;
  description: string | null;
  minor: number;
  currency: string;
  source: string;
  carrier: string | null;
  backup: boolean;
  minDate: string | null;
  maxDate: string | null;
  metafields: Rate["metafields"];
};

/** What a checkout offers, and what a person looking into it should know. */
export type Offer = { options: ShippingOption[]; notes: string[] };

/** Stands in when a carrier service does not answer; every shop has one by default. */
const backupRate = { code: "backup", title: "International shipping", price: "14.00" };

/** Asks, sorts by price, and lets the delivery function change the list. */
export async function shippingOptions(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
): Promise<Offer> {
  const notes: string[] = [];
  const answers = await askCarriers(platform, shop, checkout);
  // Whoever has live rates has them instead of the profile's flat ones.
  const options = answers.length === 0 ? ownRates(platform, shop, checkout) : [];
  for (const { carrier, answer } of answers) {
    if (answer.kind === "failed") {
      notes.push(`${carrier.name} gave no rates: ${answer.why}. The backup rate stands in.`);
      options.push(backup(shop, checkout));
    } else {
      if (answer.rates.length === 0) notes.push(`${carrier.name} does not serve this address.`);
      options.push(...answer.rates.map((rate) => offered(carrier.name, rate, checkout)));
    }
  }
  // The platform's own order, before any function: cheapest first.
  options.sort((left, right) => left.minor - right.minor || (left.code < right.code ? -1 : 1));
  return customize(platform, shop, checkout, { options, notes });
}

function offered(carrier: string, rate: Rate, checkout: Checkout): ShippingOption {
  const minor = convert(fromSubunits(rate.total_price, rate.currency), rate.currency, checkout.currency);
  return option(checkout, {
    code: rate.service_code,
    title: rate.service_name,
    description: rate.description || null,
    minor,
    source: carrier,
    carrier,
    backup: false,
    minDate: rate.min_delivery_date,
    maxDate: rate.max_delivery_date,
    metafields: rate.metafields,
  });
}

function backup(shop: ShopRecord, checkout: Checkout): ShippingOption {
  return flat(shop, checkout, backupRate, true);
}

function ownRates(platform: Platform, shop: ShopRecord, checkout: Checkout): ShippingOption[] {
  const lines = cartLines(shop, checkout);
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    lines.reduce((total, line) => total + of(line) * line.quantity, 0);
  const cart = {
    country: checkout.country,
    grams: sum(({ product }) => product.grams),
    minor: sum(({ product }) => toMinor(product.price, shop.facts.currency)),
  };
  return flatRates(platform, shop, cart).map((rate) =>
    flat(shop, checkout, { code: rate.name, title: rate.name, price: rate.price }, false, rate.description),
  );
}

function flat(
  { facts }: ShopRecord,
  checkout: Checkout,
  rate: { code: string; title: string; price: string },
  isBackup: boolean,
  description: string | null = null,
): ShippingOption {
  return option(checkout, {
    code: rate.code,
    title: rate.title,
    description,
    minor: convert(toMinor(rate.price, facts.currency), facts.currency, checkout.currency),
    source: "shopify",
    carrier: null,
    backup: isBackup,
    minDate: null,
    maxDate: null,
    metafields: [],
  });
}

function option(checkout: Checkout, given: Omit<ShippingOption, "handle" | "currency">): ShippingOption {
  const text = JSON.stringify([checkout.token, given.source, given.code, given.title, given.minor]);
  const handle = createHash("sha256").update(text).digest("hex").slice(0, 32);
  return { handle, currency: checkout.currency, ...given };
}

/** The price of an option in the shop's currency and the buyer's. */
export function priceSet({ facts }: ShopRecord, chosen: ShippingOption): MoneySet {
  const inShop = convert(chosen.minor, chosen.currency, facts.currency);
  return {
    shop_money: { amount: toDecimal(inShop, facts.currency), currency_code: facts.currency },
    presentment_money: { amount: toDecimal(chosen.minor, chosen.currency), currency_code: chosen.currency },
  };
}
