import { describe, expect, it } from "vitest";
import { rankOf, ratingOf } from "./rating";

describe("a rating", () => {
  it("does not put three perfect parcels before two hundred good ones", () => {
    expect(rankOf({ onTime: 3, late: 0 })).toBeLessThan(rankOf({ onTime: 188, late: 12 }));
    expect(rankOf({ onTime: 0, late: 0 })).toBe(0);
  });

  it("is provisional under thirty parcels and absent without any", () => {
    expect(ratingOf({ onTime: 29, late: 0 })?.provisional).toBe(true);
    expect(ratingOf({ onTime: 29, late: 1 })?.provisional).toBe(false);
    expect(ratingOf({ onTime: 0, late: 0 })).toBeNull();
  });
});
