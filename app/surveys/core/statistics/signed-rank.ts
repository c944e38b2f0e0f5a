import { normalCdf } from "../../../lib/normal";
import { grouped, sum } from "./summary";

/** `v` is the sum of the ranks of positive differences, `n` the differences that are not zero. */
export type SignedRank = { n: number; v: number; p: number };

/**
 * Wilcoxon's signed-rank test, two-sided (Biometrics Bulletin 1 (1945) 80-83): zeros left out, tied ranks averaged, normal
 * approximation corrected for ties and continuity. Differences must be whole numbers, e.g. sums over items: means of the
 * same answers differ in their last bit and would break ties. Null without a difference.
 */
export function signedRank(differences: readonly number[]): SignedRank | null {
  const moved = differences.filter((value) => value !== 0);
  const n = moved.length;
  if (n === 0) return null;
  const ties = [...grouped(moved, Math.abs)].sort(([a], [b]) => a - b);
  let before = 0;
  let v = 0;
  for (const [, tied] of ties) {
    v += (before + (tied.length + 1) / 2) * tied.filter((value) => value > 0).length;
    before += tied.length;
  }
  const tieLoss = sum(ties.map(([, tied]) => tied.length ** 3 - tied.length)) / 48;
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieLoss);
  const distance = Math.abs(v - (n * (n + 1)) / 4);
  return { n, v, p: Math.min(1, 2 * normalCdf(-Math.max(0, distance - 0.5) / spread)) };
}
