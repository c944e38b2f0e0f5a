import { z } from "zod";
import { currencyDecimals } from "../../lib/money";
import { readDestination } from "./destination";
import type { Option, RateRequest } from "./quote";

/** A cart as somebody types it to try it: every field is text. */
export const trialCartShape = z.object({
  country: z.string(),
  province: z.string(),
  postcode: z.string(),
  grams: z.string(),
  value: z.string(),
  currency: z.string(),
  language: z.string(),
});
export type TrialCart = z.infer<typeof trialCartShape>;

/** What a cart holds where nobody said anything: one small parcel. */
export const sampleGrams = 500;

/** The cart as it can be tried: what cannot be read is what it usually is. */
export function readCart(typed: Partial<TrialCart>, shopCurrency: string): TrialCart {
  const said = (field: keyof TrialCart, form: RegExp, usual: string) => {
    const text = typed[field]?.trim() ?? "";
    return form.test(text) ? text : usual;
  };
  return {
    country: said("country", /^[A-Za-z]{2}$/, "").toUpperCase(),
    province: said("province", /^[A-Za-z0-9-]{1,10}$/, "").toUpperCase(),
    postcode: said("postcode", /^.{1,20}$/, ""),
    grams: said("grams", /^\d{1,8}$/, String(sampleGrams)),
    value: said("value", /^\d{1,10}$/, "50"),
    currency: said("currency", /^[A-Za-z]{3}$/, shopCurrency).toUpperCase(),
    language: said("language", /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$/, "en"),
  };
}

export function toRateRequest(cart: TrialCart, at: Date): RateRequest {
  const { country, province, postcode, currency } = cart;
  return {
    to: readDestination({ country, province, postcode }),
    grams: Number(cart.grams),
    pieces: 1,
    valueMinor: Number(cart.value) * 10 ** currencyDecimals(currency),
    currency,
    locale: cart.language,
    at,
  };
}

/** The part of an offer a kept cart is held against: dates move every day, codes and prices do not. */
export const offeredShape = z.array(z.object({ code: z.string(), minor: z.int(), currency: z.string() }));
export type Offered = z.infer<typeof offeredShape>;

export function offeredOf(options: readonly Pick<Option, "code" | "minor" | "currency">[]): Offered {
  return options.map(({ code, minor, currency }) => ({ code, minor, currency }));
}

/** `was` and `now` in minor units; null where the option was or is not offered. */
export type Difference = { code: string; currency: string; was: number | null; now: number | null };

/** What is offered otherwise than when the cart was kept, by code; nothing when the case still holds. */
export function differences(expected: Offered, offered: Offered): Difference[] {
  const codes = [...new Set([...expected, ...offered].map((one) => one.code))].sort();
  return codes.flatMap((code) => {
    const was = expected.find((one) => one.code === code);
    const now = offered.find((one) => one.code === code);
    if (was?.minor === now?.minor && was?.currency === now?.currency) return [];
    const currency = now?.currency ?? was?.currency ?? "";
    return [{ code, currency, was: was?.minor ?? null, now: now?.minor ?? null }];
  });
}

/** A cart that was kept, with what it got then. */
export type ShippingCase = { id: string; name: string; cart: TrialCart; expected: Offered; savedAt: Date };
