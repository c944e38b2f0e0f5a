import { normalCdf } from "../../../lib/normal";
import { mean, sum } from "./summary";

/** A provider's raw mean and the variance of that mean: the pooled within-provider variance over its buyers. */
export type RawMean = { mean: number; variance: number };

/** How providers differ: `tau2` the variance between their true means, `mu` their common mean, `i2` 0 to 100. */
export type Spread = { tau2: number; mu: number; seMu: number; q: number; i2: number };

/** DerSimonian-Laird, Paule-Mandel, or restricted maximum likelihood. */
export type SpreadMethod = "DL" | "PM" | "REML";

const weightsAt = (means: readonly RawMean[], tau2: number) => means.map((one) => 1 / (one.variance + tau2));

function centreAt(means: readonly RawMean[], tau2: number) {
  const weights = weightsAt(means, tau2);
  const mu = sum(means.map((one, at) => (weights[at] ?? 0) * one.mean)) / sum(weights);
  const q = sum(means.map((one, at) => (weights[at] ?? 0) * (one.mean - mu) ** 2));
  return { weights, mu, q, seMu: 1 / Math.sqrt(sum(weights)) };
}

const sumOfSquares = (values: readonly number[]) => sum(values.map((value) => value ** 2));

function tau2By(method: SpreadMethod, means: readonly RawMean[]): number {
  const { weights, q } = centreAt(means, 0);
  const free = means.length - 1;
  const moments = Math.max(0, (q - free) / (sum(weights) - sumOfSquares(weights) / sum(weights)));
  if (method === "DL" || (method === "PM" && q <= free)) return moments;
  if (method === "PM") {
    let [low, high] = [0, Math.max(moments, 1e-6)];
    while (centreAt(means, high).q > free) high *= 2;
    for (let step = 0; step < 200 && high - low > 1e-14 * high; step++) {
      const middle = (low + high) / 2;
      if (centreAt(means, middle).q > free) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }
  let tau2 = moments;
  for (let step = 0; step < 10_000; step++) {
    const at = centreAt(means, tau2);
    const pull = sum(
      means.map((one, place) => (at.weights[place] ?? 0) ** 2 * ((one.mean - at.mu) ** 2 - one.variance)),
    );
    const next = Math.max(0, pull / sumOfSquares(at.weights) + 1 / sum(at.weights));
    if (Math.abs(next - tau2) < 1e-14) return next;
    tau2 = next;
  }
  return tau2;
}

/**
 * Variance between true means and their common mean. Sources: DerSimonian and Laird, Controlled Clinical Trials 7 (1986)
 * 177-188; Paule and Mandel, J. Res. NBS 87 (1982) 377-385; restricted likelihood and I² as in Viechtbauer, J. Stat.
 * Software 36 (2010). Needs two means and more.
 */
export function spreadOf(means: readonly RawMean[], method: SpreadMethod): Spread {
  const tau2 = tau2By(method, means);
  const free = means.length - 1;
  const fixed = centreAt(means, 0);
  const typical = (free * sum(fixed.weights)) / (sum(fixed.weights) ** 2 - sumOfSquares(fixed.weights));
  const { mu, seMu } = centreAt(means, tau2);
  return { tau2, mu, seMu, q: fixed.q, i2: (100 * tau2) / (tau2 + typical) };
}

/** A mean drawn towards the common one; `seWithCentre` also counts that the common mean is itself an estimate. */
export type ShrunkMean = { mean: number; se: number; seWithCentre: number };

/** θ = B μ + (1 - B) y with B = v / (v + τ²); se √((1 - B) v) (normal-normal model; Efron and Morris 1975). */
export function shrink(raw: RawMean, spread: Pick<Spread, "tau2" | "mu" | "seMu">): ShrunkMean {
  const pull = raw.variance / (raw.variance + spread.tau2);
  const own = (1 - pull) * raw.variance;
  return {
    mean: pull * spread.mu + (1 - pull) * raw.mean,
    se: Math.sqrt(own),
    seWithCentre: Math.sqrt(own + (pull * spread.seMu) ** 2),
  };
}

/** Providers below which the data alone say too little about the spread between them. */
const enoughMeans = 5;

/**
 * What pooling made of the means. `method`: "DL" from five means on, "prior" below, "single" for one, which stays as it is.
 * `alike`: no difference between them can be seen, so they all stand at the common mean and must not be ranked.
 */
export type Pooled = {
  method: "DL" | "prior" | "single";
  tau2: number | null;
  mu: number;
  alike: boolean;
  means: { mean: number; se: number }[];
};

/**
 * Draws few-answer means towards the common one. `priorScale` is the standard deviation of the half-normal prior of τ where
 * there are fewer than five means, in points of the scale (0.5 on a gap of seven points; Gelman, Bayesian Analysis 1
 * (2006) 515-534). Empty for no means.
 */
export function poolMeans(means: readonly RawMean[], priorScale: number): Pooled | null {
  const [only] = means;
  if (only === undefined) return null;
  if (means.length === 1) {
    const own = { mean: only.mean, se: Math.sqrt(only.variance) };
    return { method: "single", tau2: null, mu: only.mean, alike: false, means: [own] };
  }
  if (means.length < enoughMeans) return poolWithPrior(means, priorScale);
  const spread = spreadOf(means, "DL");
  return {
    ...{ method: "DL", tau2: spread.tau2, mu: spread.mu, alike: spread.tau2 === 0 },
    means: means.map((raw) => ({ mean: shrink(raw, spread).mean, se: wholeError(raw, spread, means) })),
  };
}

/**
 * Error of a shrunken mean that also counts how uncertain μ and τ² are: (1 - B) v + B² SE(μ)² + 2/(J - 3) · B² (v̄ + τ²)/(v + τ²)
 * · (y - μ)² (Morris, JASA 78 (1983) 47-55). Without the last two, 95 % intervals of a dozen providers hold 92 % of their
 * truths; with them, a mean far from the others is believed less.
 */
function wholeError(raw: RawMean, spread: Spread, means: readonly RawMean[]): number {
  const { tau2, mu } = spread;
  const weights = weightsAt(means, tau2);
  const typical = sum(means.map((one, at) => one.variance * (weights[at] ?? 0))) / sum(weights);
  const total = raw.variance + tau2;
  const doubt = (2 / (means.length - 3)) * (raw.variance / total) ** 2 * ((typical + tau2) / total);
  return Math.sqrt(shrink(raw, spread).seWithCentre ** 2 + doubt * (raw.mean - mu) ** 2);
}

const gridSteps = 400;

/** The posterior over a grid of τ from 0 to four prior deviations, with μ flat and integrated out. */
function poolWithPrior(means: readonly RawMean[], scale: number): Pooled {
  const grid = Array.from({ length: gridSteps }, (_, at) => ((at + 0.5) * 4 * scale) / gridSteps);
  const states = grid.map((tau) => {
    const at = centreAt(means, tau * tau);
    const likelihood = sum(at.weights.map(Math.log)) / 2 - Math.log(sum(at.weights)) / 2 - at.q / 2;
    return { tau2: tau * tau, mu: at.mu, seMu: at.seMu, log: likelihood - tau ** 2 / (2 * scale ** 2) };
  });
  const highest = Math.max(...states.map((state) => state.log));
  const chances = states.map((state) => Math.exp(state.log - highest));
  const whole = sum(chances);
  const expected = (of: (state: (typeof states)[number]) => number) =>
    sum(states.map((state, at) => (of(state) * (chances[at] ?? 0)) / whole));
  return {
    method: "prior",
    tau2: expected((state) => state.tau2),
    mu: expected((state) => state.mu),
    alike: false,
    means: means.map((raw) => {
      const centre = expected((state) => shrink(raw, state).mean);
      const squared = expected((state) => {
        const one = shrink(raw, state);
        return one.seWithCentre ** 2 + (one.mean - centre) ** 2;
      });
      return { mean: centre, se: Math.sqrt(squared) };
    }),
  };
}

/** The chance that a provider's true mean lies below the common one. */
export function chanceBelow(mu: number, { mean: own, se }: { mean: number; se: number }): number {
  return se > 0 ? normalCdf((mu - own) / se) : own < mu ? 1 : own > mu ? 0 : 0.5;
}

/**
 * Equal variances: draws k means towards their grand mean by c = 1 - (k - 3) σ² / S, at least 0 (James and Stein 1961; Efron
 * and Morris, JASA 70 (1975) 311-319). Needs four means.
 */
export function jamesStein(means: readonly number[], sampling: number): { c: number; means: number[] } {
  const grand = mean(means);
  const c = Math.max(0, 1 - ((means.length - 3) * sampling) / sum(means.map((one) => (one - grand) ** 2)));
  return { c, means: means.map((one) => grand + c * (one - grand)) };
}
