import { describe, expect, it } from "vitest";
import { studentCdf, studentQuantile } from "./student-t";

describe("the quantile of Student's distribution", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2; 1 and 2 degrees also have closed forms.
  it.each([
    [0.95, 1, 6.313751515],
    [0.95, 2, 2.91998558],
    [0.95, 4, 2.131846786],
    [0.95, 9, 1.833112933],
    [0.95, 29, 1.699127027],
    [0.975, 4, 2.776445105],
    [0.975, 10, 2.228138852],
    [0.975, 100, 1.983971519],
    [0.95, 1_000, 1.646378818],
  ])("at %d with %d degrees of freedom is %d", (p, freedom, expected) => {
    expect(studentQuantile(p, freedom)).toBeCloseTo(expected, 8);
  });

  it("mirrors itself around zero and is undone by the distribution", () => {
    for (const freedom of [1, 3, 12, 143, 5_000]) {
      expect(studentQuantile(0.05, freedom)).toBeCloseTo(-studentQuantile(0.95, freedom), 9);
      expect(studentCdf(studentQuantile(0.95, freedom), freedom)).toBeCloseTo(0.95, 10);
    }
    expect(studentCdf(0, 7)).toBeCloseTo(0.5, 12);
  });

  it("comes to the normal one with many degrees of freedom", () => {
    expect(studentQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 5);
  });
});
