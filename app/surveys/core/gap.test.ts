import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateGap, isSure, worstCell } from "./gap-estimate";
import { addSums, changeOf, type GapSums, noSums, type Pair } from "./gap-sums";
import { items } from "./item-bank";

/** The sums of n buyers whose own gaps have this mean and standard deviation. */
function sums(n: number, mean: number, sd: number): GapSums {
  const gapSquareSum = (n - 1) * sd * sd + n * mean * mean;
  return { buyers: n, pairs: n, gapSum: n * mean, gapSquareSum, expectedSum: n * 5, feltSum: n * (5 + mean) };
}

describe("the interval of a paired gap", () => {
  // 143 paired answers per dimension, means, deviations and 95 % intervals computed in R 4.2 (t.test, paired).
  it.each([
    ["tangibles", -0.517483, 0.690094, -0.631561, -0.403404],
    ["reliability", -0.520979, 0.754387, -0.645686, -0.396272],
    ["responsiveness", -0.494172, 0.664142, -0.603961, -0.384384],
    ["assurance", -0.45979, 0.599039, -0.558817, -0.360764],
    ["empathy", -0.302448, 0.621542, -0.405194, -0.199701],
  ])("agrees with R for %s", (_dimension, mean, sd, low, high) => {
    const estimate = estimateGap(sums(143, mean, sd), 0.95);
    expect(estimate?.gap).toBeCloseTo(mean, 9);
    expect(estimate?.low).toBeCloseTo(low, 5);
    expect(estimate?.high).toBeCloseTo(high, 5);
  });

  it("of five equal gaps is a point, and of four there is none", () => {
    expect(estimateGap(sums(5, -2, 0))).toMatchObject({ gap: -2, low: -2, high: -2, early: true });
    expect(estimateGap(sums(4, -2, 1))).toBeNull();
  });

  it("is sure with thirty buyers and an upper bound below zero, and not with fewer or a wider one", () => {
    const sure = (n: number, mean: number, sd: number) => {
      const estimate = estimateGap(sums(n, mean, sd));
      return estimate !== null && isSure(estimate);
    };
    expect([sure(30, -1, 1), sure(29, -1, 1), sure(30, -0.1, 1), sure(30, 1, 1)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("the cell to act on first", () => {
  const cell = (name: string, n: number, mean: number, sd: number) => {
    const estimate = estimateGap(sums(n, mean, sd));
    if (!estimate) throw new Error("too few");
    return { name, estimate };
  };

  it("is the one that is surely worst, not the one with the lowest mean", () => {
    const many = cell("many", 80, -1.4, 1.3);
    expect(worstCell([cell("few", 5, -1.8, 2), many, cell("good", 90, 0.2, 1)])?.name).toBe("many");
    expect(worstCell([cell("good", 90, 0.2, 1)])).toBeNull();
  });
});

describe("a buyer's part in the sums", () => {
  const pair = (item: string, expected: number, felt: number): Pair => ({ item, expected, felt });

  it("is the mean over their statements of a dimension, and only a carrier's own stand in its scope", () => {
    const changes = changeOf([], [pair("R1", 7, 3), pair("R5", 6, 6)]);
    expect(changes).toEqual([
      {
        ...{ scope: "all", dimension: "reliability", buyers: 1, pairs: 2 },
        ...{ gapSum: -2, gapSquareSum: 4, expectedSum: 6.5, feltSum: 4.5 },
      },
      {
        ...{ scope: "provider", dimension: "reliability", buyers: 1, pairs: 1 },
        ...{ gapSum: -4, gapSquareSum: 16, expectedSum: 7, feltSum: 3 },
      },
    ]);
  });

  it("comes to the same in whatever parts the answers arrive, and to nothing once they are taken away", () => {
    const value = fc.integer({ min: 1, max: 7 });
    const some = fc.uniqueArray(
      fc.record({ item: fc.constantFrom(...items.map((item) => item.id)), expected: value, felt: value }),
      { selector: (one) => one.item, maxLength: 5 },
    );
    const add = (changes: ReturnType<typeof changeOf>) => changes.reduce<GapSums>(addSums, noSums);
    fc.assert(
      fc.property(some, (pairs) => {
        const whole = add(changeOf([], pairs));
        let inParts = noSums;
        for (let at = 0; at < pairs.length; at++) {
          inParts = addSums(inParts, add(changeOf(pairs.slice(0, at), pairs.slice(0, at + 1))));
        }
        const left = addSums(whole, add(changeOf(pairs, [])));
        for (const key of Object.keys(noSums) as (keyof GapSums)[]) {
          expect(inParts[key]).toBeCloseTo(whole[key], 10);
          expect(left[key]).toBeCloseTo(0, 10);
        }
      }),
    );
  });
});
