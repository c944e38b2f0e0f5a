import { type Proportion, proportion } from "../../lib/proportion-interval";
import { rubric } from "./rubric";

/** On-time share of the decided parcels with its 90 % interval. */
export type Rating = Proportion & { provisional: boolean };

/**
 * The on-time rating from counts of parcels: on time ÷ (on time + late). A parcel still under way before its promised day
 * is undecided and does not count; after it, it counts as late. Null without a decided parcel.
 * Formula: Wilson score interval, see app/lib/proportion-interval.ts.
 */
export function ratingOf({ onTime, late }: { onTime: number; late: number }): Rating | null {
  const found = proportion(onTime, onTime + late);
  return found && { ...found, provisional: found.n < rubric.provisionalUnder };
}

/**
 * What providers are ordered by, in millionths: the interval's lower end, so that three perfect parcels do not stand above
 * two hundred good ones. 0 without a rating.
 */
export function rankOf(counts: { onTime: number; late: number }): number {
  return Math.round((ratingOf(counts)?.low ?? 0) * 1_000_000);
}
