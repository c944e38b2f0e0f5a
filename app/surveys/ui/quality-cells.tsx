import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Format } from "~/ui/format";
import type { QualityPage } from "../quality-queries.server";
import { dimensionWords } from "./dimension-gap";
import { useScore } from "./use-score";

type Cell = QualityPage["cells"][number];

function CellDimension({ gap }: { gap: Cell["dimensions"][number] }) {
  const { t } = useTranslation();
  const score = useScore();
  const { estimate, buyers } = gap;
  return (
    <div>
      <dt>{t(dimensionWords[gap.dimension])}</dt>
      <dd>
        {estimate
          ? t("quality.cell", {
              gap: score.gap(estimate.gap),
              low: score.gap(estimate.low),
              high: score.gap(estimate.high),
              count: estimate.buyers,
            })
          : t("quality.hidden", { count: buyers })}
      </dd>
    </div>
  );
}

/** Each provider in each market with its five sides, the most answered first. */
export function QualityCells({ cells, format }: { cells: Cell[]; format: Format }) {
  const { t } = useTranslation();
  if (cells.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("quality.noPlaces")}
      </Text>
    );
  }
  return (
    <ul className="fl-list">
      {cells.map((cell) => (
        <li key={cell.key}>
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t("quality.place", {
                provider: cell.provider ?? t("quality.unknownProvider"),
                country: cell.country ? format.country(cell.country) : t("quality.unknownCountry"),
              })}
            </Text>
            <dl className="fl-terms">
              {cell.dimensions.map((gap) => (
                <CellDimension key={gap.dimension} gap={gap} />
              ))}
            </dl>
          </BlockStack>
        </li>
      ))}
    </ul>
  );
}
