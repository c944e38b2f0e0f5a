import { BlockStack, FormLayout, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { buyerTongues } from "../core/buyer-words";
import type { Draft } from "../core/service-form";

type Words = Draft["words"];

type WordsFieldsProps = {
  path: string;
  words: Words;
  onChange: (words: Words) => void;
  errorOf: (path: string) => string | undefined;
};

/** What a buyer reads, one language at a time; English is what every other language falls back to. */
export function WordsFields({ path, words, onChange, errorOf }: WordsFieldsProps) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState("en");
  const names = new Intl.DisplayNames(i18n.language, { type: "language" });
  const { name, description } = words[language] ?? { name: "", description: "" };
  const change = (part: Partial<Words[string]>) =>
    onChange({ ...words, [language]: { name, description, ...part } });
  return (
    <BlockStack gap="300">
      <Select
        label={t("shipping.form.language")}
        helpText={t("shipping.form.languageHelp")}
        options={buyerTongues.map((tongue) => ({ value: tongue, label: names.of(tongue) ?? tongue }))}
        value={language}
        onChange={setLanguage}
      />
      <FormLayout>
        <TextField
          label={t("shipping.form.name")}
          value={name}
          onChange={(value) => change({ name: value })}
          error={errorOf(`${path}.${language}.name`) ?? (language === "en" ? errorOf(path) : undefined)}
          maxLength={80}
          autoComplete="off"
        />
        <TextField
          label={t("shipping.form.description")}
          helpText={t("shipping.form.descriptionHelp")}
          value={description}
          onChange={(value) => change({ description: value })}
          error={errorOf(`${path}.${language}.description`)}
          maxLength={160}
          autoComplete="off"
        />
      </FormLayout>
    </BlockStack>
  );
}
