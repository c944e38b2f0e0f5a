import { readFileSync } from "node:fs";
import { checkoutLocales } from "../checkout/checkout.ts";
import { toDecimal } from "../shop/money.ts";

/** What buyers read on the store's own pages, in one language. */
export type BuyerWords = {
  locale: string;
  dir: "ltr" | "rtl";
  say: (key: string, values?: Record<string, string>) => string;
  money: (minor: number, currency: string) => string;
  date: (instant: string) => string;
  country: (code: string) => string;
  /** A city and its country, each in its own writing direction. */
  place: (city: string, code: string) => string;
};

const texts = new Map<string, Record<string, string>>();
const made = new Map<string, BuyerWords>();

/** The words of the language that fits best. */
export function buyerWords(wanted: string | null): BuyerWords {
  const locale = fitting(wanted ?? "en");
  const words = made.get(locale) ?? makeWords(locale);
  made.set(locale, words);
  return words;
}

function fitting(wanted: string): string {
  if (wanted in checkoutLocales) return wanted;
  const language = wanted.split("-")[0];
  return Object.keys(checkoutLocales).find((one) => one.split("-")[0] === language) ?? "en";
}

function makeWords(locale: string): BuyerWords {
  const regions = new Intl.DisplayNames(locale, { type: "region" });
  const comma = locale === "ar" ? "، " : /^(ja|zh)/.test(locale) ? "、" : ", ";
  const country = (code: string) => regions.of(code) ?? code;
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  return {
    locale,
    dir: locale === "ar" ? "rtl" : "ltr",
    say: (key, values = {}) => {
      const text = textsOf(locale)[key];
      if (text === undefined) throw new Error(`No words for ${key} in ${locale}.`);
      return text.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");
    },
    money: (minor, currency) =>
      new Intl.NumberFormat(locale, { style: "currency", currency }).format(
        Number(toDecimal(minor, currency)),
      ),
    date: (instant) => dates.format(new Date(instant)),
    country,
    place: (city, code) =>
      [city, country(code)]
        .filter(Boolean)
        .map((one) => `\u2068${one}\u2069`)
        .join(comma),
  };
}

function textsOf(locale: string): Record<string, string> {
  const known = texts.get(locale);
  if (known) return known;
  const read = JSON.parse(
    readFileSync(new URL(`../words/${locale}.json`, import.meta.url), "utf8"),
  ) as Record<string, string>;
  texts.set(locale, read);
  return read;
}
