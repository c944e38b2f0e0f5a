import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useScore } from "~/ui/use-score";
import { cellPath } from "../core/cell-address";
import type { QualityPage } from "../quality-queries.server";
import { dimensionWords } from "./dimension-gap";
import { usePlaceWords } from "./place-words";
import { sureness } from "./sureness";

/** The largest shortfall in one sentence, and the way to what lies behind it. */
export function WorstPlace({ worst }: { worst: QualityPage["worst"] }) {
  const { t } = useTranslation();
  const { score } = useScore();
  const words = usePlaceWords();
  if (!worst) return null;
  const { market, provider, dimension, estimate } = worst;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("quality.worst", {
            place: t("quality.place", {
              provider: words.provider(provider.id, provider.name),
              market: words.market(market.id, market.name),
            }),
          })}
        </Text>
        <Text as="p">
          {t("quality.sentence", {
            dimension: t(dimensionWords[dimension]),
            expected: score(estimate.expected),
            felt: score(estimate.felt),
            sure: t(sureness(estimate)),
            count: estimate.buyers,
          })}
        </Text>
        <InlineStack>
          <Button variant="primary" url={cellPath({ market: market.id, provider: provider.id, dimension })}>
            {t("quality.openWorst")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
