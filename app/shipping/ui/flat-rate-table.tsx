import { Badge, BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { FlatLine } from "../core/flat-rates";
import type { ShippingPage } from "../queries.server";

type Flat = NonNullable<ShippingPage["flat"]>;

const obstacleWords = {
  postcodes: "shipping.flat.needsPostcodes",
  provinces: "shipping.flat.needsProvinces",
  "value-limit": "shipping.flat.needsValueLimit",
  currency: "shipping.flat.needsCurrency",
} as const satisfies Record<NonNullable<FlatLine["obstacle"]>, string>;

const byHandWords: Readonly<
  Record<string, "shipping.flat.refused" | "shipping.flat.severalOrigins" | "shipping.flat.marketDriven">
> = {
  refused: "shipping.flat.refused",
  "several-origins": "shipping.flat.severalOrigins",
  "market-driven": "shipping.flat.marketDriven",
};

function Places({ rate, format }: { rate: FlatLine; format: Format }) {
  const { t } = useTranslation();
  if (rate.countries.length === 0) return t("shipping.flat.everywhereElse");
  const names = rate.countries.map((country) => format.country(country)).join(", ");
  return rate.provinces.length === 0 ? names : `${names}: ${rate.provinces.join(", ")}`;
}

/** Whether this line is in the store, and if not, what keeps it out. */
function Standing({ rate, byHand }: { rate: FlatLine; byHand: boolean }) {
  const { t } = useTranslation();
  if (rate.obstacle) return <Badge tone="attention">{t(obstacleWords[rate.obstacle])}</Badge>;
  if (rate.published) return <Badge tone="success">{t("shipping.flat.published")}</Badge>;
  return byHand ? null : <Badge tone="attention">{t("shipping.flat.sharedZone")}</Badge>;
}

/** The rates as the store itself holds them, line by line; where it lets the app write none, to be entered by hand. */
export function FlatRateTable({ flat, format }: { flat: Flat; format: Format }) {
  const { t } = useTranslation();
  const reason = byHandWords[flat.state];
  const byHand = reason !== undefined;
  const weight = ({ fromGrams, toGrams }: FlatLine) =>
    toGrams === null
      ? t("shipping.flat.fromWeight", { from: fromGrams })
      : t("shipping.flat.weights", { from: fromGrams, to: toGrams });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="flat-rates">
          {byHand ? t("shipping.flat.titleByHand") : t("shipping.flat.title")}
        </Text>
        <Text as="p">{reason ? t(reason) : t("shipping.flat.kept")}</Text>
        {byHand ? <Text as="p">{t("shipping.flat.how")}</Text> : null}
        {flat.message ? (
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {flat.message}
          </Text>
        ) : null}
        <ul className="fl-list fl-list-bare" aria-labelledby="flat-rates">
          {flat.lines.map((rate) => (
            <li
              className="fl-row"
              key={`${rate.code} ${rate.countries} ${rate.provinces} ${rate.fromGrams} ${rate.obstacle}`}
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
              <BlockStack gap="100" inlineAlign="end">
                <Text as="span" fontWeight="semibold">
                  {format.money({ minor: rate.minor, currency: rate.currency })}
                </Text>
                <Standing rate={rate} byHand={byHand} />
              </BlockStack>
            </li>
          ))}
        </ul>
        <Text as="p" tone="subdued">
          {t("shipping.flat.cannot")}
        </Text>
      </BlockStack>
    </Card>
  );
}
