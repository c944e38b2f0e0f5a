/** The middle of the standard normal distribution that holds 90 % or 95 % of it reaches this far to each side. */
const reach = { 90: 1.6448536269514722, 95: 1.959963984540054 } as const;

/** A share with the interval it lies in; all of them between 0 and 1, `n` the cases it is counted from. */
export type Proportion = { share: number; low: number; high: number; n: number };

/**
 * The share `successes / n` with its Wilson score interval: honest for few cases and for shares near 0 and 1, where
 * the textbook interval claims too much. Null for no cases.
 *
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) 209-212;
 * recommended by Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16
 * (2001) 101-133. `percent` is the confidence, in per cent.
 */
export function proportion(
  successes: number,
  n: number,
  percent: keyof typeof reach = 90,
): Proportion | null {
  if (n <= 0) return null;
  const z = reach[percent];
  const share = successes / n;
  const spread = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / spread;
  const half = (z / spread) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), n };
}
