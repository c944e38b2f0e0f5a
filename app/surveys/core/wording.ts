import ar from "./wording/ar.json";
import de from "./wording/de.json";
import en from "./wording/en.json";
import es from "./wording/es.json";
import fr from "./wording/fr.json";
import ja from "./wording/ja.json";
import ptBR from "./wording/pt-BR.json";
import zhHans from "./wording/zh-Hans.json";

/** When a buyer is asked: at purchase, what they expect; after delivery, what they felt. */
export const touches = ["expectation", "perception"] as const;
export type Touch = (typeof touches)[number];

export type Wording = Record<Touch, Record<string, string>>;

/** The statements of the current version per language. Only English has been reviewed; none was pretested. */
export const wordings: Readonly<Record<string, Wording>> = {
  en,
  de,
  "pt-BR": ptBR,
  ar,
  es,
  fr,
  ja,
  "zh-Hans": zhHans,
};

const byLanguage: Readonly<Record<string, string>> = { pt: "pt-BR", zh: "zh-Hans" };

/** The language of the bank for a buyer's locale tag, such as de-AT, pt_PT or zh-TW; English where we have none. */
export function languageFor(locale: string): string {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? "";
  const found = byLanguage[language] ?? language;
  return Object.hasOwn(wordings, found) ? found : "en";
}

/** A statement in the buyer's language. */
export function statementOf(item: string, touch: Touch, locale: string): string {
  const wording: Wording = wordings[languageFor(locale)] ?? en;
  return wording[touch][item] ?? item;
}
