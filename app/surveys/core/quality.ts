import { type DimensionSums, estimateDimension, type GapEstimate } from "./gap-estimate";
import { addItemSums, type CovarianceChange, type ItemChange, noItemSums } from "./gap-sums";
import { type Dimension, dimensions, findItem } from "./item-bank";

/** All sums a shop keeps, each with its place: how many answered a dimension, statements, and two statements together. */
export type KeptSums = {
  gaps: readonly (Place & { dimension: Dimension; buyers: number })[];
  items: readonly (Place & ItemChange)[];
  covariances: readonly (Place & CovarianceChange)[];
};

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

/** The sums of some places alone. */
export function sumsWhere(kept: KeptSums, isIn: (place: Place) => boolean): KeptSums {
  return {
    gaps: kept.gaps.filter(isIn),
    items: kept.items.filter(isIn),
    covariances: kept.covariances.filter(isIn),
  };
}

/** How many have answered a dimension both times. */
export function buyersOf({ gaps }: Pick<KeptSums, "gaps">, dimension: Dimension): number {
  return gaps.reduce((sum, row) => sum + (row.dimension === dimension ? row.buyers : 0), 0);
}

/** One dimension over all of these sums. */
export function dimensionGap(kept: KeptSums, dimension: Dimension): DimensionGap {
  const sums = dimensionSums(kept, dimension);
  return { dimension, buyers: sums.buyers, estimate: estimateDimension(sums) };
}

/** The five dimensions over all of these sums, in their usual order. */
export function dimensionGaps(kept: KeptSums): DimensionGap[] {
  return dimensions.map((dimension) => dimensionGap(kept, dimension));
}

function dimensionSums({ gaps, items, covariances }: KeptSums, dimension: Dimension): DimensionSums {
  const isOwn = (id: string) => findItem(id)?.dimension === dimension;
  const byItem = new Map<string, ItemChange>();
  for (const row of items) {
    if (!isOwn(row.item)) continue;
    const before = byItem.get(row.item) ?? noItemSums;
    byItem.set(row.item, { item: row.item, ...addItemSums(before, row) });
  }
  const byTwo = new Map<string, CovarianceChange>();
  for (const row of covariances) {
    if (!isOwn(row.item)) continue;
    const key = `${row.item} ${row.other}`;
    const before = byTwo.get(key) ?? { buyers: 0, gapSum: 0, otherGapSum: 0, productSum: 0 };
    byTwo.set(key, {
      ...{ item: row.item, other: row.other, buyers: before.buyers + row.buyers },
      gapSum: before.gapSum + row.gapSum,
      otherGapSum: before.otherGapSum + row.otherGapSum,
      productSum: before.productSum + row.productSum,
    });
  }
  return {
    buyers: buyersOf({ gaps }, dimension),
    items: [...byItem.values()],
    covariances: [...byTwo.values()],
  };
}

/** Every dimension at every place that has answers to it. */
export function placeGaps(kept: KeptSums): PlaceGap[] {
  return [...byPlace(kept).values()].flatMap((own) =>
    own.gaps.map(({ providerId, market, dimension }) => ({
      ...{ providerId, market },
      ...dimensionGap(own, dimension),
    })),
  );
}

/** The sums of each place, found in one pass over them. */
function byPlace(kept: KeptSums): Map<string, KeptSums> {
  const places = new Map<string, { [Kind in keyof KeptSums]: KeptSums[Kind][number][] }>();
  const at = ({ providerId, market }: Place) => {
    const key = JSON.stringify([providerId, market]);
    const found = places.get(key) ?? { gaps: [], items: [], covariances: [] };
    places.set(key, found);
    return found;
  };
  for (const row of kept.gaps) at(row).gaps.push(row);
  for (const row of kept.items) at(row).items.push(row);
  for (const row of kept.covariances) at(row).covariances.push(row);
  return places;
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
export function marketCells(kept: KeptSums) {
  const markets = [...new Set(kept.gaps.map((row) => row.market))];
  return markets.flatMap((market) =>
    dimensionGaps(sumsWhere(kept, (place) => place.market === market)).flatMap(({ dimension, estimate }) =>
      estimate ? [{ market, dimension, estimate }] : [],
    ),
  );
}
