import { expect, it } from "vitest";
import { allowance } from "./allowance";

it("allows so many uses per key and window, and starts anew in the next", () => {
  const may = allowance({ most: 2, windowMs: 60_000 });
  const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000);
  expect([may("a", at(0)), may("a", at(1)), may("a", at(59)), may("b", at(59))]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(may("a", at(60))).toBe(true);
});
