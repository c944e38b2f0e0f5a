import { studentQuantile } from "../../lib/student-t";
import type { CovarianceChange, CovarianceSums, ItemChange, ItemSums } from "./gap-sums";

/** Below this many buyers nothing is shown: a person could be recognised, and the number says little. */
export const fewestShown = 5;
/** From here on a gap may be called sure. */
export const enoughToBeSure = 30;

/** What buyers answered: `expected` and `felt` 1 to 7, `gap` -6 to 6 with its interval, over `buyers` orders. */
export type GapEstimate = {
  buyers: number;
  expected: number;
  felt: number;
  gap: number;
  low: number;
  high: number;
  /** Fewer than 30 buyers: still moves a lot. */
  early: boolean;
};

/**
 * Mean gap of one statement's paired answers with a two-sided interval, standard error s / √n with Student's quantile at
 * n - 1 degrees of freedom. Null below five buyers. `level` is the share of such intervals that cover the true mean: 0.9
 * on screens.
 */
export function estimateGap(sums: ItemSums, level = 0.9): GapEstimate | null {
  const { buyers: n } = sums;
  if (n < fewestShown) return null;
  const gap = sums.gapSum / n;
  const variance = Math.max(0, squaresAround(sums) / (n - 1));
  const reach = studentQuantile((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return {
    buyers: n,
    expected: sums.expectedSum / n,
    felt: sums.feltSum / n,
    gap,
    low: gap - reach,
    high: gap + reach,
    early: n < enoughToBeSure,
  };
}

/** A dimension's sums at one place: `buyers` with at least one pair, and every statement and two that were answered. */
export type DimensionSums = {
  buyers: number;
  items: readonly ItemChange[];
  covariances: readonly CovarianceChange[];
};

/** Answers of the other statements that steady what a statement's own few answers say of its spread. */
const steadying = 5;

/**
 * Mean gap of a dimension whose statements were asked of different buyers: the mean of the statements' own means, so
 * that one asked more often counts no more than another (planned missing data: Gonzalez and Eltinge 2007). Its variance is
 * (1/k²) (Σ s_j² / n_j + 2 c Σ n_jl / (n_j n_l)) over k statements with n_j answers, n_jl of them from buyers who answered
 * both: s_j² is the statement's variance drawn towards the pooled one as by five more answers, c the covariance of two,
 * pooled without bias and held between none and the pooled variance. Where every buyer answers every statement this is s / √n of the buyers' own
 * means. Degrees of freedom: the smaller of answers less statements and buyers less one. Null below five buyers, or
 * where no statement has been answered twice, so that nothing is known of the spread.
 */
export function estimateDimension(sums: DimensionSums, level = 0.9): GapEstimate | null {
  const { buyers } = sums;
  const items = sums.items.filter((item) => item.buyers > 0);
  const k = items.length;
  const answers = items.reduce((sum, item) => sum + item.buyers, 0);
  const freedom = Math.min(answers - k, buyers - 1);
  if (buyers < fewestShown || freedom < 1) return null;
  const squares = items.reduce((sum, item) => sum + squaresAround(item), 0);
  const pooled = squares / (answers - k);
  const ownParts = items.reduce((sum, item) => {
    const own = (squaresAround(item) + steadying * pooled) / (item.buyers - 1 + steadying);
    return sum + own / item.buyers;
  }, 0);
  const shared = pooledCovariance(items, sums.covariances, pooled);
  const variance = (ownParts + 2 * shared.covariance * shared.weight) / k ** 2;
  const meanOf = (pick: (item: ItemChange) => number) =>
    items.reduce((sum, item) => sum + pick(item) / item.buyers, 0) / k;
  const gap = meanOf((item) => item.gapSum);
  const reach = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(variance);
  return {
    buyers,
    expected: meanOf((item) => item.expectedSum),
    felt: meanOf((item) => item.feltSum),
    gap,
    low: gap - reach,
    high: gap + reach,
    early: buyers < enoughToBeSure,
  };
}

/** Squared distances of the gaps from their mean; what rounding makes of none is none. */
function squaresAround({ buyers, gapSum, gapSquareSum }: ItemSums): number {
  return Math.max(0, gapSquareSum - gapSum ** 2 / buyers);
}

/**
 * The covariance two statements have in common, and its weight Σ n_jl / (n_j n_l) in the variance of their mean. The
 * products are taken around means over more buyers than those who answered both, which the divisor allows for.
 */
function pooledCovariance(
  items: readonly ItemChange[],
  together: readonly (CovarianceSums & { item: string; other: string })[],
  pooled: number,
): { covariance: number; weight: number } {
  let [products, divisor, weight] = [0, 0, 0];
  for (const { item, other, buyers: n, gapSum, otherGapSum, productSum } of together) {
    const [one, two] = [items.find((row) => row.item === item), items.find((row) => row.item === other)];
    if (n <= 0 || !one || !two) continue;
    const [mean, otherMean] = [one.gapSum / one.buyers, two.gapSum / two.buyers];
    products += productSum - mean * otherGapSum - otherMean * gapSum + n * mean * otherMean;
    divisor += n * (1 - 1 / one.buyers - 1 / two.buyers + n / (one.buyers * two.buyers));
    weight += n / (one.buyers * two.buyers);
  }
  // Too few answered both to tell: as if they said the same of both.
  const covariance = divisor < 1 ? pooled : products / divisor;
  return { covariance: Math.min(pooled, Math.max(0, covariance)), weight };
}

/** A shortfall nobody should doubt: enough buyers, and the whole interval below what they expected. */
export function isSure(estimate: GapEstimate): boolean {
  return !estimate.early && estimate.high < 0;
}

/**
 * The cell to act on first: the worst by its upper bound, so that a few bad answers do not outrank many. Null where
 * nothing falls short.
 */
export function worstCell<Cell extends { estimate: GapEstimate }>(cells: readonly Cell[]): Cell | null {
  const short = cells.filter(({ estimate }) => estimate.gap < 0);
  return short.reduce<Cell | null>(
    (worst, cell) => (worst && worst.estimate.high <= cell.estimate.high ? worst : cell),
    null,
  );
}
