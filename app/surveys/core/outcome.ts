import type { Pair } from "./gap-sums";
import type { Answer } from "./part";

type Timeline = { at: Date; state: string }[];

/** States after which an expectation may already be coloured by what happened. */
const telling = ["delayed", "on-hold", "attempt-failed", "delivered", "returning", "failed"];

/**
 * From when on a buyer may know how it went: the first delivery, delay or failed attempt of any parcel. Null while
 * nothing of the kind has happened. An expectation given later is kept apart (Hamer, Liu and Sudharshan 1999).
 */
export function outcomeKnownFrom(parcels: { deliveredAt: Date | null; timeline: Timeline }[]): Date | null {
  const moments = parcels.flatMap(({ deliveredAt, timeline }) => [
    ...(deliveredAt ? [deliveredAt.getTime()] : []),
    ...timeline.filter((entry) => telling.includes(entry.state)).map((entry) => entry.at.getTime()),
  ]);
  return moments.length === 0 ? null : new Date(Math.min(...moments));
}

/** Whether every parcel of an order has arrived, by its events or by the buyer's own word. */
export function hasArrived(parcels: { deliveredAt: Date | null }[]): boolean {
  return parcels.length > 0 && parcels.every((parcel) => parcel.deliveredAt !== null);
}

/** Statements with both answers; an expectation given late makes no pair. */
export function pairsOf(expected: readonly (Answer & { late: boolean })[], felt: readonly Answer[]): Pair[] {
  return felt.flatMap(({ item, value }) => {
    const before = expected.find((answer) => answer.item === item && !answer.late);
    return value === null || before === undefined || before.value === null
      ? []
      : [{ item, expected: before.value, felt: value }];
  });
}
