import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Figure, Figures } from "~/ui/figures";
import type { Dimension } from "../core/item-bank";
import type { DimensionGap } from "../core/quality";
import { useScore } from "./use-score";

export const dimensionWords = {
  tangibles: "quality.dimension.tangibles",
  reliability: "quality.dimension.reliability",
  responsiveness: "quality.dimension.responsiveness",
  assurance: "quality.dimension.assurance",
  empathy: "quality.dimension.empathy",
} as const satisfies Record<Dimension, string>;

/** One side of delivery: expected, felt and the gap between them, or why there is no number yet. */
export function DimensionGapFigures({ gap: { dimension, buyers, estimate } }: { gap: DimensionGap }) {
  const { t } = useTranslation();
  const { score, gap } = useScore();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t(dimensionWords[dimension])}
      </Text>
      {estimate ? (
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
            note={estimate.early ? t("quality.early") : null}
          />
        </Figures>
      ) : (
        <Text as="p" tone="subdued">
          {t("quality.hidden", { count: buyers })}
        </Text>
      )}
    </BlockStack>
  );
}
