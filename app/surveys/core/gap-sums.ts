import { type Dimension, dimensions, findItem } from "./item-bank";

/** `all` statements of a dimension, or only those a `provider` can act on: what its rating may use. */
export const scopes = ["all", "provider"] as const;
export type Scope = (typeof scopes)[number];

/** One statement with both of a buyer's answers, each 1 to 7. */
export type Pair = { item: string; expected: number; felt: number };

/** What one buyer adds to a dimension: the means over their statements of it. */
type Share = { pairs: number; gap: number; expected: number; felt: number };

/**
 * How many answered a dimension at all: `buyers` counts orders with at least one pair. The others are sums over those
 * buyers of their own mean gap, its square, and their mean answers; estimates come from the sums of single statements,
 * because buyers are asked different ones (gap-estimate.ts).
 */
export type GapSums = {
  buyers: number;
  pairs: number;
  gapSum: number;
  gapSquareSum: number;
  expectedSum: number;
  feltSum: number;
};

export type GapChange = GapSums & { scope: Scope; dimension: Dimension };

export const noSums: GapSums = {
  buyers: 0,
  pairs: 0,
  gapSum: 0,
  gapSquareSum: 0,
  expectedSum: 0,
  feltSum: 0,
};

/** Two sets of sums over different buyers, as one. */
export function addSums(a: GapSums, b: GapSums): GapSums {
  return {
    buyers: a.buyers + b.buyers,
    pairs: a.pairs + b.pairs,
    gapSum: a.gapSum + b.gapSum,
    gapSquareSum: a.gapSquareSum + b.gapSquareSum,
    expectedSum: a.expectedSum + b.expectedSum,
    feltSum: a.feltSum + b.feltSum,
  };
}

/**
 * A buyer's share of a dimension, null without a pair. Statements of one buyer go together, so they are averaged first:
 * counted as independent they would make the interval too narrow (Parasuraman, Zeithaml and Berry 1988: G = P - E).
 */
function shareOf(pairs: readonly Pair[]): Share | null {
  const n = pairs.length;
  if (n === 0) return null;
  const expected = pairs.reduce((sum, pair) => sum + pair.expected, 0) / n;
  const felt = pairs.reduce((sum, pair) => sum + pair.felt, 0) / n;
  return { pairs: n, gap: felt - expected, expected, felt };
}

function inScope(pair: Pair, scope: Scope, dimension: Dimension): boolean {
  const item = findItem(pair.item);
  return item?.dimension === dimension && (scope === "all" || item.actor === "provider");
}

const sumsOf = (share: Share | null): GapSums =>
  share === null
    ? noSums
    : {
        buyers: 1,
        pairs: share.pairs,
        gapSum: share.gap,
        gapSquareSum: share.gap * share.gap,
        expectedSum: share.expected,
        feltSum: share.felt,
      };

/** A statement's sums, each buyer with one pair of it. */
export type ItemSums = Omit<GapSums, "pairs">;
export type ItemChange = ItemSums & { item: string };

export const noItemSums: ItemSums = { buyers: 0, gapSum: 0, gapSquareSum: 0, expectedSum: 0, feltSum: 0 };

/** Two sets of a statement's sums over different buyers, as one. */
export function addItemSums(a: ItemSums, b: ItemSums): ItemSums {
  return {
    buyers: a.buyers + b.buyers,
    gapSum: a.gapSum + b.gapSum,
    gapSquareSum: a.gapSquareSum + b.gapSquareSum,
    expectedSum: a.expectedSum + b.expectedSum,
    feltSum: a.feltSum + b.feltSum,
  };
}

/**
 * Sums from which the covariance of two statements of one dimension follows, over the buyers with a pair of each: the
 * gaps of either, and their products. `item` comes before `other` in the alphabet.
 */
export type CovarianceSums = { buyers: number; gapSum: number; otherGapSum: number; productSum: number };
export type CovarianceChange = CovarianceSums & { item: string; other: string };

/** What changes in the sums of two statements when a buyer's pairs go from `before` to `after`. */
export function covarianceChangesOf(before: readonly Pair[], after: readonly Pair[]): CovarianceChange[] {
  const was = togetherIn(before);
  const is = togetherIn(after);
  const only = (these: readonly CovarianceChange[], those: readonly CovarianceChange[]) =>
    these.filter((one) => !those.some((two) => two.item === one.item && two.other === one.other));
  const less = only(was, is).map((one) => ({
    ...{ item: one.item, other: one.other, buyers: -1 },
    ...{ gapSum: -one.gapSum, otherGapSum: -one.otherGapSum, productSum: -one.productSum },
  }));
  return [...less, ...only(is, was)];
}

function togetherIn(pairs: readonly Pair[]): CovarianceChange[] {
  const gapOf = (pair: Pair) => pair.felt - pair.expected;
  const ordered = pairs.toSorted((a, b) => (a.item < b.item ? -1 : 1));
  return ordered.flatMap((pair, at) => {
    const dimension = findItem(pair.item)?.dimension;
    const others = ordered.slice(at + 1).filter((other) => findItem(other.item)?.dimension === dimension);
    return others.map((other) => ({
      ...{ item: pair.item, other: other.item, buyers: 1 },
      ...{ gapSum: gapOf(pair), otherGapSum: gapOf(other), productSum: gapOf(pair) * gapOf(other) },
    }));
  });
}

/** What changes in the sums of single statements when a buyer's pairs go from `before` to `after`. */
export function itemChangesOf(before: readonly Pair[], after: readonly Pair[]): ItemChange[] {
  const only = (these: readonly Pair[], those: readonly Pair[]) =>
    these.filter((pair) => !those.some((other) => other.item === pair.item));
  const change = (sign: 1 | -1) => (pair: Pair) => {
    const gap = pair.felt - pair.expected;
    return {
      ...{ item: pair.item, buyers: sign, gapSum: sign * gap, gapSquareSum: sign * gap * gap },
      ...{ expectedSum: sign * pair.expected, feltSum: sign * pair.felt },
    };
  };
  return [...only(before, after).map(change(-1)), ...only(after, before).map(change(1))];
}

/** What changes in the sums when a buyer's pairs go from `before` to `after`; either may be empty. */
export function changeOf(before: readonly Pair[], after: readonly Pair[]): GapChange[] {
  const changes: GapChange[] = [];
  for (const scope of scopes) {
    for (const dimension of dimensions) {
      const own = (pairs: readonly Pair[]) => pairs.filter((pair) => inScope(pair, scope, dimension));
      const was = own(before);
      const is = own(after);
      if (was.length === is.length) continue;
      const gone = sumsOf(shareOf(was));
      const come = sumsOf(shareOf(is));
      changes.push({
        scope,
        dimension,
        buyers: come.buyers - gone.buyers,
        pairs: come.pairs - gone.pairs,
        gapSum: come.gapSum - gone.gapSum,
        gapSquareSum: come.gapSquareSum - gone.gapSquareSum,
        expectedSum: come.expectedSum - gone.expectedSum,
        feltSum: come.feltSum - gone.feltSum,
      });
    }
  }
  return changes;
}
