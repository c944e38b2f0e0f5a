import { addDays, type Day, dayAt, daysBetween, endOfDay } from "./destination-calendar";
import type { Lane } from "./lane";
import { latestEvent, type ParcelEvent, type ParcelState } from "./parcel-state";

export type EstimatingEvent = ParcelEvent & { estimatedDeliveryAt: Date | null };

/** What a forecast is made from. */
export type Expected = {
  state: ParcelState;
  sentAt: Date;
  country: string | null;
  promisedBy: Day | null;
  events: readonly EstimatingEvent[];
  lane: Lane | null;
};

/** When a parcel is expected, both days included. */
export type Forecast =
  | { source: "carrier"; from: Day; by: Day; saidAt: Date }
  /**
   * From what the same carrier took to the same country: nine in ten of the `of` parcels that were still under way
   * after as many days arrived between the two. `late` of them took longer than this one's promise allows.
   */
  | { source: "history"; from: Day; by: Day; of: number; late: number | null };

/** Deliveries a lane must have had before it says anything. */
export const leastDeliveries = 20;
/** Parcels as slow as this one that must be left to compare it with. */
const leastAsSlow = 5;

const underWay: readonly ParcelState[] = [
  "sent",
  "label-created",
  "picked-up",
  "in-transit",
  "delayed",
  "on-hold",
  "attempt-failed",
  "unknown",
];

/**
 * When a parcel is expected at `now`, or null where neither the carrier nor 20 deliveries of the lane can tell. The
 * carrier's word comes first while its day has not passed; a parcel that is being brought is expected today.
 */
export function forecastOf(expected: Expected, now: Date): Forecast | null {
  const { country, state, sentAt, lane, promisedBy } = expected;
  const today = dayAt(now, country);
  const carriers = carriersWord(expected);
  if (carriers && carriers.day >= today) {
    return { source: "carrier", from: carriers.day, by: carriers.day, saidAt: carriers.at };
  }
  if (!lane || lane.days.length < leastDeliveries || !underWay.includes(state)) return null;
  const sent = dayAt(sentAt, country);
  const asSlow = asSlowAs(lane, Math.max(0, daysBetween(sent, today)));
  if (asSlow.length < leastAsSlow) return null;
  const allowed = promisedBy === null ? null : daysBetween(sent, promisedBy);
  return {
    source: "history",
    from: addDays(sent, quantile(asSlow, 0.05)),
    by: addDays(sent, quantile(asSlow, 0.95)),
    of: asSlow.length,
    late: allowed === null ? null : asSlow.filter((days) => days > allowed).length,
  };
}

/**
 * From when on a parcel is predicted late if nothing more is heard: the carrier names a day after the promise, or half
 * of the parcels that took this long took longer than promised. Null where it is not, or nothing can tell.
 */
export function predictedLateSince(expected: Expected, now: Date): Date | null {
  const { country, state, sentAt, lane, promisedBy } = expected;
  if (promisedBy === null) return null;
  const carriers = carriersWord(expected);
  if (carriers && carriers.day >= dayAt(now, country)) {
    return carriers.day > promisedBy ? namedLateSince(expected, promisedBy) : null;
  }
  if (!lane || lane.days.length < leastDeliveries || !underWay.includes(state)) return null;
  const sent = dayAt(sentAt, country);
  const allowed = daysBetween(sent, promisedBy);
  const late = lane.days.filter((days) => days > allowed).length;
  for (let gone = 0; gone <= allowed; gone++) {
    const asSlow = asSlowAs(lane, gone).length;
    if (asSlow < leastAsSlow) return null;
    if (late * 2 >= asSlow) return gone === 0 ? sentAt : endOfDay(addDays(sent, gone - 1), country);
  }
  return null;
}

/** The day the carrier named last, or today's where it is bringing the parcel. */
function carriersWord({ state, country, events }: Expected): { day: Day; at: Date } | null {
  const latest = latestEvent(events);
  if (state === "out-for-delivery" && latest) {
    return { day: dayAt(latest.happenedAt, country), at: latest.happenedAt };
  }
  if (!underWay.includes(state)) return null;
  const telling = latestEvent(events.filter((event) => event.estimatedDeliveryAt !== null));
  if (!telling?.estimatedDeliveryAt) return null;
  return { day: dayAt(telling.estimatedDeliveryAt, country), at: telling.happenedAt };
}

/** When the carrier began to name days after the promise: each scan that repeats one is no new warning. */
function namedLateSince({ country, events, sentAt }: Expected, promisedBy: Day): Date {
  const telling = events.filter((event) => event.estimatedDeliveryAt !== null);
  const isLate = ({ estimatedDeliveryAt: day }: EstimatingEvent) =>
    day !== null && dayAt(day, country) > promisedBy;
  const lastInTime = latestEvent(telling.filter((event) => !isLate(event)))?.happenedAt ?? new Date(0);
  const since = telling.filter((event) => isLate(event) && event.happenedAt >= lastInTime);
  return since.length === 0 ? sentAt : new Date(Math.min(...since.map(({ happenedAt }) => +happenedAt)));
}

/** Days of the lane's deliveries that took at least `gone`, shortest first. */
function asSlowAs(lane: Lane, gone: number): number[] {
  return lane.days.filter((days) => days >= gone).sort((a, b) => a - b);
}

/** The smallest value that at least `share` of the sorted values do not exceed. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
