import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proportion } from "./proportion-interval";

describe("a proportion's interval", () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])("of %i in %i at 95 %% is the published one", (successes, n, low, high) => {
    const found = proportion(successes, n, 95);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it("of three in three at 90 % leaves room for doubt", () => {
    const found = proportion(3, 3);
    // With no failure the score interval ends at n / (n + z²).
    expect(found?.low).toBeCloseTo(3 / (3 + 1.6448536269514722 ** 2), 10);
    expect(found?.high).toBe(1);
  });

  it("does not exist without cases", () => {
    expect(proportion(0, 0)).toBeNull();
  });

  it("holds the share, stays between 0 and 1, and solves the equation it is defined by", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, part) => {
          const successes = Math.round(part * n);
          const found = proportion(successes, n);
          if (!found) throw new Error("no interval");
          expect(found.low).toBeGreaterThanOrEqual(0);
          expect(found.high).toBeLessThanOrEqual(1);
          expect(found.low).toBeLessThanOrEqual(found.share + 1e-12);
          expect(found.high).toBeGreaterThanOrEqual(found.share - 1e-12);
          for (const end of [found.low, found.high]) {
            const distance = (found.share - end) ** 2 - (1.6448536269514722 ** 2 * end * (1 - end)) / n;
            expect(Math.abs(distance)).toBeLessThan(1e-9);
          }
        },
      ),
    );
  });
});
