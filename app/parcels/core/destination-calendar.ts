import { Temporal } from "temporal-polyfill";

/** A calendar day, "2026-11-23". */
export type Day = string;

/** The platform's own table of zones and weekends by region (CLDR); newer than the language's type definitions. */
type RegionLocale = Intl.Locale & {
  getTimeZones?(): string[] | undefined;
  getWeekInfo?(): { weekend: number[] };
};

/** Where the last day on Earth ends: stands in for a destination nobody knows. */
const lastZone = "Etc/GMT+12";
const known = new Map<string, { zones: string[]; weekend: number[] }>();

/** IANA zones of a country (ISO 3166-1 alpha-2) and its weekend (1 Monday to 7 Sunday). */
function regionOf(country: string | null): { zones: string[]; weekend: number[] } {
  const code = country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : "ZZ";
  const found = known.get(code);
  if (found) return found;
  const locale: RegionLocale = new Intl.Locale(`und-${code}`);
  const zones = locale.getTimeZones?.() ?? [];
  const region = {
    zones: zones.length > 0 ? zones : [lastZone],
    weekend: locale.getWeekInfo?.().weekend ?? [6, 7],
  };
  known.set(code, region);
  return region;
}

/**
 * The clock a destination is read by. A country with several zones counts by the one whose clock stands latest behind
 * (Honolulu for the United States): a day has passed there only once it has passed everywhere in the country, so no
 * parcel is called late that may have been in time where it went. A country without zones counts by UTC−12.
 */
function clockOf(instant: Date, country: string | null): Temporal.ZonedDateTime {
  const at = Temporal.Instant.fromEpochMilliseconds(instant.getTime());
  const clocks = regionOf(country).zones.map((zone) => at.toZonedDateTimeISO(zone));
  return clocks.reduce((behind, clock) =>
    clock.offsetNanoseconds < behind.offsetNanoseconds ? clock : behind,
  );
}

/** The calendar day at the destination. */
export function dayAt(instant: Date, country: string | null): Day {
  return clockOf(instant, country).toPlainDate().toString();
}

/** The first instant at which `day` has ended everywhere in the country. */
export function endOfDay(day: Day, country: string | null): Date {
  const next = Temporal.PlainDate.from(day).add({ days: 1 });
  const ends = regionOf(country).zones.map((zone) => next.toZonedDateTime(zone).epochMilliseconds);
  return new Date(Math.max(...ends));
}

/** Noon of a day at the destination: an instant that is on that day for certain. */
export function noonOf(day: Day, country: string | null): Date {
  return new Date(endOfDay(day, country).getTime() - 12 * 3_600_000);
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Calendar days from one day to another; negative where the other comes first. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
}

/** Whether a text is a day of the calendar: "2026-02-30" is not. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** The day `count` business days after `day`, by the weekend of the country; holidays are not known here. */
export function addBusinessDays(day: Day, count: number, country: string | null): Day {
  const { weekend } = regionOf(country);
  let at = Temporal.PlainDate.from(day);
  for (let left = count; left > 0; ) {
    at = at.add({ days: 1 });
    if (!weekend.includes(at.dayOfWeek)) left -= 1;
  }
  return at.toString();
}

/** The same time of day `count` business days later at the destination. */
export function afterBusinessDays(instant: Date, count: number, country: string | null): Date {
  const clock = clockOf(instant, country);
  const day = addBusinessDays(clock.toPlainDate().toString(), count, country);
  const later = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: clock.timeZoneId,
    plainTime: clock.toPlainTime(),
  });
  return new Date(later.epochMilliseconds);
}
