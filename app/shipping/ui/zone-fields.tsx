import {
  BlockStack,
  Box,
  Button,
  FormLayout,
  InlineError,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Draft } from "../core/service-form";
import type { DraftProps } from "./field-props";
import { TierFields } from "./tier-fields";

export type ZoneDraft = Draft["zones"][number];

const emptyZone: ZoneDraft = {
  countries: "",
  provinces: "",
  postcodes: "",
  tiers: [{ from: "0", to: "", price: "" }],
  transitMin: "",
  transitMax: "",
};

type OneZoneProps = {
  at: number;
  zone: ZoneDraft;
  currency: string;
  onChange: (change: Partial<ZoneDraft>) => void;
  onRemove: (() => void) | undefined;
  errorOf: DraftProps["errorOf"];
};

function OneZone({ at, zone, currency, onChange, onRemove, errorOf }: OneZoneProps) {
  const { t } = useTranslation();
  const path = `zones.${at}`;
  /** An error in a list names its entry; it stands at the list's one field. */
  const listError = (name: string) =>
    errorOf(`${path}.${name}`) ?? errorOf(`${path}.${name}.0`) ?? errorOf(`${path}.${name}.1`);
  const field = (name: "countries" | "provinces" | "postcodes" | "transitMin" | "transitMax") => ({
    value: zone[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: listError(name),
    autoComplete: "off",
  });
  return (
    <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {t("shipping.form.zone", { zone: at + 1 })}
          </Text>
          {onRemove ? (
            <Button
              variant="plain"
              tone="critical"
              accessibilityLabel={t("shipping.form.removeZone", { zone: at + 1 })}
              onClick={onRemove}
            >
              {t("shipping.form.remove")}
            </Button>
          ) : null}
        </InlineStack>
        <FormLayout>
          <TextField
            label={t("shipping.form.countries")}
            helpText={t("shipping.form.countriesHelp")}
            {...field("countries")}
          />
          <FormLayout.Group condensed>
            <TextField label={t("shipping.form.provinces")} {...field("provinces")} />
            <TextField label={t("shipping.form.postcodes")} {...field("postcodes")} />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <TextField label={t("shipping.form.transitMin")} inputMode="numeric" {...field("transitMin")} />
            <TextField label={t("shipping.form.transitMax")} inputMode="numeric" {...field("transitMax")} />
          </FormLayout.Group>
        </FormLayout>
        {errorOf(`${path}.transit`) ? (
          <InlineError message={errorOf(`${path}.transit`) ?? ""} fieldID={`${path}-transit`} />
        ) : null}
        <TierFields
          path={`${path}.tiers`}
          tiers={zone.tiers}
          currency={currency}
          onChange={(tiers) => onChange({ tiers })}
          errorOf={errorOf}
        />
      </BlockStack>
    </Box>
  );
}

/** Where the service goes and what it costs there, zone by zone. */
export function ZoneFields({ draft, change, errorOf, currency }: DraftProps & { currency: string }) {
  const { t } = useTranslation();
  const { zones } = draft;
  return (
    <BlockStack gap="400">
      {zones.map((zone, at) => (
        <OneZone
          // biome-ignore lint/suspicious/noArrayIndexKey: a zone has no name of its own, and its place is what errors go by
          key={at}
          at={at}
          zone={zone}
          currency={currency}
          errorOf={errorOf}
          onChange={(part) =>
            change({ zones: zones.map((one, index) => (index === at ? { ...one, ...part } : one)) })
          }
          onRemove={
            zones.length > 1 ? () => change({ zones: zones.filter((_, index) => index !== at) }) : undefined
          }
        />
      ))}
      <InlineStack>
        <Button onClick={() => change({ zones: [...zones, emptyZone] })}>{t("shipping.form.addZone")}</Button>
      </InlineStack>
    </BlockStack>
  );
}
