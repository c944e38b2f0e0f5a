import { studentInterval } from "../../../lib/student-t";
import { deviation, mean, sum, variance } from "./summary";

/** A provider's gaps before and after the day something was changed, one per buyer, sorted by hand-over. */
export type BeforeAfter = {
  provider: string;
  treated: boolean;
  before: readonly number[];
  after: readonly number[];
};

/**
 * What the action did beyond what happened to the others anyway. `change` holds each provider's own difference; `placebos`
 * what the same reckoning gives for every provider in turn, in the order given; `rankP` how many of them lie at least as far
 * from zero, as a share: 1 / J at best. `hc2` and `naive` are errors over single answers and too narrow for one provider;
 * `placeboSe` comes from how the others moved, and the interval with it.
 */
export type DifferenceInDifferences = {
  pooled: number;
  estimate: number;
  change: number[];
  placebos: number[];
  rankP: number;
  errors: { hc2: number; naive: number };
  placeboSe: number;
  interval: [low: number, high: number];
};

/**
 * (after - before) of one treated provider less that of the controls. Placebo spread with one treated unit: s of the controls'
 * changes · √(1 + 1/C) (after Conley and Taber, Rev. Econ. Stat. 93 (2011) 113-125), Student at C - 1 degrees of freedom.
 * Null unless exactly one provider is treated, three and more are not, and every one has two answers on both sides.
 */
export function differenceInDifferences(
  providers: readonly BeforeAfter[],
  level: number,
): DifferenceInDifferences | null {
  const treated = providers.filter((one) => one.treated);
  const controls = providers.filter((one) => !one.treated);
  const enough = providers.every((one) => one.before.length > 1 && one.after.length > 1);
  if (treated.length !== 1 || controls.length < 3 || !enough) return null;
  const change = providers.map((one) => mean(one.after) - mean(one.before));
  const against = (at: number) => {
    const others = change.filter((_, place) => place !== at);
    return (change[at] ?? 0) - mean(others);
  };
  const placebos = providers.map((_, at) => against(at));
  const own = placebos[providers.findIndex((one) => one.treated)] ?? 0;
  const others = change.filter((_, at) => !providers[at]?.treated);
  const placeboSe = (deviation(others) ?? 0) * Math.sqrt(1 + 1 / others.length);
  const cells = [treated, controls].flatMap((group) => [
    group.flatMap((one) => one.after),
    group.flatMap((one) => one.before),
  ]);
  const [treatedAfter = [], treatedBefore = [], controlAfter = [], controlBefore = []] = cells;
  const residual = sum(cells.map((cell) => (variance(cell) ?? 0) * (cell.length - 1)));
  const free = sum(cells.map((cell) => cell.length)) - cells.length;
  return {
    pooled: mean(treatedAfter) - mean(treatedBefore) - (mean(controlAfter) - mean(controlBefore)),
    ...{ estimate: own, change, placebos, placeboSe },
    rankP: placebos.filter((one) => Math.abs(one) >= Math.abs(own)).length / placebos.length,
    errors: {
      // In a saturated model HC2 is the sum of the cells' own s² / n.
      hc2: Math.sqrt(sum(cells.map((cell) => (variance(cell) ?? 0) / cell.length))),
      naive: Math.sqrt((residual / free) * sum(cells.map((cell) => 1 / cell.length))),
    },
    interval: studentInterval(own, placeboSe, others.length - 1, level),
  };
}

/**
 * How far a provider picked because it was worst moves back by itself: (1 - rel)(μ - y), rel = τ² / (τ² + v) (Galton; here
 * with the spread of partial pooling). `before` is its raw mean and that mean's variance.
 */
export function expectedReturn(
  before: { mean: number; variance: number },
  spread: { mu: number; tau2: number },
): number {
  const reliability = spread.tau2 / (spread.tau2 + before.variance);
  return (1 - reliability) * (spread.mu - before.mean);
}
