import { createInstance, type i18n } from "i18next";
import type { Locale } from "./supported";

export type Words = { words: object; polaris: object };

/**
 * An i18next instance that already holds its words, so that the first render needs no waiting.
 * The words of Polaris' own controls live beside ours in the namespace "polaris".
 */
export function startI18n(locale: Locale, words: Words): i18n {
  const instance = createInstance();
  void instance.init({
    lng: locale,
    fallbackLng: false,
    defaultNS: "words",
    ns: ["words", "polaris"],
    resources: { [locale]: words },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
