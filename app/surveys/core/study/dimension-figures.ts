import { studentBeyond, studentInterval } from "../../../lib/student-t";
import { type PartlyPaired, partlyPaired } from "../statistics/partly-paired";
import { type ItemAdjusted, influenceError, itemAdjusted } from "../statistics/planned-missing";
import {
  type AnswerTable,
  cronbachAlpha,
  differenceReliability,
  feldtInterval,
  type ItemCovariances,
  itemCovariances,
} from "../statistics/reliability";
import { type SignedRank, signedRank } from "../statistics/signed-rank";
import { correlation, deviation, grouped, sum, varies } from "../statistics/summary";
import type { Instrument } from "./instrument";
import type { StudyAnswer } from "./responses";

export type Interval = [low: number, high: number];

/** A mean of perceptions alone, over everybody who gave one. */
export type PerceptionFigure = {
  n: number;
  mean: number | null;
  se: number | null;
  ci95: Interval | null;
  alpha: number | null;
};

/** One dimension as the report shows it; what every field means stands in docs/servqual.md. */
export type DimensionFigure = {
  id: string;
  name: string;
  method: "complete" | "item_adjusted" | "none";
  n: number;
  meanE: number | null;
  meanP: number | null;
  gap: number | null;
  sdGap: number | null;
  seGap: number | null;
  ci95: Interval | null;
  t: number | null;
  p: number | null;
  dz: number | null;
  corEP: number | null;
  alphaE: number | null;
  alphaP: number | null;
  alphaGap: number | null;
  alphaECi95: Interval | null;
  alphaPCi95: Interval | null;
  alphaGapCi95: Interval | null;
  relDiff: number | null;
  signedRank: SignedRank | null;
  servperf: PerceptionFigure;
  partlyPaired: PartlyPaired | null;
};

/** What other figures need of a dimension. `pairs` and `felt` are null without answers. */
export type DimensionBasis = {
  id: string;
  items: string[];
  pairs: ItemAdjusted | null;
  felt: ItemAdjusted | null;
  alphaGap: number | null;
};

/** Buyers per pair of items below which alpha from incomplete answers is not given. */
const enoughPairs = 50;

type Pair = { respondent: string; item: string; expectation: number; perception: number };

export const pairsOf = (answers: readonly StudyAnswer[]): Pair[] =>
  answers.flatMap(({ respondent, item, expectation, perception }) =>
    expectation === null || perception === null ? [] : [{ respondent, item, expectation, perception }],
  );

const adjust = <Row extends { respondent: string; item: string }>(
  rows: readonly Row[],
  answerOf: (row: Row) => number | null,
) =>
  itemAdjusted(
    rows.flatMap((row) => {
      const value = answerOf(row);
      return value === null ? [] : [{ buyer: row.respondent, item: row.item, value }];
    }),
  );

const valuesOf = (map: ReadonlyMap<string, number>) => [...map.values()];

export function dimensionFigure(
  { id, name }: Instrument["dimensions"][number],
  items: readonly string[],
  answers: readonly StudyAnswer[],
  level: number,
): { figure: DimensionFigure; basis: DimensionBasis } {
  const pairs = pairsOf(answers);
  const gap = adjust(pairs, (row) => row.perception - row.expectation);
  const felt = adjust(answers, (row) => row.perception);
  const reliability = reliabilityOf(items, pairs, level);
  const basis = { id, items: [...items], pairs: gap, felt, alphaGap: reliability.alphaGap };
  const figure: DimensionFigure = {
    ...{ id, name, ...meanGap(gap, level) },
    ...jointFigures(pairs),
    ...reliability,
    signedRank: rankOf(gap, pairs),
    servperf: perceptionFigure(felt, alphaOf(tableOf(items, answers, (row) => row.perception)), level),
    partlyPaired: partly(answers, felt, level),
  };
  return { figure, basis };
}

function meanGap(gap: ItemAdjusted | null, level: number) {
  if (gap === null)
    return { method: "none" as const, n: 0, ...nothing("gap", "sdGap", "seGap", "ci95", "t", "p", "dz") };
  const n = gap.influence.size;
  const sdGap = deviation(valuesOf(gap.standing));
  const seGap = influenceError(valuesOf(gap.influence));
  const spread =
    seGap !== null && sdGap !== null && varies(valuesOf(gap.standing).map((one) => gap.mean + one));
  const t = spread ? gap.mean / seGap : null;
  return {
    method: gap.complete ? ("complete" as const) : ("item_adjusted" as const),
    ...{ n, gap: gap.mean, sdGap, seGap, t },
    ci95: seGap === null ? null : studentInterval(gap.mean, seGap, n - 1, level),
    p: t === null ? null : studentBeyond(t, n - 1),
    dz: spread ? gap.mean / sdGap : null,
  };
}

function nothing<Name extends string>(...names: Name[]): Record<Name, null> {
  return Object.fromEntries(names.map((name) => [name, null])) as Record<Name, null>;
}

/** Means and correlation of both answers over the same pairs, so that the means differ by the gap. */
function jointFigures(pairs: readonly Pair[]) {
  const expected = adjust(pairs, (row) => row.expectation);
  const felt = adjust(pairs, (row) => row.perception);
  if (expected === null || felt === null) return nothing("meanE", "meanP", "corEP");
  const [ofE, ofP] = [expected, felt].map((one) => valuesOf(one.standing).map((value) => one.mean + value));
  const both = ofE && ofP && varies(ofE) && varies(ofP);
  return { meanE: expected.mean, meanP: felt.mean, corEP: both ? correlation(ofE, ofP) : null };
}

function tableOf<Row extends { respondent: string; item: string }>(
  items: readonly string[],
  rows: readonly Row[],
  answerOf: (row: Row) => number | null,
): AnswerTable {
  return [...grouped(rows, (row) => row.respondent).values()].map((own) => {
    const byItem = new Map(own.map((row) => [row.item, answerOf(row)]));
    return items.map((item) => byItem.get(item) ?? null);
  });
}

const usable = (covariances: ItemCovariances | null) =>
  covariances !== null && (covariances.complete || covariances.fewest >= enoughPairs) ? covariances : null;

function alphaOf(table: AnswerTable): number | null {
  const covariances = usable(itemCovariances(table));
  return covariances === null ? null : cronbachAlpha(covariances.matrix);
}

function reliabilityOf(items: readonly string[], pairs: readonly Pair[], level: number) {
  const expected = tableOf(items, pairs, (row) => row.expectation);
  const felt = tableOf(items, pairs, (row) => row.perception);
  const gaps = tableOf(items, pairs, (row) => row.perception - row.expectation);
  const [ofE, ofP, ofGap, ofBoth] = [
    itemCovariances(expected),
    itemCovariances(felt),
    itemCovariances(gaps),
    itemCovariances(expected, felt),
  ].map(usable);
  const alpha = (covariances: ItemCovariances | null | undefined) =>
    covariances ? cronbachAlpha(covariances.matrix) : null;
  const [alphaE, alphaP, alphaGap] = [alpha(ofE), alpha(ofP), alpha(ofGap)];
  const interval = (value: number | null) =>
    value === null || !ofGap?.complete
      ? null
      : feldtInterval(value, { n: pairs.length / items.length, k: items.length, level });
  const whole = ({ matrix }: ItemCovariances) => sum(matrix.flat()) / items.length ** 2;
  const known = ofE && ofP && ofBoth && alphaE !== null && alphaP !== null;
  return {
    ...{ alphaE, alphaP, alphaGap },
    ...{ alphaECi95: interval(alphaE), alphaPCi95: interval(alphaP), alphaGapCi95: interval(alphaGap) },
    relDiff: known
      ? differenceReliability({
          ...{ varianceE: whole(ofE), varianceP: whole(ofP), covarianceEP: whole(ofBoth), alphaE, alphaP },
        })
      : null,
  };
}

/** Ranks of the sums over items; only where every buyer answered the same items in whole numbers. */
function rankOf(gap: ItemAdjusted | null, pairs: readonly Pair[]): SignedRank | null {
  if (!gap?.complete) return null;
  const sums = [...grouped(pairs, (row) => row.respondent).values()].map((own) =>
    sum(own.map((row) => row.perception - row.expectation)),
  );
  return sums.every(Number.isInteger) ? signedRank(sums) : null;
}

function perceptionFigure(felt: ItemAdjusted | null, alpha: number | null, level: number): PerceptionFigure {
  if (felt === null) return { n: 0, mean: null, se: null, ci95: null, alpha };
  const n = felt.influence.size;
  const se = influenceError(valuesOf(felt.influence));
  return {
    ...{ n, mean: felt.mean, se, alpha },
    ci95: se === null ? null : studentInterval(felt.mean, se, n - 1, level),
  };
}

/** All expectations against all perceptions; null where nobody gave only one of them. */
function partly(
  answers: readonly StudyAnswer[],
  felt: ItemAdjusted | null,
  level: number,
): PartlyPaired | null {
  const expected = adjust(answers, (row) => row.expectation);
  if (expected === null || felt === null) return null;
  const people = [...new Set([...expected.standing.keys(), ...felt.standing.keys()])];
  const placed = (one: ItemAdjusted, buyer: string) => {
    const standing = one.standing.get(buyer);
    return standing === undefined ? null : one.mean + standing;
  };
  const rows = people.map((buyer) => ({ expected: placed(expected, buyer), felt: placed(felt, buyer) }));
  if (rows.every((row) => row.expected !== null && row.felt !== null)) return null;
  return partlyPaired(rows, level);
}
