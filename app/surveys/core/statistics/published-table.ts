import { mean } from "./summary";

/** A line of somebody's table. All figures optional; `n` and the sums only where a table has them. */
export type PublishedLine = {
  id: string;
  meanE?: number | undefined;
  meanP?: number | undefined;
  gap?: number | undefined;
  n?: number | undefined;
  sumE?: number | undefined;
  sumP?: number | undefined;
};

export type PublishedTable = {
  items?: readonly (PublishedLine & { dimension: string })[] | undefined;
  dimensions?: readonly PublishedLine[] | undefined;
  overall?: Omit<PublishedLine, "id"> | undefined;
};

/** What does not hold together, where, what is printed and what follows from the rest of the table. */
export type Inconsistency = {
  code: "gap" | "mean_of_sum" | "mean_of_items" | "overall_of_items" | "overall_of_neither";
  id: string;
  figure: "meanE" | "meanP" | "gap";
  printed: number;
  follows: number;
};

const figures = ["meanE", "meanP", "gap"] as const;

/** Digits after the point of the most precise figure: trailing zeros do not survive JSON, so a column is judged together. */
function digitsOf(values: readonly number[]): number {
  return Math.max(0, ...values.map((value) => String(value).split(".")[1]?.length ?? 0));
}

/**
 * Checks a published table against itself, as far as rounding lets it: gap = P - E (three roundings), mean = sum / n (one),
 * a dimension = the mean of its items (two), the overall figure = the mean of the dimensions (two). Overall figures that are
 * means of items instead are common in papers and are named as such.
 */
export function checkPublished(table: PublishedTable): Inconsistency[] {
  const { items = [], dimensions = [], overall } = table;
  const lines: PublishedLine[] = [
    ...items,
    ...dimensions,
    ...(overall ? [{ id: "overall", ...overall }] : []),
  ];
  const digits = digitsOf(lines.flatMap((line) => figures.flatMap((figure) => line[figure] ?? [])));
  // A little more than half a unit of the last digit, for the arithmetic's own rounding.
  const half = 0.5 * 10 ** -digits + 1e-9;
  const off = (printed: number, follows: number, roundings: number) =>
    Math.abs(printed - follows) > roundings * half;
  const found: Inconsistency[] = [];
  for (const { id, meanE, meanP, gap, n, sumE, sumP } of lines) {
    if (gap !== undefined && meanE !== undefined && meanP !== undefined && off(gap, meanP - meanE, 3))
      found.push({ code: "gap", id, figure: "gap", printed: gap, follows: meanP - meanE });
    for (const [figure, printed, total] of [
      ["meanE", meanE, sumE],
      ["meanP", meanP, sumP],
    ] as const) {
      if (n && printed !== undefined && total !== undefined && off(printed, total / n, 1))
        found.push({ code: "mean_of_sum", id, figure, printed, follows: total / n });
    }
  }
  for (const figure of figures) {
    for (const dimension of dimensions) {
      const printed = dimension[figure];
      const own = items.filter((item) => item.dimension === dimension.id).map((item) => item[figure]);
      const known = own.flatMap((value) => value ?? []);
      if (printed === undefined || known.length === 0 || known.length < own.length) continue;
      if (off(printed, mean(known), 2))
        found.push({ code: "mean_of_items", id: dimension.id, figure, printed, follows: mean(known) });
    }
    const printed = overall?.[figure];
    const ofDimensions = dimensions.flatMap((line) => line[figure] ?? []);
    if (printed === undefined || ofDimensions.length === 0 || ofDimensions.length < dimensions.length)
      continue;
    if (!off(printed, mean(ofDimensions), 2)) continue;
    const ofItems = items.flatMap((line) => line[figure] ?? []);
    const itemMean = ofItems.length > 0 && ofItems.length === items.length && !off(printed, mean(ofItems), 2);
    found.push({
      code: itemMean ? "overall_of_items" : "overall_of_neither",
      ...{ id: "overall", figure, printed, follows: mean(ofDimensions) },
    });
  }
  return found;
}
