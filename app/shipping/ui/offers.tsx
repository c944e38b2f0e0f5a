import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import { pageEdge } from "~/ui/page-edge";
import type { ShippingPage } from "../queries.server";
import { OptionLine } from "./option-line";
import { useStepSentence } from "./trace-words";

type Market = ShippingPage["markets"][number];

type MarketProps = { market: Market; nameOf: (code: string) => string; format: Format };

function MarketOffers({ market, nameOf, format }: MarketProps) {
  const { t } = useTranslation();
  const sentence = useStepSentence(format);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {market.name}
        </Text>
        {market.options.length === 0 ? (
          <Text as="p" tone="critical">
            {t("shipping.nothingOffered")}
          </Text>
        ) : (
          <ul className="fl-list fl-list-bare">
            {market.options.map((option) => (
              <li key={option.code}>
                <OptionLine option={option} format={format} />
              </li>
            ))}
          </ul>
        )}
        {market.hidden.length === 0 ? null : (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t("shipping.hidden")}
            </Text>
            {market.hidden.map(({ code, step }) => (
              <Text as="p" key={code} tone="subdued" breakWord>
                {t("shipping.hiddenBecause", { option: nameOf(code), reason: sentence(step) })}
              </Text>
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

/** What a buyer can choose in each market, as they see it, and why the rest is not there. */
export function Offers({ page, format }: { page: ShippingPage; format: Format }) {
  const { t } = useTranslation();
  const names = new Map(page.services.map(({ code, name }) => [code, name]));
  if (page.markets.length === 0) return <Text as="p">{t("shipping.noMarkets")}</Text>;
  return (
    <BlockStack gap="400">
      <Box paddingInline={pageEdge}>
        <Text as="p" tone="subdued">
          {t("shipping.sample")}
        </Text>
      </Box>
      {page.markets.map((market) => (
        <MarketOffers
          key={market.id}
          market={market}
          nameOf={(code) => names.get(code) ?? code}
          format={format}
        />
      ))}
    </BlockStack>
  );
}
