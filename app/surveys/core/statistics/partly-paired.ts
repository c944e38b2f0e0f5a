import { studentInterval } from "../../../lib/student-t";
import { correlation, mean, variance } from "./summary";

/** One buyer's expectation and perception of the same thing; either may be missing. */
export type PartlyPair = { expected: number | null; felt: number | null };

/** `differs`: more than two standard errors of the paired gap away from it, so that who answered twice matters. */
export type PartlyPaired = {
  nE: number;
  nP: number;
  nPairs: number;
  meanE: number;
  meanP: number;
  gap: number;
  se: number | null;
  interval: [low: number, high: number] | null;
  pairedGap: number | null;
  pairedSe: number | null;
  differs: boolean | null;
};

/**
 * Mean P minus mean E over everybody who gave either: SE² = s_P²/n_P + s_E²/n_E - 2 n_c r s_P s_E / (n_P n_E), with r from
 * the n_c buyers who gave both (Looney and Jones, Statistics in Medicine 22 (2003) 1601-1610). Valid only where it does not
 * depend on the gap who left one out; `differs` is the check. Below three pairs r counts as zero. The interval takes
 * Student's quantile at one less than the smaller of n_E and n_P: fewer degrees than it has, never more. Null where nobody
 * gave one of the two; error and interval null below two answers of either kind.
 */
export function partlyPaired(rows: readonly PartlyPair[], level: number): PartlyPaired | null {
  const expected = rows.flatMap((row) => (row.expected === null ? [] : [row.expected]));
  const felt = rows.flatMap((row) => (row.felt === null ? [] : [row.felt]));
  const [nE, nP] = [expected.length, felt.length];
  if (nE === 0 || nP === 0) return null;
  const pairs = rows.flatMap((row) =>
    row.expected === null || row.felt === null ? [] : [{ expected: row.expected, felt: row.felt }],
  );
  const n = pairs.length;
  const differences = pairs.map((pair) => pair.felt - pair.expected);
  const differenceVariance = variance(differences);
  const pairedSe = differenceVariance === null ? null : Math.sqrt(differenceVariance / n);
  const paired = n === 0 ? null : mean(differences);
  const gap = mean(felt) - mean(expected);
  const [ofE, ofP] = [variance(expected), variance(felt)];
  const r =
    n < 3
      ? 0
      : (correlation(
          pairs.map((pair) => pair.expected),
          pairs.map((pair) => pair.felt),
        ) ?? 0);
  const se =
    ofE === null || ofP === null
      ? null
      : Math.sqrt(Math.max(0, ofP / nP + ofE / nE - (2 * n * r * Math.sqrt(ofP * ofE)) / (nP * nE)));
  return {
    ...{ nE, nP, nPairs: n, meanE: mean(expected), meanP: mean(felt), gap, se, pairedGap: paired, pairedSe },
    interval: se === null ? null : studentInterval(gap, se, Math.min(nE, nP) - 1, level),
    differs: paired === null || pairedSe === null ? null : Math.abs(gap - paired) > 2 * pairedSe,
  };
}
