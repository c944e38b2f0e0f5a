export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Arithmetic mean; not a number for no values. */
export const mean = (values: readonly number[]) => sum(values) / values.length;

/** Covariance of two equally long columns with the divisor n - 1; null below two values. */
export function covariance(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2) return null;
  const [meanA, meanB] = [mean(a), mean(b)];
  return a.reduce((total, value, at) => total + (value - meanA) * ((b[at] ?? 0) - meanB), 0) / (a.length - 1);
}

/** Sample variance, divisor n - 1; null below two values. */
export const variance = (values: readonly number[]) => covariance(values, values);

/** Sample standard deviation; null below two values. */
export function deviation(values: readonly number[]): number | null {
  const squared = variance(values);
  return squared === null ? null : Math.sqrt(squared);
}

/** Pearson's correlation, -1 to 1; null below two values or where one column does not vary. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  const [both, ofA, ofB] = [covariance(a, b), variance(a), variance(b)];
  if (both === null || !ofA || !ofB) return null;
  return Math.max(-1, Math.min(1, both / Math.sqrt(ofA * ofB)));
}

/** Whether a column varies by more than the rounding of its own arithmetic. */
export function varies(values: readonly number[]): boolean {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least > 1e-12 * Math.max(Math.abs(least), Math.abs(most));
}

/** The values under each key, in the order of first appearance. */
export function grouped<T, K>(rows: readonly T[], keyOf: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
