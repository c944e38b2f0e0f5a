import { Banner, Checkbox, FormLayout, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DraftHead } from "../core/service-form";
import type { ServicePage } from "../queries.server";
import type { DraftProps } from "./field-props";

type HeadFieldsProps = DraftProps & {
  page: ServicePage;
  head: DraftHead;
  changeHead: (change: Partial<DraftHead>) => void;
};

/** Whose service it is, its code, and its limits. */
export function HeadFields({ page, head, changeHead, draft, change, errorOf }: HeadFieldsProps) {
  const { t } = useTranslation();
  const { limits } = draft;
  if (page.providers.length === 0)
    return (
      <Banner tone="warning" action={{ content: t("shipping.form.toProviders"), url: "/app/providers" }}>
        {t("shipping.form.noProviders")}
      </Banner>
    );
  return (
    <FormLayout>
      <Select
        label={t("shipping.form.provider")}
        options={page.providers.map(({ id, name, offerable }) => ({
          value: id,
          label: offerable ? name : t("shipping.form.providerNotOffered", { provider: name }),
        }))}
        value={head.providerId}
        onChange={(providerId) => changeHead({ providerId })}
        error={errorOf("providerId")}
      />
      <FormLayout.Group condensed>
        <TextField
          label={t("shipping.form.code")}
          helpText={t("shipping.form.codeHelp")}
          value={head.code}
          onChange={(code) => changeHead({ code: code.toUpperCase() })}
          disabled={page.id !== null}
          error={errorOf("code")}
          autoComplete="off"
        />
        <TextField
          label={t("shipping.form.currency")}
          value={head.currency}
          onChange={(currency) => changeHead({ currency: currency.toUpperCase() })}
          error={errorOf("currency")}
          autoComplete="off"
        />
      </FormLayout.Group>
      <Select
        label={t("shipping.form.tier")}
        options={[
          { value: "standard", label: t("shipping.form.standard") },
          { value: "expedited", label: t("shipping.form.expedited") },
        ]}
        value={head.tier}
        onChange={(tier) => changeHead({ tier: tier === "expedited" ? "expedited" : "standard" })}
      />
      <FormLayout.Group condensed>
        <TextField
          label={t("shipping.form.maxGrams")}
          inputMode="numeric"
          value={limits.maxGrams}
          onChange={(maxGrams) => change({ limits: { ...limits, maxGrams } })}
          error={errorOf("limits.maxGrams")}
          autoComplete="off"
        />
        <TextField
          label={t("shipping.form.maxValue", { currency: head.currency })}
          inputMode="decimal"
          value={limits.maxValue}
          onChange={(maxValue) => change({ limits: { ...limits, maxValue } })}
          error={errorOf("limits.maxValue")}
          autoComplete="off"
        />
      </FormLayout.Group>
      <Checkbox
        label={t("shipping.form.active")}
        checked={head.active}
        onChange={(active) => changeHead({ active })}
      />
    </FormLayout>
  );
}
