import type { Words } from "./service";

type Phrases = { arrives: string; dutiesPaid: string; dutiesDue: string };

/** What stands beside a rate at checkout. `{days}` is a day or a range of days. */
const phrases: Readonly<Record<string, Phrases>> = {
  en: {
    arrives: "Arrives {days}",
    dutiesPaid: "Duties and taxes included",
    dutiesDue: "Duties may be due on delivery",
  },
  de: {
    arrives: "Kommt an: {days}",
    dutiesPaid: "Zölle und Steuern inbegriffen",
    dutiesDue: "Bei Lieferung können Zölle anfallen",
  },
  "pt-BR": {
    arrives: "Chega: {days}",
    dutiesPaid: "Impostos de importação incluídos",
    dutiesDue: "Pode haver impostos na entrega",
  },
  ar: {
    arrives: "يصل: {days}",
    dutiesPaid: "تشمل الرسوم والضرائب",
    dutiesDue: "قد تُستحق رسوم عند التسليم",
  },
  es: {
    arrives: "Llega: {days}",
    dutiesPaid: "Aranceles e impuestos incluidos",
    dutiesDue: "Puede haber aranceles en la entrega",
  },
  fr: {
    arrives: "Arrive : {days}",
    dutiesPaid: "Droits et taxes inclus",
    dutiesDue: "Des droits peuvent être dus à la livraison",
  },
  ja: {
    arrives: "お届け予定：{days}",
    dutiesPaid: "関税・税金込み",
    dutiesDue: "配達時に関税がかかる場合があります",
  },
  "zh-Hans": {
    arrives: "预计送达：{days}",
    dutiesPaid: "已含关税和税费",
    dutiesDue: "收货时可能需缴关税",
  },
};

/**
 * The entry of the language closest to a tag: the same tag, then the same language, then English. Any Chinese reads
 * simplified Chinese where nothing is closer.
 */
export function inLanguage<T>(entries: Readonly<Record<string, T>>, locale: string): T | undefined {
  const wanted = locale.toLowerCase();
  const base = wanted.split("-")[0] ?? "";
  const keys = Object.keys(entries);
  const key =
    keys.find((one) => one.toLowerCase() === wanted) ??
    keys.find((one) => one.toLowerCase() === base) ??
    keys.find((one) => one.toLowerCase().split("-")[0] === base) ??
    "en";
  return entries[key];
}

export function wordsFor(words: Words, locale: string): { name: string; description: string } {
  return inLanguage(words, locale) ?? { name: "", description: "" };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Weekday, day and month, in the language's own calendar words; digits stay Western, as carriers print them. */
function dayFormat(locale: string): Intl.DateTimeFormat {
  const key = inLanguage(Object.fromEntries(Object.keys(phrases).map((one) => [one, one])), locale) ?? "en";
  let format = formatters.get(key);
  if (!format) {
    const options = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
    format = new Intl.DateTimeFormat(`${key}-u-nu-latn-ca-gregory`, options);
    formatters.set(key, format);
  }
  return format;
}

/** "Arrives Thu, Nov 26 – Mon, Nov 30" in the buyer's language. */
export function promiseText(promise: { from: string; by: string }, locale: string): string {
  const days = dayFormat(locale).formatRange(
    new Date(`${promise.from}T12:00:00Z`),
    new Date(`${promise.by}T12:00:00Z`),
  );
  return (inLanguage(phrases, locale)?.arrives ?? "{days}").replace("{days}", days);
}

/** Who pays duties, as far as the merchant has said. */
export function dutiesText(paidBy: "buyer" | "merchant" | "unknown", locale: string): string | null {
  if (paidBy === "unknown") return null;
  const words = inLanguage(phrases, locale);
  return (paidBy === "merchant" ? words?.dutiesPaid : words?.dutiesDue) ?? null;
}

/** Languages a service's own words can be written in. */
export const buyerTongues: readonly string[] = Object.keys(phrases);
