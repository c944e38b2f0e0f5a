import { Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type BuyerLanguage, buyerLanguages } from "../core/market";
import type { FieldProps } from "./market-form";

/** In which language this market's buyers are written to. */
export function LanguageField({ page, fields, change }: FieldProps) {
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const nameOf = (tag: string) => names.of(tag) ?? tag;
  const read = page.storeLanguages.map(nameOf).join(", ");
  return (
    <Select
      name="language"
      label={t("markets.language.label")}
      helpText={read ? t("markets.language.store", { languages: read }) : undefined}
      disabled={!page.mayEdit}
      options={[
        { value: "", label: t("markets.notSaid", { value: nameOf(page.inForce.language) }) },
        ...buyerLanguages.map((tag) => ({ value: tag, label: nameOf(tag) })),
      ]}
      value={fields.language}
      onChange={(language) => change({ language: language as BuyerLanguage | "" })}
    />
  );
}
