import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Figure, Figures } from "~/ui/figures";
import { useScore } from "~/ui/use-score";
import type { SurveyCell } from "../cell-queries.server";
import type { Dimension } from "../core/item-bank";
import { dimensionWords, GapTable } from "./dimension-gap";
import { sureness } from "./sureness";

type NumberProps = { cell: Pick<SurveyCell, "buyers" | "estimate">; dimension: Dimension };

/** The number itself, first as a sentence. */
export function CellNumber({ cell: { buyers, estimate }, dimension }: NumberProps) {
  const { t } = useTranslation();
  const { score, gap } = useScore();
  const side = t(dimensionWords[dimension]);
  if (!estimate) {
    return (
      <Card>
        <Text as="p">{t("quality.hidden", { count: buyers })}</Text>
      </Card>
    );
  }
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("quality.sentence", {
            dimension: side,
            expected: score(estimate.expected),
            felt: score(estimate.felt),
            sure: t(sureness(estimate)),
            count: estimate.buyers,
          })}
        </Text>
        <Figures>
          <Figure label={t("quality.expected")} value={score(estimate.expected)} />
          <Figure label={t("quality.felt")} value={score(estimate.felt)} />
          <Figure
            label={t("quality.gap")}
            value={gap(estimate.gap)}
            note={t("quality.range", { low: gap(estimate.low), high: gap(estimate.high) })}
          />
          <Figure
            label={t("quality.answers")}
            value={t("quality.buyers", { count: estimate.buyers })}
            words
          />
        </Figures>
        <Text as="p" tone="subdued">
          {t("quality.rangeNote")}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** Each statement of the dimension with its own numbers, in the order of the form. */
export function CellItems({ items }: { items: SurveyCell["items"] }) {
  const lines = items.map(({ id, text, ...gap }) => ({ key: id, name: text, ...gap }));
  return <GapTable lines={lines} labelledBy="statements" />;
}
