import { pairedGap } from "../statistics/paired-gap";
import { type RankedProvider, type Ranking, rankProviders } from "../statistics/ranking";
import { grouped, mean } from "../statistics/summary";
import { type DimensionBasis, type Interval, pairsOf } from "./dimension-figures";
import type { Instrument } from "./instrument";
import { centreOf } from "./overall-figures";
import type { StudyAnswer } from "./responses";

/** The gap of those who belong together; what every field means stands in docs/servqual.md. */
export type GroupFigure = {
  id: string;
  n: number;
  gap: number;
  sdGap: number | null;
  seGap: number | null;
  ci95: Interval | null;
};

export type ProviderFigure = GroupFigure & {
  market: string | null;
  pooling: Ranking["pooling"] | null;
  alike: boolean;
  shrunk: number | null;
  seShrunk: number | null;
  low90: number | null;
  high90: number | null;
  belowMean: number | null;
  state: RankedProvider["state"];
  rank: number | null;
  fixFirst: number | null;
  inseparable: string[];
};

/**
 * A respondent's gap over all dimensions as one number: the mean over the dimensions they answered of their distance from
 * the items' means, above the study's own score. For complete answers the plain mean of their five dimensions.
 */
function personValues(answers: readonly StudyAnswer[], bases: readonly DimensionBasis[]): number[] {
  const centre = centreOf(bases);
  const places = new Map(
    bases.flatMap(({ id, items, pairs }) =>
      items.map((item) => [item, { id, level: pairs?.itemMeans.get(item) ?? 0 }] as const),
    ),
  );
  return [...grouped(pairsOf(answers), (row) => row.respondent).values()].map((own) => {
    const byDimension = grouped(own, (row) => places.get(row.item)?.id);
    const distances = [...byDimension.values()].map((rows) =>
      mean(rows.map((row) => row.perception - row.expectation - (places.get(row.item)?.level ?? 0))),
    );
    return centre + mean(distances);
  });
}

function gapOf(id: string, values: readonly number[], level: number): GroupFigure | null {
  const figure = pairedGap(values, level);
  if (figure === null) return null;
  const { n, mean: gap, sd: sdGap, se: seGap, interval: ci95 } = figure;
  return { id, n, gap, sdGap, seGap, ci95 };
}

export function groupFigures(
  answers: readonly StudyAnswer[],
  bases: readonly DimensionBasis[],
  level: number,
): GroupFigure[] {
  const placed = answers.flatMap((answer) =>
    answer.group === null ? [] : [{ ...answer, group: answer.group }],
  );
  return [...grouped(placed, (answer) => answer.group)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, own]) => gapOf(id, personValues(own, bases), level) ?? []);
}

/** A gap of seven points has the prior deviation 0.5 between providers; other scales one in proportion. */
const priorShare = 0.5 / 6;

/** Providers compared within their market, because what is asked of them differs between markets. */
export function providerFigures(
  answers: readonly StudyAnswer[],
  bases: readonly DimensionBasis[],
  scale: Instrument["scale"],
  level: number,
): ProviderFigure[] {
  const placed = answers.flatMap((answer) =>
    answer.provider === null ? [] : [{ ...answer, provider: answer.provider }],
  );
  const markets = [...grouped(placed, (answer) => answer.market)].sort(([a], [b]) =>
    (a ?? "") < (b ?? "") ? -1 : 1,
  );
  return markets.flatMap(([market, own]) => {
    const providers = [...grouped(own, (answer) => answer.provider)]
      .map(([id, rows]) => ({ id, values: personValues(rows, bases) }))
      .filter(({ values }) => values.length > 0)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const ranking = rankProviders(providers, priorShare * (scale.max - scale.min));
    const raw = new Map(providers.map(({ id, values }) => [id, gapOf(id, values, level)]));
    if (ranking === null) return providers.flatMap(({ id }) => unranked(raw.get(id) ?? null, market));
    return ranking.providers.flatMap((one) => {
      const figure = raw.get(one.id);
      if (!figure) return [];
      const { shrunk, se: seShrunk, low90, high90, belowMean, state, rank, fixFirst, inseparable } = one;
      return {
        ...{ ...figure, market, pooling: ranking.pooling, alike: ranking.alike },
        ...{ shrunk, seShrunk, low90, high90, belowMean, state, rank, fixFirst, inseparable },
      };
    });
  });
}

/** Where every provider of a market has one respondent, nothing says how far they differ by chance. */
function unranked(figure: GroupFigure | null, market: string | null): ProviderFigure[] {
  if (figure === null) return [];
  return [
    {
      ...{ ...figure, market, pooling: null, alike: false, shrunk: null, seShrunk: null, low90: null },
      ...{ high90: null, belowMean: null, state: "too_few", rank: null, fixFirst: null, inseparable: [] },
    },
  ];
}
