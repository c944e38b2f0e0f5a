export type Matrix = readonly (readonly number[])[];

/** Entry of a matrix that is there; asking beside it is a mistake of the caller's. */
export function entry(matrix: Matrix, row: number, column: number): number {
  const value = matrix[row]?.[column];
  if (value === undefined) throw new RangeError(`The matrix has no entry ${row}, ${column}.`);
  return value;
}

/** Solves `matrix` · x = `right` by elimination with the largest pivot; null where the matrix is singular. */
export function solveLinear(matrix: Matrix, right: readonly number[]): number[] | null {
  const rows = matrix.map((row, at) => Float64Array.of(...row, right[at] ?? 0));
  const scale = Math.max(...matrix.flat().map(Math.abs));
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const below = rows.slice(column);
    const size0 = (row: Float64Array) => Math.abs(row[column] ?? 0);
    const pivot = below.reduce((best, row) => (size0(row) > size0(best) ? row : best));
    if (!(size0(pivot) > 1e-12 * scale)) return null;
    const place = rows.indexOf(pivot);
    rows[place] = rows[column] ?? pivot;
    rows[column] = pivot;
    for (const row of rows.slice(column + 1)) {
      const factor = (row[column] ?? 0) / (pivot[column] ?? 1);
      for (let k = column; factor !== 0 && k <= size; k++) row[k] = (row[k] ?? 0) - factor * (pivot[k] ?? 0);
    }
  }
  const found = new Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at--) {
    const row = rows[at] ?? new Float64Array();
    const rest = found.reduce(
      (sum, value, k) => (k > at ? sum - (row[k] ?? 0) * value : sum),
      row[size] ?? 0,
    );
    found[at] = rest / (row[at] ?? 1);
  }
  return found;
}
