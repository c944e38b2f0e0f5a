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

/** The calendar day of `at` in `zone`, as YYYY-MM-DD; an unknown zone counts as UTC. */
export function calendarDay(at: Date, zone: string): string {
  return inZone(Temporal.Instant.fromEpochMilliseconds(at.getTime()), zone).toPlainDate().toString();
}

/** The calendar day `days` days after `day` (YYYY-MM-DD). Throws RangeError for what is no day. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The calendar day of `at` in `zone`, "2026-11-23"; an unknown zone counts as UTC. */
export function dayIn(at: Date, zone: string): string {
  return inZone(Temporal.Instant.fromEpochMilliseconds(at.getTime()), zone).toPlainDate().toString();
}

function inZone(instant: Temporal.Instant, zone: string): Temporal.ZonedDateTime {
  try {
    return instant.toZonedDateTimeISO(zone);
  } catch {
    return instant.toZonedDateTimeISO("UTC");
  }
}

/** A calendar day as a database's date column holds it, and back. */
export function toDateColumn(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

export function fromDateColumn(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}
