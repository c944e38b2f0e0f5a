import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useScore } from "~/ui/use-score";
import type { Dimension } from "../core/item-bank";
import type { DimensionGap } from "../core/quality";
import { sureness } from "./sureness";

export const dimensionWords = {
  tangibles: "quality.dimension.tangibles",
  reliability: "quality.dimension.reliability",
  responsiveness: "quality.dimension.responsiveness",
  assurance: "quality.dimension.assurance",
  empathy: "quality.dimension.empathy",
} as const satisfies Record<Dimension, string>;

function useWords({ buyers, estimate }: Pick<DimensionGap, "buyers" | "estimate">) {
  const { t, i18n } = useTranslation();
  const { score, gap } = useScore();
  return {
    count: buyers.toLocaleString(i18n.language),
    buyers: t("quality.buyers", { count: buyers }),
    hidden: t("quality.hidden", { count: buyers }),
    numbers: estimate && {
      expected: score(estimate.expected),
      felt: score(estimate.felt),
      gap: gap(estimate.gap),
      range: t("quality.range", { low: gap(estimate.low), high: gap(estimate.high) }),
      sure: t(sureness(estimate)),
    },
  };
}

/** Something buyers were asked, with its numbers once enough of them have answered. */
export type GapLine = { key: string; name: string; buyers: number; estimate: DimensionGap["estimate"] };

function TableRow({ line }: { line: GapLine }) {
  const { numbers, count, hidden } = useWords(line);
  return (
    <tr>
      <th scope="row">{line.name}</th>
      {numbers ? (
        <>
          <td className="fl-amount">{numbers.expected}</td>
          <td className="fl-amount">{numbers.felt}</td>
          <td className="fl-amount">
            <Text as="span" fontWeight="semibold">
              {numbers.gap}
            </Text>
          </td>
          <td className="fl-whole">{numbers.range}</td>
          <td>{numbers.sure}</td>
          <td className="fl-amount">{count}</td>
        </>
      ) : (
        <td colSpan={6}>
          <Text as="span" tone="subdued">
            {hidden}
          </Text>
        </td>
      )}
    </tr>
  );
}

function ListRow({ line }: { line: GapLine }) {
  const { t } = useTranslation();
  const { numbers, buyers, hidden } = useWords(line);
  return (
    <li>
      <Text as="p" fontWeight="semibold">
        {line.name}
      </Text>
      {numbers ? (
        <>
          <Text as="p">{t("quality.fromTo", { ...numbers })}</Text>
          <Text as="p" tone="subdued">
            {t("quality.gapLine", { ...numbers, buyers })}
          </Text>
        </>
      ) : (
        <Text as="p" tone="subdued">
          {hidden}
        </Text>
      )}
    </li>
  );
}

/** What was expected, what was felt and the gap between: a table where there is room, a list on a phone. */
export function GapTable({ lines, labelledBy }: { lines: GapLine[]; labelledBy: string }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="fl-wide">
        <table className="fl-orders" aria-labelledby={labelledBy}>
          <thead>
            <tr>
              <td />
              {(["quality.expected", "quality.felt", "quality.gap"] as const).map((word) => (
                <th key={word} scope="col" className="fl-amount">
                  {t(word)}
                </th>
              ))}
              <th scope="col">{t("quality.rangeColumn")}</th>
              <th scope="col">{t("quality.sureColumn")}</th>
              <th scope="col" className="fl-amount">
                {t("quality.answers")}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <TableRow key={line.key} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      <ul className="fl-list fl-narrow" aria-labelledby={labelledBy}>
        {lines.map((line) => (
          <ListRow key={line.key} line={line} />
        ))}
      </ul>
    </>
  );
}
