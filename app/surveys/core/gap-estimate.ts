import { studentQuantile } from "../../lib/student-t";
import type { GapSums } from "./gap-sums";

/** Below this many buyers nothing is shown: a person could be recognised, and the number says little. */
export const fewestShown = 5;
/** From here on a gap may be called sure. */
export const enoughToBeSure = 30;

/** A dimension's answers: `expected` and `felt` 1 to 7, `gap` -6 to 6 with its interval, over `buyers` orders. */
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
 * Mean gap of paired answers with a two-sided interval, standard error s / √n with Student's quantile at n - 1 degrees of
 * freedom. Null below five buyers. `level` is the share of such intervals that cover the true mean: 0.9 on screens.
 */
export function estimateGap(sums: GapSums, level = 0.9): GapEstimate | null {
  const { buyers: n } = sums;
  if (n < fewestShown) return null;
  const gap = sums.gapSum / n;
  const variance = Math.max(0, (sums.gapSquareSum - n * gap * gap) / (n - 1));
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
