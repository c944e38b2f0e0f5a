/** Languages the admin pages are written in; the first one is used when nothing fits. */
export const supportedLocales = ["en", "zh-CN", "de", "es"] as const;

export type Locale = (typeof supportedLocales)[number];

/** Each language as its own speakers call it, so that whoever looks for it finds it on a page they cannot read. */
export const localeNames: Record<Locale, string> = {
  en: "English",
  "zh-CN": "中文",
  de: "Deutsch",
  es: "Español",
};

const localeByLanguage = new Map<string, Locale>([
  ["en", "en"],
  ["zh", "zh-CN"],
  ["de", "de"],
  ["es", "es"],
]);

/** Tags of an Accept-Language header, or of a single tag, best first; those with weight 0 are refused ones. */
function tagsOf(wish: string): string[] {
  return wish
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/**
 * The supported language of the first wish that names one. A wish is a BCP 47 tag or an Accept-Language
 * header; every country's variant of a language reads the one there is, and English stands in when no wish can be met.
 */
export function pickLocale(...wishes: (string | null | undefined)[]): Locale {
  for (const tag of wishes.flatMap((wish) => tagsOf(wish ?? ""))) {
    const locale = localeByLanguage.get(tag.toLowerCase().split(/[-_]/)[0] ?? "");
    if (locale) return locale;
  }
  return supportedLocales[0];
}
