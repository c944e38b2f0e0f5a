import { studentBeyond, studentInterval } from "../../../lib/student-t";
import { deviation, mean, varies } from "./summary";

/**
 * A mean with what it rests on. `n` counts buyers. `sd`, `se` and the interval are null below two of them; `t` and `p` (two-
 * sided, against zero) also where nothing varies.
 */
export type MeanFigure = {
  n: number;
  mean: number;
  sd: number | null;
  se: number | null;
  interval: [low: number, high: number] | null;
  t: number | null;
  p: number | null;
};

/**
 * Mean of paired gaps g = P - E, one value per buyer, in points of the scale: s / √n with Student's quantile at n - 1
 * degrees of freedom (Student 1908; gap after Parasuraman, Zeithaml and Berry 1988). Null for nobody. `level` is the share
 * of such intervals that cover the true mean.
 */
export function pairedGap(gaps: readonly number[], level: number): MeanFigure | null {
  const n = gaps.length;
  if (n === 0) return null;
  const [centre, sd] = [mean(gaps), deviation(gaps)];
  if (sd === null) return { n, mean: centre, sd, se: null, interval: null, t: null, p: null };
  const se = sd / Math.sqrt(n);
  const t = varies(gaps) ? centre / se : null;
  return {
    ...{ n, mean: centre, sd, se, t },
    interval: studentInterval(centre, se, n - 1, level),
    p: t === null ? null : studentBeyond(t, n - 1),
  };
}
