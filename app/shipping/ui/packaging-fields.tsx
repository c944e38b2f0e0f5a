import { BlockStack, Checkbox, FormLayout, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { emptyPackaging } from "../core/service-form";
import type { DraftProps } from "./field-props";
import { WordsFields } from "./words-fields";

/** The one special packaging: a rate of its own beside the plain one, never chosen for the buyer. */
export function PackagingFields({
  draft,
  change,
  errorOf,
  code,
  currency,
}: DraftProps & { code: string; currency: string }) {
  const { t } = useTranslation();
  const { packaging } = draft;
  return (
    <BlockStack gap="300">
      <Checkbox
        label={t("shipping.form.packagingOffer")}
        checked={packaging !== null}
        onChange={(checked) => change({ packaging: checked ? emptyPackaging : null })}
      />
      {packaging ? (
        <>
          <FormLayout>
            <FormLayout.Group condensed>
              <TextField
                label={t("shipping.form.suffix")}
                helpText={t("shipping.form.suffixHelp", { code, suffix: packaging.suffix })}
                value={packaging.suffix}
                onChange={(suffix) => change({ packaging: { ...packaging, suffix: suffix.toUpperCase() } })}
                error={errorOf("packaging.suffix")}
                autoComplete="off"
              />
              <TextField
                label={t("shipping.form.surcharge", { currency })}
                inputMode="decimal"
                value={packaging.price}
                onChange={(price) => change({ packaging: { ...packaging, price } })}
                error={errorOf("packaging.price")}
                autoComplete="off"
              />
            </FormLayout.Group>
          </FormLayout>
          <WordsFields
            path="packaging.words"
            words={packaging.words}
            onChange={(words) => change({ packaging: { ...packaging, words } })}
            errorOf={errorOf}
          />
        </>
      ) : null}
    </BlockStack>
  );
}
