import { describe, expect, it } from "vitest";
import { type DecimalMark, numberOf, readMillionths } from "./written-number";

const read = (text: string, mark: DecimalMark | null = null) => {
  const result = readMillionths(text, mark);
  return result.ok ? numberOf(result.value) : result.problem;
};

describe("readMillionths", () => {
  it("reads numbers as spreadsheets of several countries write them", () => {
    expect(
      ["68874.85", "-12.5", "0", ".5", "1,234.50", "1.234,50", "12,5", "1,234,567"].map((text) => read(text)),
    ).toEqual([68_874.85, -12.5, 0, 0.5, 1_234.5, 1_234.5, 12.5, 1_234_567]);
    expect(["1.234", "1,234", "1.234.567,8", "12", "1 234,5"].map((text) => read(text, ","))).toEqual([
      1_234, 1.234, 1_234_567.8, 12, 1_234.5,
    ]);
    expect(read("1,234", ".")).toBe(1_234);
  });

  it("does not guess whether a comma before three digits is a thousand", () => {
    expect(read("1,234")).toBe("ambiguous-number");
    expect(read("1.234")).toBe(1.234);
  });

  it("refuses text, formulas, exponents, and numbers nobody pays", () => {
    for (const text of [
      "Invoiced Separately",
      "See ASN-93 (ID#:1281)",
      "=1+1",
      "1e3",
      "$5",
      "5 kg",
      "",
      "9".repeat(16),
      "1.2.3",
      "NaN",
    ]) {
      expect(read(text)).toBe("not-a-number");
    }
    expect(read("12.5.1", ",")).toBe("not-a-number");
  });

  it("adds without the error of floats, rounding beyond millionths", () => {
    const sum = ["0.1", "0.2", "12.300000000000001"].reduce((all, text) => {
      const one = readMillionths(text, null);
      return one.ok ? all + one.value : all;
    }, 0n);
    expect(numberOf(sum)).toBe(12.6);
    expect(read("0.0000005")).toBe(0.000_001);
    expect(numberOf(-1_500_000n)).toBe(-1.5);
  });
});
