import { mean, sum } from "./summary";

/** One buyer's points and gaps, in the order of the dimensions. Points need not come to 100; zero in all is no answer. */
export type WeightedPerson = { points: readonly number[]; gaps: readonly number[] };

/** The unweighted score: the mean of the dimensions' gaps, not of their items (Parasuraman, Zeithaml and Berry 1988). */
export const unweightedScore = (gaps: readonly number[]) => mean(gaps);

/** Σ_d w_d G_d with the points brought to a sum of 1 (Zeithaml, Parasuraman and Berry 1990). Not divided by five. */
export function weightedScore({ points, gaps }: WeightedPerson): number | null {
  const whole = sum(points);
  return whole > 0 ? sum(gaps.map((gap, at) => (gap * (points[at] ?? 0)) / whole)) : null;
}

/**
 * The weighted score of a group: the mean over people of their own weighted scores. `aggregated`, mean weights times mean
 * gaps, leaves out that people may weigh most what disappointed them most, and is given only to be held against it.
 */
export function weightedScores(people: readonly WeightedPerson[]): {
  scores: number[];
  individual: number;
  aggregated: number;
  meanWeights: number[];
} {
  const scores = people.flatMap((person) => weightedScore(person) ?? []);
  const counted = people.filter((person) => sum(person.points) > 0);
  const dimensions = (people[0]?.gaps ?? []).map((_, at) => at);
  const meanWeights = dimensions.map((at) =>
    mean(counted.map((person) => (person.points[at] ?? 0) / sum(person.points))),
  );
  const meanGaps = dimensions.map((at) => mean(counted.map((person) => person.gaps[at] ?? 0)));
  return {
    ...{ scores, individual: mean(scores), meanWeights },
    aggregated: sum(meanGaps.map((gap, at) => gap * (meanWeights[at] ?? 0))),
  };
}

/** Points of 100 found by Zeithaml, Parasuraman and Berry 1990 over five firms: where weights begin before buyers answer. */
export const publishedWeights = {
  reliability: 32,
  responsiveness: 22,
  assurance: 19,
  empathy: 16,
  tangibles: 11,
} as const;

/** Weights of 100 from how often each dimension was picked as most (`best`) and least important: ∝ √((B + ½) / (W + ½)). */
export function bestWorstWeights(counts: readonly { best: number; worst: number }[]): number[] {
  const pulls = counts.map(({ best, worst }) => Math.sqrt((best + 0.5) / (worst + 0.5)));
  return pulls.map((pull) => (100 * pull) / sum(pulls));
}

/** Few answers are drawn towards what is known elsewhere: (K π + Σ w) / (K + n), K as many answers as the prior is worth. */
export function shrunkenWeights(
  prior: readonly number[],
  answers: readonly (readonly number[])[],
  worth = 20,
): number[] {
  return prior.map(
    (known, at) => (worth * known + sum(answers.map((points) => points[at] ?? 0))) / (worth + answers.length),
  );
}
