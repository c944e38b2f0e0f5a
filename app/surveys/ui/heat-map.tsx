import { Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useScore } from "~/ui/use-score";
import { cellPath } from "../core/cell-address";
import type { GapEstimate } from "../core/gap-estimate";
import type { QualityPage } from "../quality-queries.server";
import { usePlaceWords } from "./place-words";
import { sureness } from "./sureness";

type Table = Pick<QualityPage, "markets" | "providers" | "dimension">;
type Gap = Table["providers"][number]["gaps"][number];

const tones = {
  "quality.sure.below": "fl-heat-below",
  "quality.sure.above": "fl-heat-above",
  "quality.sure.asExpected": "fl-heat-met",
  "quality.sure.early": "",
} as const;

/** A sure shortfall of less than this, on the scale of 1 to 7, stands out less. */
const small = 1;

function toneOf(estimate: GapEstimate | null): string {
  if (!estimate) return "fl-heat";
  const sure = sureness(estimate);
  return `fl-heat ${sure === "quality.sure.below" && estimate.gap > -small ? "fl-heat-little" : tones[sure]}`;
}

/** The number of a place, which opens what lies behind it. The colour says nothing that the words do not. */
function GapLink({ gap, path }: { gap: NonNullable<Gap>; path: string }) {
  const { t } = useTranslation();
  const score = useScore();
  const { estimate, buyers } = gap;
  const count = t("quality.buyers", { count: buyers });
  return (
    <Link url={path} monochrome removeUnderline>
      {estimate ? (
        <>
          <Text as="span" fontWeight="semibold">
            {score.gap(estimate.gap)}
          </Text>{" "}
          <Text as="span" variant="bodySm">
            {count}
          </Text>
          <br />
          <Text as="span" variant="bodySm">
            {t(sureness(estimate))}
          </Text>
        </>
      ) : (
        <Text as="span" variant="bodySm">
          {t("quality.tooFew", { buyers: count })}
        </Text>
      )}
    </Link>
  );
}

function Wide({ table, labelledBy }: { table: Table; labelledBy: string }) {
  const words = usePlaceWords();
  const { markets, providers, dimension } = table;
  return (
    <table className="fl-orders fl-heat-table" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <td />
          {markets.map(({ id, name }) => (
            <th key={id} scope="col">
              {words.market(id, name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {providers.map(({ id: provider, name, gaps }) => (
          <tr key={provider}>
            <th scope="row">{words.provider(provider, name)}</th>
            {markets.map(({ id: market }, at) => {
              const gap = gaps[at] ?? null;
              return (
                <td key={market} className={gap ? toneOf(gap.estimate) : undefined}>
                  {gap ? <GapLink gap={gap} path={cellPath({ market, provider, dimension })} /> : "–"}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Narrow({ table }: { table: Table }) {
  const words = usePlaceWords();
  const { markets, providers, dimension } = table;
  return markets.map(({ id: market, name }, at) => {
    const here = providers.flatMap(({ gaps, ...one }) => (gaps[at] ? [{ ...one, gap: gaps[at] }] : []));
    if (here.length === 0) return null;
    return (
      <section key={market} className="fl-heat-market">
        <Text as="h3" variant="headingSm">
          {words.market(market, name)}
        </Text>
        <ul className="fl-list fl-list-bare">
          {here.map(({ id, name: provider, gap }) => (
            <li key={id} className="fl-heat-row">
              <span>{words.provider(id, provider)}</span>
              <span className={toneOf(gap.estimate)}>
                <GapLink gap={gap} path={cellPath({ market, provider: id, dimension })} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

/** One side of delivery by provider and market: a table where there is room, a list per market on a phone. */
export function PlaceTable({ table, labelledBy }: { table: Table; labelledBy: string }) {
  return (
    <>
      <div className="fl-wide">
        <Wide table={table} labelledBy={labelledBy} />
      </div>
      <div className="fl-narrow">
        <Narrow table={table} />
      </div>
    </>
  );
}
