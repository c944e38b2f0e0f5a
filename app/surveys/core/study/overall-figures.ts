import { studentInterval } from "../../../lib/student-t";
import { derivedImportance } from "../statistics/derived-importance";
import { pairedGap } from "../statistics/paired-gap";
import { combinedInfluence, type ItemAdjusted, influenceError } from "../statistics/planned-missing";
import { combinationReliability } from "../statistics/reliability";
import { sum, variance } from "../statistics/summary";
import { unweightedScore, weightedScores } from "../statistics/weighted-score";
import type { DimensionBasis, Interval } from "./dimension-figures";
import type { Instrument } from "./instrument";
import type { Responses } from "./responses";
import type { StudyWarning } from "./warning";

/** The scores over all dimensions; what every field means stands in docs/servqual.md. */
export type OverallFigure = {
  n: number;
  unweighted: number | null;
  seUnweighted: number | null;
  ci95Unweighted: Interval | null;
  weighting: "individual" | "instrument" | null;
  nWeighted: number;
  weighted: number | null;
  seWeighted: number | null;
  ci95Weighted: Interval | null;
  weightedAggregate: number | null;
  weights: Record<string, number> | null;
  nServperf: number;
  servperf: number | null;
  seServperf: number | null;
  ci95Servperf: Interval | null;
  itemMean: number | null;
  seItemMean: number | null;
  ci95ItemMean: Interval | null;
  relGap: number | null;
};

type Score = { n: number; value: number | null; se: number | null; ci95: Interval | null };

const noScore = (n: number): Score => ({ n, value: null, se: null, ci95: null });

/** A weighted sum of the dimensions' means; none where a dimension has no answers, because it would be another score. */
function scoreOf(parts: readonly (ItemAdjusted | null)[], weights: readonly number[], level: number): Score {
  const present = parts.filter((part) => part !== null);
  const influence = combinedInfluence(
    present.map((part) => part.influence),
    weights,
  );
  const n = influence.size;
  if (present.length < parts.length) return noScore(n);
  const value = sum(present.map((part, at) => part.mean * (weights[at] ?? 0)));
  const se = influenceError([...influence.values()]);
  return { n, value, se, ci95: se === null ? null : studentInterval(value, se, n - 1, level) };
}

export function overallFigure(
  bases: readonly DimensionBasis[],
  instrument: Instrument,
  responses: Responses,
  level: number,
): { figure: OverallFigure; weights: number[] | null; warnings: StudyWarning[] } {
  const warnings: StudyWarning[] = [];
  const pairs = bases.map((basis) => basis.pairs);
  const equal = bases.map(() => 1 / bases.length);
  const unweighted = scoreOf(pairs, equal, level);
  const servperf = scoreOf(
    bases.map((basis) => basis.felt),
    equal,
    level,
  );
  const counts = bases.map((basis) => basis.items.length / instrument.items.length);
  const itemMean = scoreOf(pairs, counts, level);
  const own = individualScore(bases, responses, level, warnings);
  const weighted = own ?? (instrument.weights === null ? null : fixedScore(pairs, instrument.weights, level));
  const figure: OverallFigure = {
    ...{ n: unweighted.n, unweighted: unweighted.value },
    ...{ seUnweighted: unweighted.se, ci95Unweighted: unweighted.ci95 },
    ...{
      weighting: weighted?.weighting ?? null,
      nWeighted: weighted?.n ?? 0,
      weighted: weighted?.value ?? null,
    },
    ...{ seWeighted: weighted?.se ?? null, ci95Weighted: weighted?.ci95 ?? null },
    weightedAggregate: weighted?.aggregate ?? null,
    weights: weighted === null ? null : named(bases, weighted.weights),
    ...{ nServperf: servperf.n, servperf: servperf.value },
    ...{ seServperf: servperf.se, ci95Servperf: servperf.ci95 },
    ...{ itemMean: itemMean.value, seItemMean: itemMean.se, ci95ItemMean: itemMean.ci95 },
    relGap: wholeReliability(bases),
  };
  return { figure, weights: weighted?.weights ?? null, warnings };
}

/** Points of 100 under the dimensions' names. */
const named = (bases: readonly DimensionBasis[], weights: readonly number[]) =>
  Object.fromEntries(bases.map(({ id }, at) => [id, 100 * (weights[at] ?? 0)]));

function fixedScore(pairs: readonly (ItemAdjusted | null)[], weights: readonly number[], level: number) {
  const score = scoreOf(pairs, weights, level);
  return { ...score, aggregate: score.value, weights: [...weights], weighting: "instrument" as const };
}

/**
 * Each respondent's own points over their own gaps. Who lacks points or pairs for a dimension is left out, because the
 * points they did give would be stretched over the others.
 */
function individualScore(
  bases: readonly DimensionBasis[],
  { points }: Responses,
  level: number,
  warnings: StudyWarning[],
) {
  let incomplete = 0;
  const people = [...points].flatMap(([respondent, own]) => {
    const given = bases.flatMap(({ id }) => own.get(id) ?? []);
    const gaps = bases.flatMap(({ pairs }) => {
      const standing = pairs?.standing.get(respondent);
      return pairs === null || standing === undefined ? [] : [pairs.mean + standing];
    });
    if (given.length === bases.length && !(sum(given) > 0)) {
      const message = `Respondent ${JSON.stringify(respondent)} gave no dimension a point and is left out of the weighted score.`;
      warnings.push({ code: "importance_sum_zero", column: "importance", respondent, message });
      return [];
    }
    if (given.length < bases.length || gaps.length < bases.length) {
      incomplete += 1;
      return [];
    }
    return [{ points: given, gaps }];
  });
  if (incomplete > 0)
    warnings.push({
      code: "importance_incomplete",
      ...{ column: "importance", count: incomplete },
      message: `${incomplete} respondents gave points without points or pairs for every dimension and are left out of the weighted score.`,
    });
  if (people.length === 0) return null;
  const { scores, individual, aggregated, meanWeights } = weightedScores(people);
  const figure = pairedGap(scores, level);
  return {
    ...{ n: scores.length, value: individual, se: figure?.se ?? null, ci95: figure?.interval ?? null },
    ...{ aggregate: aggregated, weights: meanWeights, weighting: "individual" as const },
  };
}

/** Reliability of the sum of the dimensions' gaps; only from complete answers, where everybody has that sum. */
function wholeReliability(bases: readonly DimensionBasis[]): number | null {
  const parts = bases.flatMap(({ pairs, alphaGap }) =>
    pairs?.complete && alphaGap !== null ? [{ standing: pairs.standing, alpha: alphaGap }] : [],
  );
  const people = [...(parts[0]?.standing.keys() ?? [])];
  const same = parts.every(({ standing }) => standing.size === people.length);
  if (parts.length < bases.length || !same || people.length < 2) return null;
  const totals = people.map((buyer) => sum(parts.map(({ standing }) => standing.get(buyer) ?? 0)));
  const spread = parts.map(({ standing, alpha }) => ({
    variance: variance([...standing.values()]) ?? 0,
    alpha,
  }));
  return combinationReliability(spread, variance(totals) ?? 0);
}

/** How much of the overall judgement each dimension's perception explains; null without one or below 100 respondents. */
export function derivedFigure(bases: readonly DimensionBasis[], { outcomes }: Responses) {
  const rows = [...outcomes].flatMap(([respondent, outcome]) => {
    const predictors = bases.flatMap(({ felt }) => felt?.standing.get(respondent) ?? []);
    return predictors.length === bases.length ? [{ predictors, outcome }] : [];
  });
  const found = derivedImportance(rows);
  if (found === null) return null;
  return {
    ...{ n: found.n, r2: found.r2 },
    dimensions: bases.map(({ id }, at) => ({
      id,
      share: found.shares[at] ?? 0,
      points: (100 * (found.shares[at] ?? 0)) / found.r2,
    })),
  };
}

/** The level everybody's standing is added to: the unweighted score, over the dimensions there are. */
export const centreOf = (bases: readonly DimensionBasis[]) =>
  unweightedScore(bases.flatMap(({ pairs }) => (pairs === null ? [] : [pairs.mean])));
