import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FieldProps } from "./market-form";

/** Where this market's buyers send things back. */
export function ReturnField({ page, fields, change, errorOf }: FieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      name="returnAddress"
      label={t("markets.returns.address")}
      autoComplete="off"
      multiline={4}
      maxLength={500}
      disabled={!page.mayEdit}
      placeholder={page.inForce.returnAddress ?? undefined}
      value={fields.returnAddress}
      error={errorOf("returnAddress")}
      onChange={(returnAddress) => change({ returnAddress })}
    />
  );
}
