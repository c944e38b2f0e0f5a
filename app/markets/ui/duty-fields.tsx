import { BlockStack, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { type DutyPayer, dutyPayers } from "../core/market";
import type { FieldProps } from "./market-form";

const payerWords = {
  buyer: "markets.duties.buyer",
  merchant: "markets.duties.merchant",
  unknown: "markets.duties.unknown",
} as const satisfies Record<DutyPayer, string>;

/** Who pays import duties, on whose word, and from when that word is. */
export function DutyFields({ page, fields, change, errorOf }: FieldProps) {
  const { t } = useTranslation();
  return (
    <BlockStack gap="400">
      <Select
        name="dutiesPaidBy"
        label={t("markets.duties.payer")}
        disabled={!page.mayEdit}
        options={[
          { value: "", label: t("markets.notSaid", { value: t(payerWords[page.inForce.dutiesPaidBy]) }) },
          ...dutyPayers.map((payer) => ({ value: payer, label: t(payerWords[payer]) })),
        ]}
        value={fields.dutiesPaidBy}
        onChange={(value) => change({ dutiesPaidBy: value as DutyPayer | "" })}
      />
      <TextField
        name="dutiesSource"
        label={t("markets.duties.source")}
        helpText={t("markets.duties.sourceHelp")}
        autoComplete="off"
        maxLength={300}
        disabled={!page.mayEdit}
        value={fields.dutiesSource}
        error={errorOf("dutiesSource")}
        onChange={(dutiesSource) => change({ dutiesSource })}
      />
      <TextField
        name="dutiesAsOf"
        type="date"
        label={t("markets.duties.asOf")}
        autoComplete="off"
        disabled={!page.mayEdit}
        value={fields.dutiesAsOf}
        error={errorOf("dutiesAsOf")}
        onChange={(dutiesAsOf) => change({ dutiesAsOf })}
      />
    </BlockStack>
  );
}
