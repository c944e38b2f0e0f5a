import { Temporal } from "temporal-polyfill";

/** Day of the week by ISO 8601: Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Hours of one day, local clock "HH:MM"; `to` may be "24:00", the end of the day. */
export type OpenHours = { day: Weekday; from: string; to: string };

/**
 * When a support team answers. `zone` is an IANA name (an unknown one counts as UTC), `holidays` are local calendar
 * days ("2026-12-25") on which nobody does. A week without any hours counts as always open: a clock that never runs
 * would hide what is due.
 */
export type SupportHours = { zone: string; weekly: OpenHours[]; holidays: string[] };

/** How many days a search goes on; a year of holidays in a row is no calendar. */
const mostDays = 4_000;

type Span = { from: number; to: number };

/** Whether the team answers at this instant. Hours include their start and not their end. */
export function isOpen(at: Date, support: SupportHours): boolean {
  if (support.weekly.length === 0) return true;
  const day = dayOf(at.getTime(), support.zone);
  return spansOn(day, support).some((span) => span.from <= at.getTime() && at.getTime() < span.to);
}

/** The first instant from `at` on at which the team answers: `at` itself when it does. Null when none is near. */
export function nextOpening(at: Date, support: SupportHours): Date | null {
  if (support.weekly.length === 0) return at;
  for (const span of spansFrom(at.getTime(), support)) return new Date(span.from);
  return null;
}

/**
 * The instant at which `minutes` of support hours have passed since `start`. Elapsed minutes count: an hour that the
 * clock skips or repeats in the night of a change is no or two hours of work. Never before `start`.
 */
export function addBusinessMinutes(start: Date, minutes: number, support: SupportHours): Date {
  let left = Math.max(0, minutes) * 60_000;
  if (support.weekly.length === 0) return new Date(start.getTime() + left);
  for (const span of spansFrom(start.getTime(), support)) {
    if (span.to - span.from >= left) return new Date(span.from + left);
    left -= span.to - span.from;
  }
  // No hours within eleven years: the clock runs on as if there were no calendar.
  return new Date(start.getTime() + minutes * 60_000);
}

/** Minutes of support hours between two instants, whole, rounded down; 0 when `to` is not after `from`. */
export function businessMinutesBetween(from: Date, to: Date, support: SupportHours): number {
  if (to <= from) return 0;
  if (support.weekly.length === 0) return Math.floor((to.getTime() - from.getTime()) / 60_000);
  let passed = 0;
  for (const span of spansFrom(from.getTime(), support)) {
    if (span.from >= to.getTime()) break;
    passed += Math.min(span.to, to.getTime()) - span.from;
  }
  return Math.floor(passed / 60_000);
}

/** Spans of open time that end after `start`, the first one cut to begin there, in order and without overlap. */
function* spansFrom(start: number, support: SupportHours): Generator<Span> {
  let day = dayOf(start, support.zone);
  let reached = start;
  for (let days = 0; days < mostDays; days++, day = day.add({ days: 1 })) {
    for (const span of spansOn(day, support)) {
      if (span.to <= reached) continue;
      const cut = { from: Math.max(span.from, reached), to: span.to };
      reached = cut.to;
      yield cut;
    }
  }
}

/** Days already worked out, for as long as their calendar is in use: a list asks for the same days line by line. */
const workedOut = new WeakMap<SupportHours, Map<string, Span[]>>();

/** The open spans of one local day, as epoch milliseconds. */
function spansOn(day: Temporal.PlainDate, support: SupportHours): Span[] {
  const days = workedOut.get(support) ?? new Map<string, Span[]>();
  workedOut.set(support, days);
  const name = day.toString();
  const spans = days.get(name) ?? workOut(day, support);
  days.set(name, spans);
  return spans;
}

function workOut(day: Temporal.PlainDate, support: SupportHours): Span[] {
  if (support.holidays.includes(day.toString())) return [];
  return support.weekly
    .filter((hours) => hours.day === day.dayOfWeek)
    .map((hours) => ({
      from: instantOf(day, hours.from, support.zone),
      to: instantOf(day, hours.to, support.zone),
    }))
    .filter((span) => span.from < span.to)
    .sort((a, b) => a.from - b.from);
}

/** A local time that the clock skips is the instant after the gap, one it repeats the first of the two. */
function instantOf(day: Temporal.PlainDate, time: string, zone: string): number {
  if (time === "24:00") return startOf(day.add({ days: 1 }), zone);
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  return wall.toZonedDateTime(known(zone), { disambiguation: "compatible" }).epochMilliseconds;
}

function startOf(day: Temporal.PlainDate, zone: string): number {
  return day.toZonedDateTime(known(zone)).epochMilliseconds;
}

function dayOf(at: number, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(known(zone)).toPlainDate();
}

const zones = new Map<string, string>();

function known(zone: string): string {
  let name = zones.get(zone);
  if (name === undefined) {
    name = isZone(zone) ? zone : "UTC";
    zones.set(zone, name);
  }
  return name;
}

/** Whether the text names a time zone of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
