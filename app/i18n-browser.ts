import type { i18n } from "i18next";
import { startI18n, type Words } from "~/locales/start-i18n";
import { type Locale, pickLocale } from "~/locales/supported";

const load: Record<Locale, () => Promise<Words>> = {
  en: async () => {
    const [ours, polaris] = await Promise.all([
      import("~/locales/en.json"),
      import("@shopify/polaris/locales/en.json"),
    ]);
    return { words: ours.default, polaris: polaris.default };
  },
  "zh-CN": async () => {
    const [ours, polaris] = await Promise.all([
      import("~/locales/zh-CN.json"),
      import("@shopify/polaris/locales/zh-CN.json"),
    ]);
    return { words: ours.default, polaris: polaris.default };
  },
  de: async () => {
    const [ours, polaris] = await Promise.all([
      import("~/locales/de.json"),
      import("@shopify/polaris/locales/de.json"),
    ]);
    return { words: ours.default, polaris: polaris.default };
  },
  es: async () => {
    const [ours, polaris] = await Promise.all([
      import("~/locales/es.json"),
      import("@shopify/polaris/locales/es.json"),
    ]);
    return { words: ours.default, polaris: polaris.default };
  },
};

/** Words for the language the server rendered; the browser downloads no other. */
export async function loadI18n(lang: string): Promise<i18n> {
  const locale = pickLocale(lang);
  return startI18n(locale, await load[locale]());
}
