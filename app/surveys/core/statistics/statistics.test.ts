import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "./benjamini-hochberg";
import { clusteredMean } from "./clustered-mean";
import { changeIn, cusumAlarm, selfStarting } from "./cusum";
import { derivedImportance } from "./derived-importance";
import { differenceInDifferences } from "./difference-in-differences";
import { ewma } from "./ewma";
import { gapPriority, importancePerformance } from "./importance-performance";
import { netPromoter } from "./net-promoter";
import { pairedGap } from "./paired-gap";
import { chanceBelow, poolMeans } from "./partial-pooling";
import { partlyPaired } from "./partly-paired";
import { influenceError, itemAdjusted } from "./planned-missing";
import { checkPublished } from "./published-table";
import { collapseCategories, effectiveSize, rake, trimWeights, weightedMean } from "./raking";
import { rankProviders } from "./ranking";
import {
  combinationReliability,
  cronbachAlpha,
  differenceReliability,
  feldtInterval,
  itemCovariances,
  standardisedAlpha,
} from "./reliability";
import { signedRank } from "./signed-rank";
import { deviation, mean } from "./summary";
import { bestWorstWeights, publishedWeights, shrunkenWeights, weightedScore } from "./weighted-score";

const folder = path.join(import.meta.dirname, "../../../../tests/fixtures/servqual");
const published = JSON.parse(readFileSync(path.join(folder, "published_tables.json"), "utf8")) as Record<
  string,
  never
>[];
// biome-ignore lint/suspicious/noExplicitAny: entries of the file differ in their shape.
const entry = (id: string): any => published.find((one) => one.id === id);

describe("a paired gap", () => {
  it("of one buyer has no error, of none is nothing, of equal gaps no p", () => {
    expect(pairedGap([-2], 0.95)).toEqual({
      ...{ n: 1, mean: -2, sd: null, se: null, interval: null, t: null, p: null },
    });
    expect(pairedGap([], 0.95)).toBeNull();
    expect(pairedGap([-1, -1, -1], 0.95)).toMatchObject({ se: 0, interval: [-1, -1], t: null, p: null });
    // Equal but for the last bit of their arithmetic.
    expect(pairedGap([0.1 + 0.2, 0.3, 0.3], 0.95)?.t).toBeNull();
  });
});

describe("a mean over items not everybody was asked", () => {
  it("is for complete answers the mean of buyers' means with s / √n", () => {
    const answers = fc.array(fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(answers, (rows) => {
        const found = itemAdjusted(
          rows.flatMap((row, buyer) =>
            row.map((value, item) => ({ buyer: String(buyer), item: String(item), value })),
          ),
        );
        const own = rows.map(mean);
        expect(found?.complete).toBe(true);
        expect(found?.mean).toBeCloseTo(mean(own), 10);
        expect(influenceError([...(found?.influence.values() ?? [])])).toBeCloseTo(
          (deviation(own) ?? 0) / Math.sqrt(rows.length),
          10,
        );
      }),
    );
  });

  it("counts an item asked of few as much as one asked of many", () => {
    const often = [1, 2, 3, 4].map((buyer) => ({ buyer: `${buyer}`, item: "a", value: 0 }));
    const found = itemAdjusted([...often, { buyer: "5", item: "b", value: -2 }]);
    expect(found).toMatchObject({ mean: -1, complete: false });
    expect(itemAdjusted([])).toBeNull();
    expect(influenceError([0.3])).toBeNull();
  });
});

describe("a mean of clustered answers", () => {
  it("is the ordinary one where everybody answered once", () => {
    const values = [1, 4, 2, 7, 3];
    const found = clusteredMean(
      values.map((value, at) => ({ buyer: `${at}`, value })),
      0.95,
    );
    const plain = pairedGap(values, 0.95);
    expect(found?.errors.cr2).toBeCloseTo(plain?.se ?? 0, 12);
    expect(found?.freedom).toBeCloseTo(4, 10);
    expect(found?.interval[0]).toBeCloseTo(plain?.interval?.[0] ?? 0, 9);
    expect(found).toMatchObject({ icc: null, designEffect: null });
  });

  it("of one buyer has no error", () => {
    expect(
      clusteredMean(
        [
          { buyer: "a", value: 1 },
          { buyer: "a", value: 2 },
        ],
        0.95,
      ),
    ).toBeNull();
  });
});

describe("partly paired answers", () => {
  it("are the paired gap where everybody gave both", () => {
    const rows = [
      [6, 4],
      [7, 6],
      [5, 5],
      [6, 3],
    ].map(([expected = 0, felt = 0]) => ({ expected, felt }));
    const found = partlyPaired(rows, 0.95);
    const plain = pairedGap(
      rows.map((row) => row.felt - row.expected),
      0.95,
    );
    expect(found?.gap).toBeCloseTo(plain?.mean ?? 0, 12);
    expect(found?.se).toBeCloseTo(plain?.se ?? 0, 12);
    expect(found?.differs).toBe(false);
  });

  it("are two groups where nobody gave both, and nothing where one answer was never given", () => {
    const rows = [
      { expected: 6, felt: null },
      { expected: 7, felt: null },
      { expected: null, felt: 3 },
      { expected: null, felt: 4 },
    ];
    expect(partlyPaired(rows, 0.95)).toMatchObject({
      gap: -3,
      se: Math.sqrt(0.5),
      pairedGap: null,
      differs: null,
    });
    expect(partlyPaired(rows.slice(0, 2), 0.95)).toBeNull();
    expect(partlyPaired(rows.slice(1, 3), 0.95)).toMatchObject({ se: null, interval: null });
  });

  it("say when those who answered once are others", () => {
    const pairs = [0, 1, 0, 1, 0, 1, 0, 1].map((more) => ({ expected: 6, felt: 5 + more }));
    const alone = [1, 2, 1, 2, 1, 2].map((felt) => ({ expected: null, felt }));
    expect(partlyPaired([...pairs, ...alone], 0.95)?.differs).toBe(true);
  });
});

describe("reliability", () => {
  const table = [
    [1, 2, 2],
    [4, 5, 3],
    [6, 6, 7],
    [3, 2, 4],
  ];

  it("is undefined for one item, one buyer, and answers that do not vary", () => {
    expect(cronbachAlpha([[2]])).toBeNull();
    expect(itemCovariances(table.slice(0, 1))).toBeNull();
    expect(itemCovariances([])).toBeNull();
    const constant = itemCovariances([
      [3, 3],
      [3, 3],
    ]);
    expect(constant && cronbachAlpha(constant.matrix)).toBeNull();
    // Two items that undo each other: their sum does not vary.
    const opposed = itemCovariances([
      [1, 3],
      [2, 2],
      [3, 1],
    ]);
    expect(opposed && cronbachAlpha(opposed.matrix)).toBeNull();
    expect(
      standardisedAlpha([
        [0, 0],
        [0, 1],
      ]),
    ).toBeNull();
    expect(feldtInterval(0.8, { n: 1, k: 4, level: 0.95 })).toBeNull();
    expect(combinationReliability([], 0)).toBeNull();
  });

  it("counts the fewest buyers two items have in common", () => {
    const found = itemCovariances([...table, [5, null, 5], [null, 1, null]]);
    expect(found).toMatchObject({ fewest: 4, complete: false });
    expect(itemCovariances(table)).toMatchObject({ fewest: 4, complete: true });
    expect(
      itemCovariances([
        [1, null],
        [null, 2],
        [3, null],
      ]),
    ).toBeNull();
  });

  it("of a difference follows the published formula in its equal-variance form", () => {
    // ((r_PP + r_EE) / 2 - r_EP) / (1 - r_EP)
    const parts = { varianceP: 1, varianceE: 1, covarianceEP: 0.5, alphaP: 0.9, alphaE: 0.8 };
    expect(differenceReliability(parts)).toBeCloseTo((0.85 - 0.5) / 0.5, 12);
    expect(differenceReliability({ ...parts, covarianceEP: 1 })).toBeNull();
  });
});

describe("the signed-rank test", () => {
  it("leaves zeros out, shares tied ranks and corrects for them", () => {
    // SciPy: wilcoxon([3, -1, 0, 2, -1, 4, 1, 0, -2, 5], correction=True, method="approx").
    const found = signedRank([3, -1, 0, 2, -1, 4, 1, 0, -2, 5]);
    // Ranks of |1| are 2, of |2| 4.5, then 6, 7, 8: positive 2 + 4.5 + 6 + 7 + 8.
    expect(found).toMatchObject({ n: 8, v: 27.5 });
    expect(found?.p).toBeCloseTo(0.2047815536, 9);
    expect(signedRank([0, 0])).toBeNull();
    expect(signedRank([1, -1])?.p).toBe(1);
  });
});

it("adjusted p values stay in order, at most 1, and leave out what has none", () => {
  expect(benjaminiHochberg([0.04, null, 0.01])).toEqual([0.04, null, 0.02]);
  expect(benjaminiHochberg([])).toEqual([]);
  // The smaller of two takes over what the larger one allows.
  expect(benjaminiHochberg([0.03, 0.04])).toEqual([0.04, 0.04]);
});

describe("pooling", () => {
  const raw = (value: number, n: number) => ({ mean: value, variance: 1.44 / n });

  it("leaves one provider as it is, and none as nothing", () => {
    expect(poolMeans([raw(-1, 20)], 0.5)).toMatchObject({ method: "single", means: [{ mean: -1 }] });
    expect(poolMeans([], 0.5)).toBeNull();
  });

  it("of few providers takes its prior, and draws the one with few answers most", () => {
    const pooled = poolMeans([raw(1.5, 3), raw(-0.4, 100), raw(-0.2, 80)], 0.5);
    expect(pooled?.method).toBe("prior");
    const [few, many] = pooled?.means ?? [];
    expect(few?.mean).toBeGreaterThan(-0.3);
    expect(few?.mean).toBeLessThan(0.9);
    expect(Math.abs((many?.mean ?? 0) + 0.4)).toBeLessThan(0.05);
    // A wider prior believes more in differences.
    expect(poolMeans([raw(1.5, 3), raw(-0.4, 100), raw(-0.2, 80)], 5)?.means[0]?.mean).toBeGreaterThan(
      few?.mean ?? 0,
    );
  });

  it("says that providers are alike where chance explains all of it", () => {
    const pooled = poolMeans([raw(0, 10), raw(0.1, 10), raw(-0.1, 10), raw(0.05, 10), raw(-0.05, 10)], 0.5);
    expect(pooled).toMatchObject({ method: "DL", tau2: 0, alike: true });
    for (const own of pooled?.means ?? []) expect(own.mean).toBeCloseTo(0, 12);
  });

  it("gives the chance to lie below the common mean", () => {
    expect(chanceBelow(0, { mean: -1.6448536269514722, se: 1 })).toBeCloseTo(0.95, 10);
    expect([-1, 0, 1].map((own) => chanceBelow(0, { mean: own, se: 0 }))).toEqual([1, 0.5, 0]);
  });
});

describe("a ranking", () => {
  const around = (centre: number, n: number) =>
    Array.from({ length: n }, (_, at) => centre + (at % 2 ? 1 : -1));

  it("ranks by lower bound, fixes by upper bound, and names who cannot be told apart", () => {
    const ranking = rankProviders(
      [
        { id: "few", values: around(2, 4) },
        { id: "early", values: around(0.5, 20) },
        { id: "good", values: around(0.2, 200) },
        { id: "same", values: around(0.22, 40) },
        { id: "bad", values: around(-1.5, 200) },
        { id: "middle", values: around(-0.5, 60) },
      ],
      0.5,
    );
    const [first, second] = ranking?.providers ?? [];
    expect(ranking?.providers.map(({ id, rank, fixFirst }) => [id, rank, fixFirst])).toEqual([
      ["good", 1, 3],
      ["same", 2, 4],
      ["middle", 3, 2],
      ["bad", 4, 1],
      ["early", null, null],
      ["few", null, null],
    ]);
    expect(first?.inseparable).toEqual(expect.arrayContaining(["same"]));
    expect(first?.inseparable).not.toContain("bad");
    expect(second?.low90).toBeLessThan(first?.low90 ?? 0);
    expect(ranking?.providers.at(-1)?.state).toBe("too_few");
  });

  it("has no places among one, and nothing to say where nobody has two buyers", () => {
    expect(rankProviders([{ id: "a", values: around(0, 50) }], 0.5)?.providers[0]?.rank).toBeNull();
    expect(
      rankProviders(
        [
          { id: "a", values: [1] },
          { id: "b", values: [2] },
        ],
        0.5,
      ),
    ).toBeNull();
  });

  it("has no places among providers that are alike", () => {
    const alike = ["a", "b", "c", "d", "e"].map((id) => ({ id, values: around(0, 40) }));
    const ranking = rankProviders([{ id: "tiny", values: around(0, 3) }, ...alike], 0.5);
    expect(ranking?.alike).toBe(true);
    expect(ranking?.providers.every((one) => one.rank === null)).toBe(true);
    expect(ranking?.providers[0]?.n).toBe(40);
    expect(ranking?.providers[0]?.inseparable).toHaveLength(5);
  });
});

describe("raking", () => {
  const answers = [
    { late: "no", market: "DE" },
    { late: "no", market: "US" },
    { late: "yes", market: "DE" },
  ];

  it("meets every margin", () => {
    const targets = { late: { yes: 50, no: 150 }, market: { DE: 120, US: 80 } };
    const weights = rake(answers, targets) ?? [];
    expect(weights.map((weight) => Math.round(weight * 1e6) / 1e6)).toEqual([70, 80, 50]);
  });

  it("is refused where orders have no answer, or answers no orders", () => {
    expect(rake(answers, { market: { DE: 10, US: 10, BR: 10 } })).toBeNull();
    expect(rake(answers, { market: { DE: 10 } })).toBeNull();
    expect(rake(answers, { market: { DE: 10, US: 10, BR: 0 } })).not.toBeNull();
    expect(rake([], { market: {} })).toBeNull();
    // Margins that contradict each other are met by no weights.
    expect(rake(answers, { late: { yes: 1, no: 1 }, market: { DE: 5, US: 5 } })).toBeNull();
  });

  it("keeps weights between 0.3 and 3 times their mean", () => {
    // Mean 3.6: between 1.08 and 10.8.
    expect(trimWeights([1, 1, 1, 1, 14]).map((weight) => Math.round(weight * 100) / 100)).toEqual([
      1.08, 1.08, 1.08, 1.08, 10.8,
    ]);
  });

  it("with equal weights is the plain mean of all answers", () => {
    const values = [1, 2, 4, 7];
    const even = values.map(() => 3);
    expect(effectiveSize(even)).toEqual({ nEff: 4, designEffect: 1 });
    expect(weightedMean(values, even).mean).toBeCloseTo(3.5, 12);
    expect(weightedMean(values, even).se).toBeCloseTo(pairedGap(values, 0.95)?.se ?? 0, 12);
    expect(weightedMean([2], [1]).se).toBeNull();
  });

  it("puts categories with too few answers together, also those with none", () => {
    const orders = { DE: 900, US: 300, BR: 40, SA: 20 };
    const map = collapseCategories({ DE: 80, US: 20, BR: 2 }, orders);
    expect(Object.fromEntries(map)).toEqual({ DE: "DE", US: "other", BR: "other", SA: "other" });
    const none = collapseCategories({ DE: 80, US: 20 }, { DE: 900, US: 300 });
    expect([...none.values()].sort()).toEqual(["DE", "US"]);
  });
});

describe("the change flag", () => {
  it("names the value it was raised at and where the fall began", () => {
    const flag = cusumAlarm([0, 0, -2, -2, -2, -2], { k: 0.5, h: 4 });
    expect(flag).toEqual({ direction: "down", alarmAt: 5, since: 2 });
    expect(cusumAlarm([0, null, 3, 3], { k: 0.5, h: 4 })).toEqual({ direction: "up", alarmAt: 4, since: 1 });
    // A sum that reaches the limit exactly does not exceed it.
    expect(cusumAlarm([2.5, 2.5], { k: 0.5, h: 4 })).toBeNull();
  });

  it("standardises by the past alone, from the eleventh value that varies", () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 5.5, 20];
    const standard = selfStarting(values);
    expect(standard.slice(0, 10).every((z) => z === null)).toBe(true);
    // The mean of those before it.
    expect(standard[10]).toBeCloseTo(0, 12);
    // T = (20 - 5.5) / s · √(11/12), s² = 82.5 / 10: t = 4.833 at 10 degrees, share 0.999656.
    expect(standard[11]).toBeCloseTo(3.394, 2);
    expect(selfStarting([...values.slice(0, 11), 1e9])[11]).toBeLessThan(9);
    expect(selfStarting(new Array(20).fill(3)).every((z) => z === null)).toBe(true);
    expect(changeIn(new Array(20).fill(3), { k: 0.5, h: 4 })).toBeNull();
  });

  it("of an EWMA chart has limits that grow to their final width", () => {
    const chart = { mean: 0, sd: 1, lambda: 0.2, width: 3 };
    const growing = ewma([5, 0, 0], { ...chart, limits: "growing" });
    expect(growing[0]).toMatchObject({ value: 1, out: true });
    expect(growing[0]?.high).toBeCloseTo(0.6, 12);
    expect(ewma([5], { ...chart, limits: "final" })[0]).toMatchObject({ high: 1, out: false });
  });
});

describe("importance and performance", () => {
  const rows = entry("martilla_james_1977").rows as {
    attribute: string;
    importance: number;
    performance: number;
  }[];

  it("place the published attributes of car dealers", () => {
    const found = importancePerformance(
      rows.map((row) => ({
        id: row.attribute,
        importance: row.importance,
        performance: row.performance,
        interval: null,
      })),
    );
    const place = (name: string) => found.aspects.find((one) => one.id.startsWith(name))?.quadrant;
    expect(place("Job done right")).toBe("concentrate");
    expect(place("Courteous")).toBe("keep_up");
    expect(place("Courtesy buses")).toBe("low_priority");
    expect(place("Send maintenance")).toBe("possible_overkill");
    expect(found.aspects.every((one) => !one.sure)).toBe(true);
  });

  it("are sure where the interval does not cross the line", () => {
    const at = (id: string, performance: number, reach: number) => ({
      ...{
        id,
        importance: 1,
        performance,
        interval: [performance - reach, performance + reach] as [number, number],
      },
    });
    const found = importancePerformance([at("low", 3, 0.5), at("high", 5, 0.5), at("wide", 4.2, 1)]);
    expect(found.aspects.map((one) => one.sure)).toEqual([true, true, false]);
    expect([gapPriority(0.32, -0.5), gapPriority(0.32, 0.5)]).toEqual([0.16, 0]);
  });
});

describe("derived importance", () => {
  const build = (n: number, of: (at: number) => { predictors: number[]; outcome: number }) =>
    Array.from({ length: n }, (_, at) => of(at));

  it("of unrelated dimensions is each one's own squared correlation", () => {
    // A 2 × 2 × 25 plan: both predictors are balanced and unrelated.
    const rows = build(100, (at) => {
      const [a, b] = [at % 2, Math.floor(at / 2) % 2];
      return { predictors: [a, b], outcome: 3 * a + b + Math.floor(at / 4) / 50 };
    });
    const found = derivedImportance(rows);
    expect((found?.shares[0] ?? 0) / (found?.shares[1] ?? 1)).toBeCloseTo(9, 9);
    expect((found?.shares[0] ?? 0) + (found?.shares[1] ?? 0)).toBeCloseTo(found?.r2 ?? 0, 12);
  });

  it("of four related columns is the mean gain over all 24 orders", () => {
    // R's attitude data, each department four times so that there are enough; shares by NumPy over every order.
    const [heading = "", ...lines] = readFileSync(path.join(folder, "attitude_30x7.csv"), "utf8")
      .trim()
      .split("\n");
    const names = heading.replaceAll('"', "").split(",");
    const rows = lines.map((line) => line.split(",").map(Number));
    const column = (row: number[], name: string) => row[names.indexOf(name)] ?? Number.NaN;
    const found = derivedImportance(
      [rows, rows, rows, rows].flat().map((row) => ({
        predictors: ["complaints", "learning", "advance", "raises"].map((name) => column(row, name)),
        outcome: column(row, "rating"),
      })),
    );
    [0.39391466, 0.17023038, 0.02937465, 0.13499458].forEach((share, at) => {
      expect(found?.shares[at]).toBeCloseTo(share, 8);
    });
    expect(found?.r2).toBeCloseTo(0.7285142765, 9);
  });

  it("shares what two equal dimensions explain together", () => {
    // Both predictors carry the same with as much noise of their own.
    const rows = build(120, (at) => {
      const [common, x, y] = [at % 5, at % 3, Math.floor(at / 3) % 3];
      return { predictors: [common + x, common + y], outcome: common };
    });
    const found = derivedImportance(rows);
    expect(found?.shares[0]).toBeCloseTo(found?.shares[1] ?? 0, 1);
    expect(found?.r2).toBeLessThan(1);
  });

  it("is not given below a hundred buyers, for a constant, or for a repeated dimension", () => {
    const good = (at: number) => ({ predictors: [at % 7, at % 5], outcome: (at * 3) % 11 });
    expect(derivedImportance(build(100, good))).not.toBeNull();
    expect(derivedImportance(build(99, good))).toBeNull();
    expect(derivedImportance(build(100, (at) => ({ ...good(at), predictors: [1, at % 5] })))).toBeNull();
    expect(derivedImportance(build(100, (at) => ({ ...good(at), predictors: [at % 5, at % 5] })))).toBeNull();
  });
});

describe("weights", () => {
  it("are brought to a sum of one, and mean nothing where they are all zero", () => {
    expect(weightedScore({ points: [3, 1], gaps: [-2, 0] })).toBe(-1.5);
    expect(weightedScore({ points: [0, 0], gaps: [-2, 0] })).toBeNull();
  });

  it("follow from what was picked as most and least important", () => {
    const weights = bestWorstWeights([
      { best: 8, worst: 0 },
      { best: 1, worst: 1 },
      { best: 0, worst: 8 },
    ]);
    expect(weights.reduce((a, b) => a + b)).toBeCloseTo(100, 10);
    expect((weights[0] ?? 0) / (weights[1] ?? 1)).toBeCloseTo(Math.sqrt(17), 10);
    expect((weights[0] ?? 0) * (weights[2] ?? 0)).toBeCloseTo((weights[1] ?? 0) ** 2, 10);
  });

  it("of few answers stay near those published", () => {
    const prior = Object.values(publishedWeights);
    expect(prior.reduce((a, b) => a + b, 0)).toBe(100);
    expect(shrunkenWeights(prior, [])).toEqual(prior);
    const twenty = Array.from({ length: 20 }, () => [0, 0, 0, 0, 100]);
    expect(shrunkenWeights(prior, twenty)).toEqual([16, 11, 9.5, 8, 55.5]);
  });
});

describe("published tables", () => {
  it("of a hospital study hold together but for an overall figure that is a mean of items", () => {
    const table = entry("bmc_12_31_t2");
    const line = (row: { P: number; E: number; gap: number }) => ({
      meanP: row.P,
      meanE: row.E,
      gap: row.gap,
    });
    const found = checkPublished({
      items: table.items.map((row: never) => {
        const { no, dim, ...rest } = row as { no: number; dim: string; P: number; E: number; gap: number };
        return { id: String(no), dimension: dim, ...line(rest) };
      }),
      dimensions: table.dims.map((row: never) => ({ id: (row as { dim: string }).dim, ...line(row) })),
      overall: line(table.overall),
    });
    expect(found.filter(({ id }) => id !== "overall")).toEqual([]);
    expect(found.map(({ code, figure }) => [code, figure])).toEqual([
      ["overall_of_items", "meanP"],
      ["overall_of_items", "gap"],
    ]);
  });

  const gaps = (values: Record<string, number>) => Object.entries(values).map(([id, gap]) => ({ id, gap }));

  it("of a worked example are its mean, of a restaurant study are neither mean", () => {
    const example = entry("12manage_unweighted");
    expect(checkPublished({ dimensions: gaps(example.gaps), overall: { gap: example.unweighted } })).toEqual(
      [],
    );
    const restaurant = entry("chittagong_dineserv");
    const { PRICE: _, SATISFACTION: __, ...classic } = restaurant.gaps;
    for (const dimensions of [gaps(classic), gaps(restaurant.gaps)])
      expect(checkPublished({ dimensions, overall: { gap: restaurant.overall } })[0]?.code).toBe(
        "overall_of_neither",
      );
  });

  it("of two patient groups differ from P - E by rounding alone; medians would not", () => {
    for (const row of entry("msm941007_t4").rows)
      for (const group of [row.outpatient, row.hospital])
        expect(
          checkPublished({
            dimensions: [{ id: row.dim, meanE: group.E.mean, meanP: group.P.mean, gap: group.gap.mean }],
          }),
        ).toEqual([]);
    const { E, P, gap } = entry("msm941007_t4").rows[1].outpatient;
    expect(
      checkPublished({ dimensions: [{ id: "REL", meanE: E.median, meanP: P.median, gap: gap.median }] }),
    ).toMatchObject([{ code: "gap", follows: -5 }]);
  });

  it("are flagged where a mean is not its sum divided by n, a dimension not the mean of its items", () => {
    const found = checkPublished({
      items: [
        { id: "a", dimension: "R", meanE: 6.2, n: 10, sumE: 57, meanP: 5.1, gap: -1.1 },
        { id: "b", dimension: "R", meanE: 6.0, n: 10, sumE: 60, meanP: 5.9, gap: 0.1 },
      ],
      dimensions: [{ id: "R", meanE: 6.1, meanP: 5.2 }],
    });
    expect(found.map(({ code, id, figure }) => [code, id, figure])).toEqual([
      ["mean_of_sum", "a", "meanE"],
      ["gap", "b", "gap"],
      ["mean_of_items", "R", "meanP"],
    ]);
  });
});

it("one provider's change needs exactly one treated provider and three others", () => {
  const provider = (treated: boolean) => ({ provider: "p", treated, before: [1, 2], after: [2, 3] });
  const others = [provider(false), provider(false), provider(false)];
  expect(differenceInDifferences([provider(true), ...others], 0.9)).toMatchObject({ estimate: 0, rankP: 1 });
  expect(differenceInDifferences([provider(true), ...others.slice(1)], 0.9)).toBeNull();
  expect(differenceInDifferences([provider(true), provider(true), ...others], 0.9)).toBeNull();
  expect(differenceInDifferences([{ ...provider(true), after: [1] }, ...others], 0.9)).toBeNull();
  expect(netPromoter({ n: 0, promoters: 0, detractors: 0 })).toBeNull();
});
