import { grouped, mean, sum } from "./summary";

/** One buyer's value for one item: an answer, or a gap between two. */
export type ItemValue = { buyer: string; item: string; value: number };

/**
 * A dimension's mean over items that not every buyer was asked. `influence` is what each buyer moves the mean by, in points
 * of the scale; `standing` how far a buyer lies from the items' means, on average over the items they answered.
 */
export type ItemAdjusted = {
  mean: number;
  itemMeans: Map<string, number>;
  itemCounts: Map<string, number>;
  influence: Map<string, number>;
  standing: Map<string, number>;
  /** Every buyer answered every item: the mean is then the plain mean over buyers. */
  complete: boolean;
};

/**
 * The mean over items of each item's own mean, so that an item asked more often counts no more than another. A mean of
 * buyers' own means would be wrong where items were drawn at random and differ in level. Null without an answer.
 *
 * Influence: u_i = (1/k) Σ_j (g_ij - mean_j) / n_j over the items buyer i answered; for complete data (G_i - G) / n. Source:
 * linearisation of a mean of ratios, Särndal, Swensson and Wretman 1992, chapter 5; matrix sampling after Gonzalez and
 * Eltinge 2007.
 */
export function itemAdjusted(values: readonly ItemValue[]): ItemAdjusted | null {
  if (values.length === 0) return null;
  const itemMeans = new Map<string, number>();
  const itemCounts = new Map<string, number>();
  for (const [item, own] of grouped(values, (row) => row.item)) {
    itemMeans.set(item, mean(own.map((row) => row.value)));
    itemCounts.set(item, own.length);
  }
  const influence = new Map<string, number>();
  const standing = new Map<string, number>();
  const distance = (row: ItemValue) => row.value - (itemMeans.get(row.item) ?? 0);
  for (const [buyer, own] of grouped(values, (row) => row.buyer)) {
    standing.set(buyer, mean(own.map(distance)));
    const moved = own.map((row) => distance(row) / (itemCounts.get(row.item) ?? 1));
    influence.set(buyer, sum(moved) / itemMeans.size);
  }
  return {
    ...{ mean: mean([...itemMeans.values()]), itemMeans, itemCounts, influence, standing },
    complete: values.length === influence.size * itemMeans.size,
  };
}

/**
 * Standard error from the buyers' influences: √(C/(C-1) Σ u²) over C buyers, whose items go together. For complete data it
 * is exactly s / √n. Null below two buyers.
 */
export function influenceError(influence: readonly number[]): number | null {
  const buyers = influence.length;
  if (buyers < 2) return null;
  return Math.sqrt((buyers / (buyers - 1)) * sum(influence.map((moved) => moved * moved)));
}

/** Influence on a weighted sum of several means, e.g. of five dimensions. `weights` stand in the order of `parts`. */
export function combinedInfluence(
  parts: readonly Map<string, number>[],
  weights: readonly number[],
): Map<string, number> {
  const combined = new Map<string, number>();
  parts.forEach((part, at) => {
    for (const [buyer, moved] of part)
      combined.set(buyer, (combined.get(buyer) ?? 0) + (weights[at] ?? 0) * moved);
  });
  return combined;
}
