import { Badge, BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { FlatRate } from "../core/flat-rates";

function Places({ rate, format }: { rate: FlatRate; format: Format }) {
  const { t } = useTranslation();
  if (rate.countries.length === 0) return t("shipping.flat.everywhereElse");
  const names = rate.countries.map((country) => format.country(country)).join(", ");
  return rate.provinces.length === 0 ? names : `${names}: ${rate.provinces.join(", ")}`;
}

/** The rates as the store itself can hold them, line by line, to be entered by hand. */
export function FlatRateTable({ rates, format }: { rates: FlatRate[]; format: Format }) {
  const { t } = useTranslation();
  const weight = ({ fromGrams, toGrams }: FlatRate) =>
    toGrams === null
      ? t("shipping.flat.fromWeight", { from: fromGrams })
      : t("shipping.flat.weights", { from: fromGrams, to: toGrams });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="flat-rates">
          {t("shipping.flat.title")}
        </Text>
        <Text as="p">{t("shipping.flat.how")}</Text>
        <ul className="fl-list fl-list-bare" aria-labelledby="flat-rates">
          {rates.map((rate) => (
            <li
              className="fl-row"
              key={`${rate.code} ${rate.countries} ${rate.provinces} ${rate.fromGrams} ${rate.publishable}`}
            >
              <BlockStack gap="050">
                <Text as="span" fontWeight="medium">
                  {rate.name}
                </Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  <Places rate={rate} format={format} />
                </Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  {weight(rate)}
                </Text>
              </BlockStack>
              {rate.publishable ? (
                <Text as="span" fontWeight="semibold">
                  {format.money({ minor: rate.minor, currency: rate.currency })}
                </Text>
              ) : (
                <Badge tone="attention">{t("shipping.flat.needsPostcodes")}</Badge>
              )}
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
