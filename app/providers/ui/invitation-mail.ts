import { createI18n } from "~/i18n";
import type { Locale } from "~/locales/supported";

/** The words of the mail that brings a provider its link, in the form's language. */
export function invitationMail(language: Locale) {
  const t = createI18n(language).t;
  return (about: { shop: string; provider: string; url: string }) => ({
    subject: t("invited.mail.subject", about),
    text: t("invited.mail.text", about),
  });
}
