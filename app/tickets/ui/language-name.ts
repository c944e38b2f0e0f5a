import { useTranslation } from "react-i18next";

/** Names of languages in the reader's own. */
export function useLanguageName(): (tag: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  return (tag) => names.of(tag) ?? tag;
}
