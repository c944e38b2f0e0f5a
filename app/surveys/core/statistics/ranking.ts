import { normalQuantile } from "../../../lib/normal";
import { chanceBelow, poolMeans, type RawMean } from "./partial-pooling";
import { sum, variance } from "./summary";

/** Buyers from which on a provider may take a place; below five nothing should be concluded at all. */
const enoughToRank = 30;
const fewestToShow = 5;

const states = ["ranked", "early", "too_few"] as const;

/** Half of what lies outside a two-sided 90 % interval lies below its lower bound. */
const z90 = normalQuantile(0.95);

/**
 * A provider among those of its market. `raw` and `shrunk` in points of the gap; `low90` and `high90` bound the two-sided
 * 90 % interval of `shrunk`. `rank` counts from the best lower bound, `fixFirst` from the worst upper bound; both null
 * unless `state` is "ranked". `inseparable` names providers whose difference from this one may be none.
 */
export type RankedProvider = {
  id: string;
  n: number;
  raw: number;
  shrunk: number;
  se: number;
  low90: number;
  high90: number;
  belowMean: number;
  state: (typeof states)[number];
  rank: number | null;
  fixFirst: number | null;
  inseparable: string[];
};

export type Ranking = {
  pooling: { method: "DL" | "prior" | "single"; tau2: number | null; mu: number; withinSd: number };
  alike: boolean;
  providers: RankedProvider[];
};

/**
 * Ranks providers of one market by what can be relied on: means drawn towards the market's, with one standard deviation for
 * all of them because a few answers do not give their own, and the best by the lower bound, so that three delighted buyers
 * outrank nobody. Null where no provider has two buyers. `values` holds one gap per buyer; `priorScale` as in poolMeans.
 */
export function rankProviders(
  providers: readonly { id: string; values: readonly number[] }[],
  priorScale: number,
): Ranking | null {
  const free = sum(providers.map(({ values }) => Math.max(0, values.length - 1)));
  if (free === 0) return null;
  const squares = providers.map(({ values }) => (variance(values) ?? 0) * (values.length - 1));
  const withinVariance = Math.max(sum(squares) / free, 1e-12);
  const raws: RawMean[] = providers.map(({ values }) => ({
    mean: sum(values) / values.length,
    variance: withinVariance / values.length,
  }));
  const pooled = poolMeans(raws, priorScale);
  if (pooled === null) return null;
  const found = providers.map(({ id, values }, at) => {
    const own = pooled.means[at] ?? { mean: pooled.mu, se: 0 };
    return {
      ...{ id, n: values.length, raw: raws[at]?.mean ?? pooled.mu, shrunk: own.mean, se: own.se },
      low90: own.mean - z90 * own.se,
      high90: own.mean + z90 * own.se,
      belowMean: chanceBelow(pooled.mu, own),
      state: stateOf(values.length),
    };
  });
  const alone = pooled.alike || pooled.method === "single";
  const inOrder = alone ? [] : found.filter((one) => one.state === "ranked");
  const best = [...inOrder].sort((a, b) => b.low90 - a.low90).map(({ id }) => id);
  const worst = [...inOrder].sort((a, b) => a.high90 - b.high90).map(({ id }) => id);
  const place = (order: string[], id: string) => (order.includes(id) ? order.indexOf(id) + 1 : null);
  const separable = (a: { shrunk: number; se: number }, b: { shrunk: number; se: number }) =>
    !pooled.alike && Math.abs(a.shrunk - b.shrunk) > z90 * Math.hypot(a.se, b.se);
  const ranked = found.map((one) => ({
    ...one,
    rank: place(best, one.id),
    fixFirst: place(worst, one.id),
    inseparable: found.filter((other) => other !== one && !separable(one, other)).map(({ id }) => id),
  }));
  const { method, tau2, mu } = pooled;
  return {
    pooling: { method, tau2, mu, withinSd: Math.sqrt(withinVariance) },
    alike: pooled.alike,
    // Whoever has answered by few stands behind those with more, whatever the bound, also where nobody has a place.
    providers: ranked.sort(
      (a, b) => states.indexOf(a.state) - states.indexOf(b.state) || b.low90 - a.low90 || b.n - a.n,
    ),
  };
}

function stateOf(n: number): RankedProvider["state"] {
  return n < fewestToShow ? "too_few" : n < enoughToRank ? "early" : "ranked";
}
