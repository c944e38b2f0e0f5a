import { describe, expect, it } from "vitest";
import { daysLeft, type GapSample, judge, shownMean, welchChange } from "./verdict";

function sampleOf(values: number[]): GapSample {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { n, mean, variance };
}

describe("the difference of two means", () => {
  // Student's sleep data (Cushny and Peebles 1905) as in R's example of t.test: Welch, t = -1.8608, df = 17.776,
  // 95 % interval of group 1 minus group 2 from -3.3654832 to 0.2054832.
  const drug = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const other = sampleOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);

  it("agrees with R for the sleep data", () => {
    const found = welchChange(other, drug, 0.95);
    expect(found.change).toBeCloseTo(-1.58, 12);
    expect(found.freedom).toBeCloseTo(17.776, 3);
    expect(found.low).toBeCloseTo(-3.3654832, 6);
    expect(found.high).toBeCloseTo(0.2054832, 6);
  });

  it("agrees with Welch's own formula worked by hand for unequal spreads", () => {
    // 4/40 + 1/50 = 0.12; freedom 0.0144 / (0.01/39 + 0.0004/49) = 54.4272; t(0.95) at it is 1.6734.
    const found = welchChange({ n: 40, mean: -1.4, variance: 4 }, { n: 50, mean: -0.6, variance: 1 });
    expect(found.freedom).toBeCloseTo(54.4272, 3);
    expect(found.change).toBeCloseTo(0.8, 12);
    expect((found.high - found.low) / 2).toBeCloseTo(1.6734 * Math.sqrt(0.12), 3);
  });

  it("is a point where nobody differs from anybody", () => {
    const same = { n: 30, mean: -1, variance: 0 };
    expect(welchChange(same, { ...same, mean: 0 })).toMatchObject({ change: 1, low: 1, high: 1 });
  });
});

describe("the verdict", () => {
  const before: GapSample = { n: 60, mean: -1.5, variance: 1.7 };

  it.each([
    ["likely-helped", -0.5],
    ["no-clear-change", -1.3],
    ["likely-worse", -2.4],
  ])("is %s at a mean gap of %d after the start", (says, mean) => {
    expect(judge(before, { n: 40, mean, variance: 1.7 }).says).toBe(says);
  });

  it("is not given before thirty buyers have answered after the start, however good they sound", () => {
    const glowing = { mean: 1, variance: 0.1 };
    expect(judge(before, { n: 19, ...glowing })).toEqual({ says: "too-early", counted: 19, needed: 30 });
    expect(judge(before, { n: 29, ...glowing }).says).toBe("too-early");
    expect(judge(before, { n: 30, ...glowing }).says).toBe("likely-helped");
  });

  it("cannot be given without thirty buyers before the start, which waiting does not change", () => {
    expect(judge({ ...before, n: 12 }, before)).toEqual({ says: "no-baseline", counted: 12, needed: 30 });
  });
});

it("a mean of fewer than five buyers is not shown", () => {
  expect(shownMean({ n: 4, mean: -2, variance: 1 })).toBeNull();
  expect(shownMean({ n: 5, mean: -2, variance: 1 })).toBe(-2);
});

it("the days still needed follow the pace since the start, and nobody guesses without an answer", () => {
  const started = new Date("2026-11-01T00:00:00Z");
  const now = new Date("2026-11-20T00:00:00Z");
  expect(daysLeft(19, started, now)).toBe(11);
  expect(daysLeft(30, started, now)).toBe(0);
  expect(daysLeft(0, started, now)).toBeNull();
});
