import { estimateGap, type GapEstimate } from "./gap-estimate";
import { addSums, type GapSums, noSums } from "./gap-sums";
import { type Dimension, dimensions } from "./item-bank";

type Row = GapSums & { dimension: Dimension; providerId: string; market: string };

/** A dimension's estimate; null while too few buyers have answered both times. */
export type DimensionGap = { dimension: Dimension; buyers: number; estimate: GapEstimate | null };

/** A provider (empty where nobody knows it) in a market. */
type Place = { providerId: string; market: string };
/** One dimension at one place. */
export type PlaceGap = Place & DimensionGap;

/** One dimension by provider and market, those with most buyers first on both sides. */
export type HeatMap = {
  markets: string[];
  /** `gaps` in the order of the markets; null where nobody answered. */
  rows: { providerId: string; gaps: (DimensionGap | null)[] }[];
};

/** The five dimensions over all of these rows, in their usual order. */
export function dimensionGaps(rows: readonly Row[]): DimensionGap[] {
  return dimensions.map((dimension) => {
    const sums = rows.filter((row) => row.dimension === dimension).reduce<GapSums>(addSums, noSums);
    return { dimension, buyers: sums.buyers, estimate: estimateGap(sums) };
  });
}

/** Every dimension at every place that has answers to it. */
export function placeGaps(rows: readonly Row[]): PlaceGap[] {
  return rows.map((row) => {
    const { providerId, market, dimension, buyers } = row;
    return { providerId, market, dimension, buyers, estimate: estimateGap(row) };
  });
}

/** The places of one dimension as a table. */
export function heatMap(gaps: readonly PlaceGap[], dimension: Dimension): HeatMap {
  const own = gaps.filter((gap) => gap.dimension === dimension);
  const markets = byBuyers(own, (gap) => gap.market);
  const rows = byBuyers(own, (gap) => gap.providerId).map((providerId) => {
    const of = (market: string) => own.find((gap) => gap.market === market && gap.providerId === providerId);
    return { providerId, gaps: markets.map((market) => of(market) ?? null) };
  });
  return { markets, rows };
}

/** The different names in a list of places, those with most buyers together first. */
function byBuyers(gaps: readonly PlaceGap[], name: (gap: PlaceGap) => string): string[] {
  const buyers = new Map<string, number>();
  for (const gap of gaps) buyers.set(name(gap), (buyers.get(name(gap)) ?? 0) + gap.buyers);
  return [...buyers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([one]) => one);
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
