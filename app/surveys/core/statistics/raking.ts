import { mean, sum } from "./summary";

/** One answer's place on every margin, e.g. `{ late: "yes", market: "DE", provider: "…" }`. */
export type Placed = Readonly<Record<string, string>>;

/** What each category of each margin must come to: how many of all fulfilled orders lie in it. */
export type Targets = Readonly<Record<string, Readonly<Record<string, number>>>>;

const rounds = 1_000;

/**
 * Weights under which the answers have the margins of all fulfilled orders: iterative proportional fitting until no sum
 * misses its target by more than 1e-10 of it (Deming and Stephan, Ann. Math. Stat. 11 (1940) 427-444). The weights sum to
 * the target's total. Null where a category has orders and no answer, or answers and no orders: collapse first. Corrects
 * for what the margins hold and for nothing else.
 */
export function rake(answers: readonly Placed[], targets: Targets): number[] | null {
  const margins = Object.entries(targets);
  const fits = margins.every(([margin, wanted]) => {
    const present = new Set(answers.map((answer) => answer[margin] ?? ""));
    const asked = Object.keys(wanted).filter((category) => (wanted[category] ?? 0) > 0);
    return asked.every((category) => present.has(category)) && present.size === asked.length;
  });
  if (!fits || answers.length === 0) return null;
  let weights = answers.map(() => 1);
  for (let round = 0; round < rounds; round++) {
    let miss = 0;
    for (const [margin, wanted] of margins) {
      const sums = sumsOver(answers, weights, margin);
      const before = weights;
      for (const [category, target] of Object.entries(wanted))
        if (target > 0) miss = Math.max(miss, Math.abs((sums.get(category) ?? 0) / target - 1));
      weights = before.map((weight, at) => {
        const category = answers[at]?.[margin] ?? "";
        return (weight * (wanted[category] ?? 0)) / (sums.get(category) ?? 1);
      });
    }
    if (miss < 1e-10) return weights;
  }
  return null;
}

function sumsOver(answers: readonly Placed[], weights: readonly number[], margin: string) {
  const sums = new Map<string, number>();
  answers.forEach((answer, at) => {
    const category = answer[margin] ?? "";
    sums.set(category, (sums.get(category) ?? 0) + (weights[at] ?? 0));
  });
  return sums;
}

/** Weights kept between 0.3 and 3 times their mean, so that one answer does not speak for dozens of orders. */
export function trimWeights(weights: readonly number[]): number[] {
  const centre = mean(weights);
  return weights.map((weight) => Math.min(3 * centre, Math.max(0.3 * centre, weight)));
}

/** How many equally weighted answers say as much: (Σ w)² / Σ w² (Kish 1965), and how many times fewer that are. */
export function effectiveSize(weights: readonly number[]): { nEff: number; designEffect: number } {
  const nEff = sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2));
  return { nEff, designEffect: weights.length / nEff };
}

/** Weighted mean and its linearised standard error √(n/(n-1) Σ w²(x - m)²) / Σ w; the error is null below two answers. */
export function weightedMean(
  values: readonly number[],
  weights: readonly number[],
): { mean: number; se: number | null } {
  const whole = sum(weights);
  const n = values.length;
  const centre = sum(values.map((value, at) => value * (weights[at] ?? 0))) / whole;
  if (n < 2) return { mean: centre, se: null };
  const squares = sum(values.map((value, at) => ((weights[at] ?? 0) * (value - centre)) ** 2));
  return { mean: centre, se: Math.sqrt((n / (n - 1)) * squares) / whole };
}

/** Where categories with too few answers are put together. */
export const otherCategory = "other";

/**
 * New names for a margin's categories: those with fewer than `fewest` answers, of 0 too, become one "other"; where that has
 * still too few, the smallest of the rest joins it.
 */
export function collapseCategories(
  answered: Readonly<Record<string, number>>,
  orders: Readonly<Record<string, number>>,
  fewest = 5,
): Map<string, string> {
  const names = [...new Set([...Object.keys(answered), ...Object.keys(orders)])];
  const count = (name: string) => answered[name] ?? 0;
  const bySize = names.sort((a, b) => count(a) - count(b) || (a < b ? -1 : 1));
  const joined: string[] = [];
  for (const name of bySize) {
    const together = sum(joined.map(count));
    if (count(name) < fewest || orders[name] === undefined || (joined.length > 0 && together < fewest))
      joined.push(name);
  }
  return new Map(bySize.map((name) => [name, joined.includes(name) ? otherCategory : name]));
}
