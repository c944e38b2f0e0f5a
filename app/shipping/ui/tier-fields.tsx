import { BlockStack, Button, InlineError, InlineGrid, InlineStack, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Draft } from "../core/service-form";

type Tier = Draft["zones"][number]["tiers"][number];

type TierFieldsProps = {
  path: string;
  tiers: Tier[];
  currency: string;
  onChange: (tiers: Tier[]) => void;
  errorOf: (path: string) => string | undefined;
};

/** Prices by weight: each line begins where the one before ends. */
export function TierFields({ path, tiers, currency, onChange, errorOf }: TierFieldsProps) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<Tier>) =>
    onChange(tiers.map((tier, index) => (index === at ? { ...tier, ...part } : tier)));
  const field = (at: number, name: keyof Tier) => ({
    value: tiers[at]?.[name] ?? "",
    onChange: (value: string) => set(at, { [name]: value }),
    error: errorOf(`${path}.${at}.${name}`),
    autoComplete: "off",
  });
  const whole = errorOf(path);
  return (
    <BlockStack gap="200">
      {tiers.map((_, at) => {
        const error = errorOf(`${path}.${at}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own, and its place is what errors go by
          <BlockStack gap="100" key={at}>
            <InlineGrid columns={3} gap="200">
              <TextField label={t("shipping.form.from")} inputMode="numeric" {...field(at, "from")} />
              <TextField label={t("shipping.form.to")} inputMode="numeric" {...field(at, "to")} />
              <TextField
                label={t("shipping.form.price", { currency })}
                inputMode="decimal"
                {...field(at, "price")}
              />
            </InlineGrid>
            {error ? <InlineError message={error} fieldID={`${path}.${at}`} /> : null}
          </BlockStack>
        );
      })}
      {whole ? <InlineError message={whole} fieldID={path} /> : null}
      <InlineStack gap="300">
        <Button
          variant="plain"
          onClick={() => onChange([...tiers, { from: tiers.at(-1)?.to ?? "0", to: "", price: "" }])}
        >
          {t("shipping.form.addTier")}
        </Button>
        {tiers.length > 1 ? (
          <Button variant="plain" tone="critical" onClick={() => onChange(tiers.slice(0, -1))}>
            {t("shipping.form.removeTier")}
          </Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}
