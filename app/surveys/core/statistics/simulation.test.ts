import { describe, expect, it } from "vitest";
import { seededUniform } from "../../../../tests/support/seeded-uniform";
import { normalQuantile } from "../../../lib/normal";
import { studentInterval } from "../../../lib/student-t";
import { clusteredMean } from "./clustered-mean";
import { changeIn } from "./cusum";
import { poolMeans } from "./partial-pooling";
import { partlyPaired } from "./partly-paired";
import { combinedInfluence, influenceError, itemAdjusted } from "./planned-missing";
import { weightedMean } from "./raking";
import { rankProviders } from "./ranking";
import { cusumRunLength, limitFor } from "./run-length";
import { mean } from "./summary";

// With a known truth: how often intervals hold it, and how often a flag is raised for nothing. Every run draws the same
// numbers. At 2,000 repetitions a share of 0.95 is known to 0.005.

function drawer(seed: number) {
  const uniform = seededUniform(seed);
  const normal = (centre: number, sd: number) => centre + sd * normalQuantile(uniform());
  const below = (n: number) => Math.floor(uniform() * n);
  return { uniform, normal, below };
}

const repetitions = 2_000;
const inside = ([low, high]: readonly number[], truth: number) => truth >= (low ?? 0) && truth <= (high ?? 0);

/** The share of repetitions whose interval holds the truth. */
function coverage(interval: () => readonly number[] | null, truth: number, times = repetitions): number {
  let held = 0;
  for (let time = 0; time < times; time++) if (inside(interval() ?? [1, 0], truth)) held += 1;
  return held / times;
}

function covers(share: number) {
  expect(share).toBeGreaterThan(0.93);
  expect(share).toBeLessThan(0.97);
}

const many = (n: number) => Array.from({ length: n }, (_, at) => at);

describe("95 % intervals hold the truth", () => {
  const levels = [-1.4, -0.9, -0.4, 0.1, -0.6];

  it("of a dimension whose buyers are asked two of five items at random", () => {
    const { normal, below } = drawer(11);
    covers(
      coverage(() => {
        const values = many(80).flatMap((buyer) => {
          const own = normal(0, 0.8);
          const first = below(5);
          // One item more often than the others: the mean over answers would lean towards it.
          const second = (first + 1 + (below(2) === 0 ? (5 - first) % 4 : below(4))) % 5;
          return [first, second].map((item) => ({
            buyer: String(buyer),
            item: String(item),
            value: (levels[item] ?? 0) + own + normal(0, 1),
          }));
        });
        const unique = [...new Map(values.map((one) => [`${one.buyer}/${one.item}`, one])).values()];
        const found = itemAdjusted(unique);
        const se = found && influenceError([...found.influence.values()]);
        return found && se !== null ? studentInterval(found.mean, se, found.influence.size - 1, 0.95) : null;
      }, mean(levels)),
    );
  });

  it("of the score over dimensions of which each buyer sees one item each", () => {
    const { normal, below } = drawer(12);
    const dimensions = [levels, levels.map((level) => level - 0.5)];
    const truth = mean(dimensions.map(mean));
    covers(
      coverage(() => {
        const own = many(120).map(() => normal(0, 0.7));
        const parts = dimensions.map((items) =>
          itemAdjusted(
            many(120).map((buyer) => {
              const item = below(5);
              const value = (items[item] ?? 0) + (own[buyer] ?? 0) + normal(0, 1);
              return { buyer: String(buyer), item: String(item), value };
            }),
          ),
        );
        const known = parts.filter((part) => part !== null);
        const moved = combinedInfluence(
          known.map((part) => part.influence),
          [0.5, 0.5],
        );
        const se = influenceError([...moved.values()]) ?? 0;
        return studentInterval(mean(known.map((part) => part.mean)), se, moved.size - 1, 0.95);
      }, truth),
    );
  });

  it("of buyers with one to twelve answers each", () => {
    const { normal, below } = drawer(13);
    const answers = () =>
      many(25).flatMap((buyer) => {
        const own = normal(0, 0.9);
        const count = buyer % 8 === 0 ? 12 : 1 + below(3);
        return many(count).map(() => ({ buyer: String(buyer), value: -0.5 + own + normal(0, 1) }));
      });
    covers(coverage(() => clusteredMean(answers(), 0.95)?.interval ?? null, -0.5));
    // As if every answer were another buyer's, the interval would promise too much: the test can tell.
    const naive = coverage(() => {
      const found = clusteredMean(answers(), 0.95);
      return found && studentInterval(found.mean, found.errors.naive, found.n - 1, 0.95);
    }, -0.5);
    expect(naive).toBeLessThan(0.85);
  });

  it("of a gap where many gave only one of the two answers", () => {
    const { normal, uniform } = drawer(14);
    covers(
      coverage(() => {
        const rows = many(70).map(() => {
          const own = normal(0, 0.7);
          const [expected, felt] = [6 + own + normal(0, 0.6), 5.2 + own + normal(0, 0.9)];
          const kept = uniform();
          return { expected: kept < 0.3 ? null : expected, felt: kept > 0.75 ? null : felt };
        });
        return partlyPaired(rows, 0.95)?.interval ?? null;
      }, -0.8),
    );
  });

  it("of a mean of weighted answers", () => {
    const { normal, uniform } = drawer(15);
    covers(
      coverage(() => {
        const weights = many(60).map(() => 0.3 + 2.7 * uniform() ** 2);
        const values = weights.map(() => normal(-0.4, 1.3));
        const { mean: found, se } = weightedMean(values, weights);
        return studentInterval(found, se ?? 0, 59, 0.95);
      }, -0.4),
    );
  });

  it("of providers with 5 to 400 answers, drawn towards each other", () => {
    const { normal } = drawer(16);
    const sizes = [5, 8, 12, 20, 25, 40, 60, 90, 150, 250, 400, 30];
    let held = 0;
    const rounds = 1_000;
    for (let round = 0; round < rounds; round++) {
      const truths = sizes.map(() => normal(-0.4, 0.45));
      const raws = sizes.map((n, at) => {
        const variance = 1.2 ** 2 / n;
        return { mean: normal(truths[at] ?? 0, Math.sqrt(variance)), variance };
      });
      const pooled = poolMeans(raws, 0.5);
      pooled?.means.forEach(({ mean: own, se }, at) => {
        if (Math.abs(own - (truths[at] ?? 0)) <= 1.959963984540054 * se) held += 1;
      });
    }
    covers(held / (rounds * sizes.length));
  });
});

describe("a ranking", () => {
  it("never puts a provider with three answers first, however good they are", () => {
    const { normal } = drawer(21);
    const sizes = [3, 3, 30, 35, 60, 90, 140, 200];
    let best = 0;
    let byRaw = 0;
    let byBound = 0;
    const rounds = 500;
    for (let round = 0; round < rounds; round++) {
      const providers = sizes.map((n, at) => {
        const truth = normal(-0.5, 0.4);
        return { id: `${at}`, values: many(n).map(() => normal(truth, 1.3)) };
      });
      const ranking = rankProviders(providers, 0.5);
      if (!ranking) throw new Error("no ranking");
      const { providers: ranked } = ranking;
      if (ranked[0]?.n === 3) best += 1;
      const highest = (of: (one: (typeof ranked)[number]) => number) =>
        ranked.reduce((a, b) => (of(b) > of(a) ? b : a)).n;
      if (highest((one) => one.raw) === 3) byRaw += 1;
      if (highest((one) => one.low90) === 3) byBound += 1;
      expect(ranked.filter((one) => one.n === 3).every((one) => one.rank === null)).toBe(true);
    }
    expect(best).toBe(0);
    // By raw means they would often lead; the lower bound alone already keeps them back.
    expect(byRaw).toBeGreaterThan(rounds / 4);
    expect(byBound).toBeLessThanOrEqual(rounds / 50);
  });
});

describe("the change flag", () => {
  /** A gap of two answers on seven points. */
  const likert = (gap: number) => Math.max(-6, Math.min(6, Math.round(gap)));

  it("is raised for nothing at most at the rate 30 charts of 60 answers were promised", () => {
    const { normal } = drawer(31);
    const h = limitFor(30, 60);
    const runs = 3_000;
    const raised = many(runs).filter(
      () =>
        changeIn(
          many(60).map(() => likert(normal(-0.6, 1.3))),
          { k: 0.5, h },
        ) !== null,
    ).length;
    // 60 / 3,600 a chart, known to 0.0023.
    expect(raised / runs).toBeLessThan(60 / 3_600 + 3 * 0.0023);
    expect(raised).toBeGreaterThan(0);
  });

  it("is raised for nothing as often as a chart with a known baseline would, and not twice as often", () => {
    const { normal } = drawer(32);
    const runs = 1_000;
    const raised = many(runs).filter(
      () =>
        changeIn(
          many(210).map(() => normal(-0.6, 1.3)),
          { k: 0.5, h: 5 },
        ) !== null,
    ).length;
    // 1 - exp(-200 / 465) = 0.35, known to 0.015.
    const promised = 1 - Math.exp(-200 / cusumRunLength(0.5, 5, 0).twoSided);
    expect(Math.abs(raised / runs - promised)).toBeLessThan(0.06);
  });

  it("is raised soon after a fall by one standard deviation", () => {
    const { normal } = drawer(33);
    const flags = many(300).map(() =>
      changeIn(
        many(160).map((at) => likert(normal(at < 100 ? -0.5 : -1.8, 1.3))),
        { k: 0.5, h: 7 },
      ),
    );
    const found = flags.filter((flag) => flag?.direction === "down" && flag.alarmAt > 100);
    expect(found.length).toBeGreaterThan(270);
    expect(mean(found.map((flag) => flag?.alarmAt ?? 0)) - 100).toBeLessThan(25);
  });

  it("has limits that grow with the number of charts", () => {
    expect(cusumRunLength(0.5, limitFor(30, 60), 0).twoSided).toBeGreaterThanOrEqual(3_600);
    // Reference table: 3,483 at h = 7.
    expect(limitFor(30, 60)).toBeCloseTo(7.03, 1);
    expect(limitFor(1, 10)).toBe(4);
    expect(limitFor(60, 60)).toBeGreaterThan(limitFor(30, 60));
  });
});
