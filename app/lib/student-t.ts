import { incompleteBeta } from "./incomplete-beta";

/** P(T <= t) of Student's distribution with `freedom` > 0 degrees of freedom. */
export function studentCdf(t: number, freedom: number): number {
  const tail = incompleteBeta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t below which a share `p` of Student's distribution lies, for 0 < p < 1; to about 10 digits. */
export function studentQuantile(p: number, freedom: number): number {
  let low = -1;
  let high = 1;
  while (studentCdf(low, freedom) > p) low *= 2;
  while (studentCdf(high, freedom) < p) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-12 * Math.max(1, Math.abs(low)); step++) {
    const middle = (low + high) / 2;
    if (studentCdf(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Share of Student's distribution at least as far from zero as `t`, on both sides: the two-sided p value. */
export function studentBeyond(t: number, freedom: number): number {
  return 2 * studentCdf(-Math.abs(t), freedom);
}

/** The two-sided interval `value` ± t · `error` that covers the truth in a share `level` of cases. */
export function studentInterval(
  value: number,
  error: number,
  freedom: number,
  level: number,
): [low: number, high: number] {
  const reach = studentQuantile((1 + level) / 2, freedom) * error;
  return [value - reach, value + reach];
}
