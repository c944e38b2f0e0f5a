import { Temporal } from "temporal-polyfill";

/**
 * The instant at which the calendar day of `at`, `daysBack` days earlier, began in `zone` (an IANA name; an
 * unknown one counts as UTC). Where the clock skips midnight the day begins at its first instant.
 */
export function startOfDay(at: Date, zone: string, daysBack = 0): Date {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const day = inZone(instant, zone).subtract({ days: daysBack }).startOfDay();
  return new Date(day.epochMilliseconds);
}

function inZone(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(zone);
  } catch {
    return instant.toZonedDateTimeISO("UTC");
  }
}
