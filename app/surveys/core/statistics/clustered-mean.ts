import { studentInterval } from "../../../lib/student-t";
import { grouped, mean, sum } from "./summary";

/**
 * The mean of answers of which several may be one buyer's. Errors in points of the scale: `naive` as if every answer were
 * another buyer's, CR0 to CR2 robust against what a buyer's answers have in common. `freedom` are Satterthwaite's degrees
 * of freedom of CR2, `icc` the share of the variance that lies between buyers (analysis of variance; null where every buyer
 * answered once), `designEffect` 1 + (m - 1) icc at the mean number of answers m.
 */
export type ClusteredMean = {
  n: number;
  buyers: number;
  mean: number;
  errors: { naive: number; cr0: number; cr1: number; cr2: number };
  freedom: number;
  interval: [low: number, high: number];
  icc: number | null;
  designEffect: number | null;
};

/**
 * Mean with an error clustered by buyer. CR2 ("bias-reduced linearisation") and its degrees of freedom: Bell and McCaffrey,
 * Survey Methodology 28 (2002) 169-181; Pustejovsky and Tipton, JBES 36 (2018) 672-683, here for a model of the mean alone,
 * where the adjustment of a buyer with m of N answers is 1/√(1 - m/N). Null below two buyers.
 */
export function clusteredMean(
  answers: readonly { buyer: string; value: number }[],
  level: number,
): ClusteredMean | null {
  const n = answers.length;
  const centre = mean(answers.map(({ value }) => value));
  const clusters = [...grouped(answers, ({ buyer }) => buyer).values()].map((own) => ({
    size: own.length,
    residual: sum(own.map(({ value }) => value - centre)),
    mean: mean(own.map(({ value }) => value)),
  }));
  const buyers = clusters.length;
  if (buyers < 2) return null;
  const squares = sum(answers.map(({ value }) => (value - centre) ** 2));
  const cr0 = sum(clusters.map(({ residual }) => residual ** 2)) / n ** 2;
  const cr2 = sum(clusters.map(({ residual, size }) => residual ** 2 / (1 - size / n))) / n ** 2;
  const freedom = satterthwaite(clusters.map(({ size }) => size));
  const between = sum(clusters.map(({ size, mean: own }) => size * (own - centre) ** 2));
  const icc = n === buyers ? null : intraclass({ n, buyers, between, within: squares - between, clusters });
  return {
    ...{ n, buyers, mean: centre, freedom, icc },
    errors: {
      naive: Math.sqrt(squares / (n - 1) / n),
      cr0: Math.sqrt(cr0),
      cr1: Math.sqrt((cr0 * buyers) / (buyers - 1)),
      cr2: Math.sqrt(cr2),
    },
    interval: studentInterval(centre, Math.sqrt(cr2), freedom, level),
    designEffect: icc === null ? null : 1 + (n / buyers - 1) * icc,
  };
}

/** Degrees of freedom of CR2 under equal, independent errors: (tr Ω)² / tr Ω². */
function satterthwaite(sizes: readonly number[]): number {
  const n = sum(sizes);
  const own = sizes.map((size) => size / n ** 2);
  // The part two different buyers share: a_c² m_c² with a_c = 1 / (N √(1 - m_c/N)).
  const shared = sizes.map((size) => size ** 2 / (n ** 2 * (1 - size / n)));
  const crossed = (sum(shared) ** 2 - sum(shared.map((value) => value ** 2))) / n ** 2;
  return sum(own) ** 2 / (sum(own.map((value) => value ** 2)) + crossed);
}

function intraclass(parts: {
  n: number;
  buyers: number;
  between: number;
  within: number;
  clusters: readonly { size: number }[];
}): number | null {
  const { n, buyers, clusters } = parts;
  const between = parts.between / (buyers - 1);
  const within = parts.within / (n - buyers);
  const size = (n - sum(clusters.map((one) => one.size ** 2)) / n) / (buyers - 1);
  const total = between + (size - 1) * within;
  return total > 0 ? (between - within) / total : null;
}
