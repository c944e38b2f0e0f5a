import { cookie, type Incoming } from "../http.ts";
import { type ShopFacts, type Staff, staffMember } from "../shop/facts.ts";

export const languages = {
  en: "English",
  "zh-CN": "简体中文",
  de: "Deutsch",
  es: "Español",
} as const;
export type Language = keyof typeof languages;

export const isLanguage = (text: string): text is Language => Object.hasOwn(languages, text);

/** Who is looking at the admin: a staff member with a language, kept in cookies. */
export function visitor(request: Incoming, facts: ShopFacts): { staff: Staff; language: Language } {
  const language = cookie(request, "dev_store_language") ?? "";
  return {
    staff: staffMember(facts, cookie(request, "dev_store_staff")),
    language: isLanguage(language) ? language : "en",
  };
}

/** The cookies that remember a choice. */
export function visitorCookies(staff: string, language: string): string[] {
  const keep = "Path=/; SameSite=Lax; HttpOnly; Max-Age=31536000";
  return [
    `dev_store_staff=${encodeURIComponent(staff)}; ${keep}`,
    `dev_store_language=${encodeURIComponent(language)}; ${keep}`,
  ];
}
