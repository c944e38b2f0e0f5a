import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, FormLayout, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { SettingsSection } from "~/ui/settings-section";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { HandlingPage } from "../queries.server";
import { type HandlingAnswer, handlingProblems, handlingWords } from "./problems";

type Name = keyof HandlingPage["fields"];

/** The warehouse's days, from which promises count, and the fixed rates of markets' currencies. */
export function HandlingForm({ page }: { page: HandlingPage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<HandlingAnswer>();
  const [typed, setTyped] = useState(page.fields);
  useSavedToast(fetcher.data, t("shipping.saved"));
  const names = Object.keys(page.fields) as Name[];
  const dirty = names.some((name) => typed[name] !== page.fields[name]);
  const refused = fetcher.data?.ok === false && dirty ? fetcher.data : null;
  const field = (name: Name) => {
    const wrong = refused?.errors?.[name];
    return {
      value: typed[name],
      onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
      error: wrong && t(handlingWords[wrong]),
      autoComplete: "off",
    };
  };
  return (
    <BlockStack gap="600">
      {refused ? <Banner tone="critical">{t(handlingProblems[refused.problem])}</Banner> : null}
      <SettingsSection
        id="warehouse"
        title={t("shipping.handling.warehouse")}
        body={t("shipping.handling.warehouseBody")}
      >
        <FormLayout>
          <TextField
            label={t("shipping.handling.cutOff")}
            helpText={t("shipping.handling.cutOffHelp", { zone: page.timezone })}
            {...field("cutOff")}
          />
          <TextField
            label={t("shipping.handling.processingDays")}
            inputMode="numeric"
            {...field("processingDays")}
          />
          <TextField
            label={t("shipping.handling.workingDays")}
            helpText={t("shipping.handling.workingDaysHelp")}
            {...field("workingDays")}
          />
          <TextField
            label={t("shipping.handling.holidays")}
            helpText={t("shipping.handling.holidaysHelp")}
            multiline={2}
            {...field("holidays")}
          />
        </FormLayout>
      </SettingsSection>
      <SettingsSection
        id="conversions"
        title={t("shipping.handling.conversions")}
        body={t("shipping.handling.conversionsBody")}
      >
        <TextField
          label={t("shipping.handling.rates")}
          helpText={t("shipping.handling.ratesHelp")}
          multiline={3}
          {...field("conversions")}
        />
      </SettingsSection>
      {dirty && page.mayEdit ? (
        <UnsavedBar
          id="handling-save-bar"
          saving={fetcher.state === "submitting"}
          onSave={() => fetcher.submit({ intent: "save-handling", ...typed }, { method: "post" })}
          onDiscard={() => setTyped(page.fields)}
        />
      ) : null}
    </BlockStack>
  );
}
