import { mean } from "./summary";

/** `interval` is that of the performance; null where it has none. */
export type Aspect = {
  id: string;
  importance: number;
  performance: number;
  interval: [low: number, high: number] | null;
};

export type Quadrant = "concentrate" | "keep_up" | "low_priority" | "possible_overkill";

/** `sure`: the whole interval lies on the same side of the performance line. */
export type PlacedAspect = Aspect & { quadrant: Quadrant; sure: boolean };

/**
 * Importance-performance analysis (Martilla and James, J. Marketing 41 (1977) 77-79): importance against performance, lines
 * at the grand means. Such lines always leave something to concentrate on, however good everything is: it says where to
 * begin, not that it is bad. A point on a line counts as above it.
 */
export function importancePerformance(aspects: readonly Aspect[]): {
  importanceLine: number;
  performanceLine: number;
  aspects: PlacedAspect[];
} {
  const importanceLine = mean(aspects.map((one) => one.importance));
  const performanceLine = mean(aspects.map((one) => one.performance));
  const placed = aspects.map((one) => {
    const important = one.importance >= importanceLine;
    const well = one.performance >= performanceLine;
    const quadrant: Quadrant = important
      ? well
        ? "keep_up"
        : "concentrate"
      : well
        ? "possible_overkill"
        : "low_priority";
    const sure =
      one.interval !== null && (one.interval[0] > performanceLine || one.interval[1] < performanceLine);
    return { ...one, quadrant, sure };
  });
  return { importanceLine, performanceLine, aspects: placed };
}

/** What closing a dimension's gap would be worth: weight (share of 1) · the shortfall; 0 where buyers got what they expected. */
export const gapPriority = (weight: number, gap: number) => weight * Math.max(0, -gap);
