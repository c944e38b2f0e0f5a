import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack } from "@shopify/polaris";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSavedToast } from "~/ui/saved-toast";
import { SettingsSection } from "~/ui/settings-section";
import { UnsavedBar } from "~/ui/unsaved-bar";
import type { MarketFields } from "../core/market-form";
import type { MarketPage } from "../queries.server";
import { ChannelFields } from "./channel-fields";
import { DutyFields } from "./duty-fields";
import { HourFields } from "./hour-fields";
import { LanguageField } from "./language-field";
import { fieldOfProblem, type MarketAnswer, marketProblems } from "./problems";
import { ReturnField } from "./return-field";

export type FieldProps = {
  page: MarketPage;
  fields: MarketFields;
  change: (change: Partial<MarketFields>) => void;
  /** The words of the problem with this field, if it is the one. */
  errorOf: (name: keyof MarketFields) => string | undefined;
};

/** Everything the merchant says about one market; each part says where a buyer meets it. */
export function MarketForm({ page }: { page: MarketPage }) {
  const { t } = useTranslation();
  const fetcher = useFetcher<MarketAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const [fields, setFields] = useState(page.fields);
  useSavedToast(fetcher.data, t("markets.saved"));
  const names = Object.keys(page.fields) as (keyof MarketFields)[];
  const changed = names.some((name) => fields[name] !== page.fields[name]);
  const problem = fetcher.data?.ok === false && changed ? fetcher.data.problem : null;
  const props: FieldProps = {
    page,
    fields,
    change: (change) => setFields((before) => ({ ...before, ...change })),
    errorOf: (name) => (problem && fieldOfProblem[problem] === name ? t(marketProblems[problem]) : undefined),
  };
  return (
    <fetcher.Form method="post" ref={form}>
      <BlockStack gap="600">
        {problem && !fieldOfProblem[problem] ? (
          <Banner tone="critical">{t(marketProblems[problem])}</Banner>
        ) : null}
        <SettingsSection id="duties" title={t("markets.duties.title")} body={t("markets.duties.where")}>
          <DutyFields {...props} />
        </SettingsSection>
        <SettingsSection id="channels" title={t("markets.channels.title")} body={t("markets.channels.where")}>
          <ChannelFields {...props} />
        </SettingsSection>
        <SettingsSection id="hours" title={t("markets.hours.title")} body={t("markets.hours.where")}>
          <HourFields {...props} />
        </SettingsSection>
        <SettingsSection
          id="return-address"
          title={t("markets.returns.title")}
          body={t("markets.returns.where")}
        >
          <ReturnField {...props} />
        </SettingsSection>
        <SettingsSection id="language" title={t("markets.language.title")} body={t("markets.language.where")}>
          <LanguageField {...props} />
        </SettingsSection>
      </BlockStack>
      {changed && page.mayEdit ? (
        <UnsavedBar
          id="market-save-bar"
          saving={fetcher.state === "submitting"}
          onSave={() => fetcher.submit(form.current)}
          onDiscard={() => setFields(page.fields)}
        />
      ) : null}
    </fetcher.Form>
  );
}
