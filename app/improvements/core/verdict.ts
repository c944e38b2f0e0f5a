import { studentQuantile } from "../../lib/student-t";

/** Gaps (felt minus expected, -6 to 6) of the buyers of one cell in one stretch of time; `variance` with n - 1. */
export type GapSample = { n: number; mean: number; variance: number };

/** Buyers needed before the start and after it until anything is said about the difference. */
export const neededAnswers = 30;
/** Below this many buyers no mean is shown: a person could be recognised. */
const fewestShown = 5;

/** Mean gap after the start minus before it, with its interval; above zero is better. */
export type Change = { change: number; low: number; high: number; freedom: number };

/**
 * `too-early`: fewer than 30 answers after the start so far · `no-baseline`: fewer than 30 before it, which no waiting
 * makes up for · else what the whole interval says. Never more than likely: one cell, no comparison group.
 */
export type Verdict =
  | { says: "too-early"; counted: number; needed: number }
  | { says: "no-baseline"; counted: number; needed: number }
  | ({ says: "likely-helped" | "likely-worse" | "no-clear-change" } & Change);

/**
 * Difference of two means without assuming equal spread (Welch, "The generalization of Student's problem when several
 * different population variances are involved", Biometrika 34 (1947) 28-35), degrees of freedom after Satterthwaite
 * (1946). Both samples need two buyers. `level` is the share of such intervals that cover the true difference.
 */
export function welchChange(before: GapSample, after: GapSample, level = 0.9): Change {
  const parts = [before, after].map(({ n, variance }) => ({ share: variance / n, rest: n - 1 }));
  const squared = parts.reduce((sum, { share }) => sum + share, 0);
  const spread = parts.reduce((sum, { share, rest }) => sum + (share * share) / rest, 0);
  // Without any spread the formula divides nothing by nothing, and the interval is a point anyway.
  const freedom = spread > 0 ? (squared * squared) / spread : before.n + after.n - 2;
  const change = after.mean - before.mean;
  const reach = studentQuantile((1 + level) / 2, freedom) * Math.sqrt(squared);
  return { change, low: change - reach, high: change + reach, freedom };
}

/** Whether the step helped, from the answers of its cell before and after it began. */
export function judge(before: GapSample, after: GapSample): Verdict {
  if (before.n < neededAnswers) return { says: "no-baseline", counted: before.n, needed: neededAnswers };
  if (after.n < neededAnswers) return { says: "too-early", counted: after.n, needed: neededAnswers };
  const change = welchChange(before, after);
  if (change.low > 0) return { says: "likely-helped", ...change };
  return { says: change.high < 0 ? "likely-worse" : "no-clear-change", ...change };
}

/** The mean as pages may show it: null while a buyer could be recognised. */
export function shownMean({ n, mean }: GapSample): number | null {
  return n < fewestShown ? null : mean;
}

const day = 86_400_000;

/** Days until enough answers are in if they keep coming as since the start; null while none has come. */
export function daysLeft(counted: number, startedAt: Date, now: Date): number | null {
  if (counted === 0) return null;
  const days = Math.max((now.getTime() - startedAt.getTime()) / day, 1 / 24);
  return Math.ceil((Math.max(0, neededAnswers - counted) * days) / counted);
}
