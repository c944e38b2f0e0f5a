import polarisGerman from "@shopify/polaris/locales/de.json";
import polarisEnglish from "@shopify/polaris/locales/en.json";
import polarisSpanish from "@shopify/polaris/locales/es.json";
import polarisChinese from "@shopify/polaris/locales/zh-CN.json";
import type { i18n } from "i18next";
import german from "~/locales/de.json";
import english from "~/locales/en.json";
import spanish from "~/locales/es.json";
import { startI18n, type Words } from "~/locales/start-i18n";
import { type Locale, pickLocale } from "~/locales/supported";
import chinese from "~/locales/zh-CN.json";

const words: Record<Locale, Words> = {
  en: { words: english, polaris: polarisEnglish },
  "zh-CN": { words: chinese, polaris: polarisChinese },
  de: { words: german, polaris: polarisGerman },
  es: { words: spanish, polaris: polarisSpanish },
};

/** Words for one document rendered on the server, where every language is at hand. */
export function createI18n(lang: string): i18n {
  const locale = pickLocale(lang);
  return startI18n(locale, words[locale]);
}
