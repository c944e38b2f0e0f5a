import { Temporal } from "temporal-polyfill";
import type { Handling } from "./service";

/** Calendar dates, YYYY-MM-DD: the day it leaves, and the days between which it arrives at the destination. */
export type PromiseDates = { ships: string; from: string; by: string };

const saturdayAndSunday: readonly number[] = [6, 7];
/** Countries whose weekend is another one (Unicode CLDR, supplemental week data); days as 1 (Monday) to 7. */
export const weekends: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(
    ["BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "SD", "SY", "YE"].map((country) => [
      country,
      [5, 6],
    ]),
  ),
  AF: [4, 5],
  IR: [5],
  IN: [7],
  UG: [7],
};

/**
 * When a parcel ordered at `at` leaves and arrives. An order before the cut-off, by the warehouse's clock, counts for
 * today, else for tomorrow; the first working day from there plus the processing working days is the day it leaves;
 * transit counts the destination's working days.
 */
export function promiseDates(asked: {
  at: Date;
  timezone: string;
  handling: Handling;
  transit: { min: number; max: number };
  country: string | null;
}): PromiseDates {
  return arrivalDates(shippingDay(asked), asked);
}

/** The first half of a promise, which no service changes: the day it leaves. */
export function shippingDay(asked: { at: Date; timezone: string; handling: Handling }): Temporal.PlainDate {
  const { handling } = asked;
  const ordered = localTime(asked.at, asked.timezone);
  const late =
    Temporal.PlainTime.compare(ordered.toPlainTime(), Temporal.PlainTime.from(handling.cutOff)) >= 0;
  const warehouse = (day: Temporal.PlainDate) =>
    handling.workingDays.includes(day.dayOfWeek) && !handling.holidays.includes(day.toString());
  const today = ordered.toPlainDate();
  const begins = firstWorkingDay(late ? today.add({ days: 1 }) : today, warehouse);
  return addWorkingDays(begins, handling.processingDays, warehouse);
}

/** The second half: the days between which what leaves on `ships` arrives. */
export function arrivalDates(
  ships: Temporal.PlainDate,
  { transit, country }: { transit: { min: number; max: number }; country: string | null },
): PromiseDates {
  const rest = weekends[country ?? ""] ?? saturdayAndSunday;
  const carrier = (day: Temporal.PlainDate) => !rest.includes(day.dayOfWeek);
  return {
    ships: ships.toString(),
    from: addWorkingDays(ships, transit.min, carrier).toString(),
    by: addWorkingDays(ships, transit.max, carrier).toString(),
  };
}

type IsWorkingDay = (day: Temporal.PlainDate) => boolean;
/** A calendar without a single working day in a year is a mistake; the walk ends there. */
const longestWalkDays = 400;

function firstWorkingDay(day: Temporal.PlainDate, isWorking: IsWorkingDay): Temporal.PlainDate {
  let at = day;
  for (let walked = 0; !isWorking(at) && walked < longestWalkDays; walked++) at = at.add({ days: 1 });
  return at;
}

function addWorkingDays(day: Temporal.PlainDate, days: number, isWorking: IsWorkingDay): Temporal.PlainDate {
  let at = day;
  for (let left = days; left > 0; left--) at = firstWorkingDay(at.add({ days: 1 }), isWorking);
  return at;
}

function localTime(at: Date, timezone: string): Temporal.ZonedDateTime {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  try {
    return instant.toZonedDateTimeISO(timezone);
  } catch {
    return instant.toZonedDateTimeISO("UTC");
  }
}
