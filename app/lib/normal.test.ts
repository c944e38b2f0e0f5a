import { describe, expect, it } from "vitest";
import { fCdf, fQuantile } from "./f-distribution";
import { solveLinear } from "./linear-system";
import { normalCdf, normalQuantile } from "./normal";

// Values from SciPy 1.17 (norm, f).

describe("the normal distribution", () => {
  it.each([
    [-10, 7.619853024160489e-24],
    [-5, 2.866515718791946e-7],
    [-3.2, 0.0006871379379158483],
    [-1, 0.15865525393145707],
    [0.5, 0.6914624612740131],
    [2.9, 0.9981341866996158],
    [3.1, 0.999032396786782],
  ])("has a share below %d", (x, share) => {
    expect(Math.abs(normalCdf(x) / share - 1)).toBeLessThan(1e-12);
  });

  it.each([
    [1e-10, -6.361340902404056],
    [0.01, -2.3263478740408408],
    [0.2, -0.8416212335729142],
    [0.5, 0],
    [0.975, 1.959963984540054],
  ])("has its share %d below a value", (p, x) => {
    expect(normalQuantile(p)).toBeCloseTo(x, 11);
  });

  it("is endless at both ends", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe("Fisher's distribution", () => {
  it("is the square of Student's with one degree of freedom above", () => {
    // t(0.975; 10) = 2.228138852.
    expect(Math.sqrt(fQuantile(0.95, 1, 10))).toBeCloseTo(2.228138852, 8);
    expect(fCdf(0, 3, 5)).toBe(0);
  });

  it("turned over is itself with its degrees turned over", () => {
    expect(fQuantile(0.025, 29, 174)).toBeCloseTo(1 / fQuantile(0.975, 174, 29), 10);
    expect(fCdf(fQuantile(0.3, 4, 7), 4, 7)).toBeCloseTo(0.3, 11);
  });
});

describe("a linear system", () => {
  it("is solved also where the first pivot is zero", () => {
    const found = solveLinear(
      [
        [0, 2, 1],
        [1, 1, 1],
        [2, 0, 3],
      ],
      [7, 6, 11],
    );
    [1, 2, 3].forEach((value, at) => {
      expect(found?.[at]).toBeCloseTo(value, 12);
    });
  });

  it("has no answer where a row repeats another", () => {
    expect(
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeNull();
  });
});
