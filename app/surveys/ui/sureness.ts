import type { GapEstimate } from "../core/gap-estimate";

/** How sure a gap is, in words. Zero inside the interval: nobody can tell it from what was expected. */
export function sureness({ early, low, high }: Pick<GapEstimate, "early" | "low" | "high">) {
  if (early) return "quality.sure.early";
  if (high < 0) return "quality.sure.below";
  return low > 0 ? "quality.sure.above" : "quality.sure.asExpected";
}
