import { BlockStack, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useScore } from "~/ui/use-score";
import { cellPath, writeProvider } from "../core/cell-address";
import type { DimensionGap } from "../core/quality";
import { dimensionWords } from "./dimension-gap";
import { sureness } from "./sureness";

function ProviderGap({ gap: line, providerId }: { gap: DimensionGap; providerId: string }) {
  const { t } = useTranslation();
  const { score, gap } = useScore();
  const { dimension, estimate, buyers } = line;
  const url = cellPath({ market: null, provider: writeProvider(providerId), dimension });
  if (!estimate) return null;
  const { expected, felt, low, high } = estimate;
  const range = t("quality.range", { low: gap(low), high: gap(high) });
  return (
    <li>
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm">
          <Link url={url} monochrome>
            {t(dimensionWords[dimension])}
          </Link>
        </Text>
        <Text as="p">{t("quality.fromTo", { expected: score(expected), felt: score(felt) })}</Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {`${gap(estimate.gap)} (${range}), ${t("quality.buyers", { count: buyers })} · ${t(sureness(estimate))}`}
        </Text>
      </BlockStack>
    </li>
  );
}

/** What buyers of one provider expected and felt; each side leads to what lies behind it. */
export function ProviderGaps({ gaps, providerId }: { gaps: DimensionGap[]; providerId: string }) {
  const { t } = useTranslation();
  if (gaps.every((gap) => gap.estimate === null)) {
    const buyers = Math.max(0, ...gaps.map((gap) => gap.buyers));
    return (
      <Text as="p">{buyers === 0 ? t("quality.noBuyers") : t("quality.hidden", { count: buyers })}</Text>
    );
  }
  return (
    <ul className="fl-list fl-list-bare">
      {gaps.map((gap) => (
        <ProviderGap key={gap.dimension} gap={gap} providerId={providerId} />
      ))}
    </ul>
  );
}
