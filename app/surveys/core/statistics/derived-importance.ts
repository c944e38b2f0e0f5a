import { solveLinear } from "../../../lib/linear-system";
import { correlation, sum } from "./summary";

/** Buyers below which shares of explained variance move too much to be shown. */
const enoughToDerive = 100;

/** `shares` add up to `r2`, the part of the outcome's variance all dimensions explain, 0 to 1. */
export type DerivedImportance = { n: number; r2: number; shares: number[] };

/**
 * How much of an overall judgement each dimension explains: the mean gain in R² over every order in which dimensions can enter
 * (Lindeman, Merenda and Gold 1980; Grömping, J. Stat. Software 17 (2006)), which is Shapley's value. 2^k regressions for
 * k <= 10 dimensions. `rows` one per buyer. Null below 100 buyers, and where a column does not vary or repeats others.
 */
export function derivedImportance(
  rows: readonly { predictors: readonly number[]; outcome: number }[],
): DerivedImportance | null {
  const size = rows[0]?.predictors.length ?? 0;
  if (rows.length < enoughToDerive || size === 0 || size > 10) return null;
  const columns = Array.from({ length: size }, (_, at) => rows.map((row) => row.predictors[at] ?? 0));
  const outcome = rows.map((row) => row.outcome);
  const withOutcome = columns.map((column) => correlation(column, outcome));
  const together = columns.map((a) => columns.map((b) => correlation(a, b)));
  if ([...withOutcome, ...together.flat()].includes(null)) return null;
  const explained: number[] = [];
  for (let set = 0; set < 2 ** size; set++) {
    const members = columns.flatMap((_, at) => ((set >> at) & 1 ? [at] : []));
    const right = members.map((at) => withOutcome[at] ?? 0);
    const left = members.map((a) => members.map((b) => together[a]?.[b] ?? 0));
    const slopes = members.length === 0 ? [] : solveLinear(left, right);
    if (slopes === null) return null;
    explained.push(sum(slopes.map((slope, at) => slope * (right[at] ?? 0))));
  }
  const shares = columns.map((_, at) =>
    sum(
      explained.map((before, set) =>
        (set >> at) & 1 ? 0 : orderShare(countBits(set), size) * ((explained[set | (1 << at)] ?? 0) - before),
      ),
    ),
  );
  return { n: rows.length, r2: explained.at(-1) ?? 0, shares };
}

/** The share of all orders of `size` in which exactly a given set of `before` comes first, then a given one. */
function orderShare(before: number, size: number): number {
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return (factorial(before) * factorial(size - before - 1)) / factorial(size);
}

const countBits = (set: number): number => (set === 0 ? 0 : (set & 1) + countBits(set >> 1));
