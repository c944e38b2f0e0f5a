import { fQuantile } from "../../../lib/f-distribution";
import { entry, type Matrix } from "../../../lib/linear-system";
import { sum } from "./summary";

/** Buyers' answers to a dimension's items, a row per buyer; null where one was not given. */
export type AnswerTable = readonly (readonly (number | null)[])[];

/** Covariances of items and the fewest buyers any of them rests on. */
export type ItemCovariances = { matrix: number[][]; fewest: number; complete: boolean };

/**
 * Covariance of every item of `rows` with every item of `columns`, each over the buyers who answered both (pairwise). Null
 * where a pair has fewer than two.
 */
export function itemCovariances(rows: AnswerTable, columns: AnswerTable = rows): ItemCovariances | null {
  const items = rows[0]?.length ?? 0;
  let fewest = rows.length;
  const matrix: number[][] = [];
  for (let a = 0; a < items; a++) {
    const line: number[] = [];
    for (let b = 0; b < items; b++) {
      const { value, n } = pairCovariance(rows, columns, a, b);
      if (value === null) return null;
      fewest = Math.min(fewest, n);
      line.push(value);
    }
    matrix.push(line);
  }
  return items === 0 ? null : { matrix, fewest, complete: fewest === rows.length };
}

/** Two passes over the rows themselves: a large study has millions of pairs, too many to copy each into a list. */
function pairCovariance(rows: AnswerTable, columns: AnswerTable, a: number, b: number) {
  const over = (of: (first: number, second: number) => void) => {
    for (const [at, row] of rows.entries()) {
      const [first, second] = [row[a] ?? null, columns[at]?.[b] ?? null];
      if (first !== null && second !== null) of(first, second);
    }
  };
  let [n, sumA, sumB, products] = [0, 0, 0, 0];
  over((first, second) => {
    n += 1;
    sumA += first;
    sumB += second;
  });
  if (n < 2) return { value: null, n };
  over((first, second) => {
    products += (first - sumA / n) * (second - sumB / n);
  });
  return { value: products / (n - 1), n };
}

const trace = (matrix: Matrix) => sum(matrix.map((row, at) => row[at] ?? 0));
const total = (matrix: Matrix) => sum(matrix.map(sum));

/**
 * Cronbach's alpha from the items' covariances: k/(k-1) · (1 - Σ s_j² / s_T²) (Psychometrika 16 (1951) 297-334). Null for one
 * item, and where the sum of the items does not vary.
 */
export function cronbachAlpha(matrix: Matrix): number | null {
  const k = matrix.length;
  const whole = total(matrix);
  if (k < 2 || !(whole > 1e-12 * trace(matrix))) return null;
  return (k / (k - 1)) * (1 - trace(matrix) / whole);
}

/** Alpha of standardised items: k r / (1 + (k - 1) r) at the mean correlation r. Null for one item or a constant one. */
export function standardisedAlpha(matrix: Matrix): { alpha: number; meanCorrelation: number } | null {
  const k = matrix.length;
  if (k < 2 || matrix.some((row, at) => !((row[at] ?? 0) > 0))) return null;
  const correlations = matrix.flatMap((row, a) =>
    row.flatMap((value, b) =>
      a === b ? [] : [value / Math.sqrt(entry(matrix, a, a) * entry(matrix, b, b))],
    ),
  );
  const r = sum(correlations) / correlations.length;
  return { alpha: (k * r) / (1 + (k - 1) * r), meanCorrelation: r };
}

/**
 * Interval of alpha for `n` buyers and `k` items (Feldt, Psychometrika 30 (1965) 357-370): 1 - (1 - α) F at both ends, with
 * n - 1 and (n - 1)(k - 1) degrees of freedom.
 */
export function feldtInterval(
  alpha: number,
  { n, k, level }: { n: number; k: number; level: number },
): [low: number, high: number] | null {
  if (n < 2 || k < 2) return null;
  const bound = (p: number) => 1 - (1 - alpha) * fQuantile(p, n - 1, (n - 1) * (k - 1));
  return [bound((1 + level) / 2), bound((1 - level) / 2)];
}

/** Standard error of alpha for `n` buyers (Duhachek and Iacobucci, J. Applied Psychology 89 (2004) 792-808). */
export function alphaError(matrix: Matrix, n: number): number {
  const k = matrix.length;
  const [whole, diagonal] = [total(matrix), trace(matrix)];
  const squareTrace = sum(matrix.flat().map((value) => value ** 2));
  const squareTotal = sum(matrix.map((row) => sum(row) ** 2));
  const inner = whole * (squareTrace + diagonal ** 2) - 2 * diagonal * squareTotal;
  return Math.sqrt(((2 * k ** 2) / ((k - 1) ** 2 * whole ** 3)) * inner) / Math.sqrt(n);
}

/**
 * Reliability of the difference P - E: (s_P² r_PP + s_E² r_EE - 2 cov) / (s_P² + s_E² - 2 cov) (Johns, Organizational Behavior
 * 27 (1981) 443-463; Peter, Churchill and Brown, J. Consumer Research 19 (1993) 655-662). Null where the difference does
 * not vary.
 */
export function differenceReliability(parts: {
  varianceP: number;
  varianceE: number;
  covarianceEP: number;
  alphaP: number;
  alphaE: number;
}): number | null {
  const { varianceP, varianceE, covarianceEP, alphaP, alphaE } = parts;
  const whole = varianceP + varianceE - 2 * covarianceEP;
  if (!(whole > 1e-12 * (varianceP + varianceE))) return null;
  return (varianceP * alphaP + varianceE * alphaE - 2 * covarianceEP) / whole;
}

/**
 * Reliability of a sum of parts: 1 - Σ s_d² (1 - α_d) / s_T² (Nunnally 1978, chapter 7; the "total" of Parasuraman, Zeithaml
 * and Berry 1988). Null where the sum does not vary.
 */
export function combinationReliability(
  parts: readonly { variance: number; alpha: number }[],
  totalVariance: number,
): number | null {
  if (!(totalVariance > 0)) return null;
  return 1 - sum(parts.map((part) => part.variance * (1 - part.alpha))) / totalVariance;
}
