import { estimateGap, type GapEstimate } from "./gap-estimate";
import { addSums, type GapSums, noSums } from "./gap-sums";
import { type Dimension, dimensions } from "./item-bank";

type Row = GapSums & { dimension: Dimension; providerId: string; market: string };

/** A dimension's estimate; null while too few buyers have answered both times. */
export type DimensionGap = { dimension: Dimension; buyers: number; estimate: GapEstimate | null };

/** A provider in a market, both empty where nobody knows, with its five dimensions. */
export type QualityCell = { providerId: string; market: string; dimensions: DimensionGap[] };

/** The five dimensions over all of these rows, in their usual order. */
export function dimensionGaps(rows: readonly Row[]): DimensionGap[] {
  return dimensions.map((dimension) => {
    const sums = rows.filter((row) => row.dimension === dimension).reduce<GapSums>(addSums, noSums);
    return { dimension, buyers: sums.buyers, estimate: estimateGap(sums) };
  });
}

/** The same per provider and market, those with most buyers first. Rows share no buyers, so their sums add up. */
export function qualityCells(rows: readonly Row[]): QualityCell[] {
  const places = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.market, row.providerId]);
    places.set(key, [...(places.get(key) ?? []), row]);
  }
  const most = (cell: QualityCell) => Math.max(...cell.dimensions.map((gap) => gap.buyers));
  return [...places.values()]
    .flatMap((own) => {
      const [first] = own;
      if (!first) return [];
      return [{ providerId: first.providerId, market: first.market, dimensions: dimensionGaps(own) }];
    })
    .sort((a, b) => most(b) - most(a));
}

/** Every market's dimensions that have an estimate. */
export function marketCells(rows: readonly Row[]) {
  const markets = [...new Set(rows.map((row) => row.market))];
  return markets.flatMap((market) =>
    dimensionGaps(rows.filter((row) => row.market === market)).flatMap(({ dimension, estimate }) =>
      estimate ? [{ market, dimension, estimate }] : [],
    ),
  );
}
