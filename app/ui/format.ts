/** An amount in the smallest unit of its currency: cents, yen, fils. */
export type Money = { minor: number; currency: string };

export type Format = ReturnType<typeof createFormat>;

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const steps: { unit: "day" | "hour" | "minute" | "second"; milliseconds: number }[] = [
  { unit: "day", milliseconds: day },
  { unit: "hour", milliseconds: hour },
  { unit: "minute", milliseconds: minute },
  { unit: "second", milliseconds: second },
];

/** The largest unit that fits at least once, with the whole number of times it fits. */
function largestStep(milliseconds: number) {
  const step = steps.find((candidate) => milliseconds >= candidate.milliseconds);
  const { unit, milliseconds: size } = step ?? { unit: "second" as const, milliseconds: second };
  return { unit, amount: Math.floor(milliseconds / size) };
}

/**
 * Formatters for one language and one IANA time zone.
 * Every instant is an ISO 8601 string; nothing here reads the clock.
 */
export function createFormat(locale: string, timeZone: string) {
  const chinese = locale.startsWith("zh");
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const regions = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const clock = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: "medium", hourCycle: "h23" });
  const moment = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: "numeric",
    month: chinese ? "long" : "short",
    day: "numeric",
    hour: chinese ? "2-digit" : "numeric",
    minute: "2-digit",
    // UTC stands in for a shop's zone that is not known: said, it is not taken for local time.
    ...(timeZone === "UTC" ? { timeZoneName: "short" } : {}),
  });
  const calendarDay = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    year: "numeric",
    month: chinese ? "long" : "short",
    day: "numeric",
  });
  // "Yesterday" would claim a calendar day where only elapsed hours are known.
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");

  return {
    /** A whole number with the language's digit groups. */
    count: (value: number) => integer.format(value),
    /** A number with at most one decimal. */
    decimal: (value: number) => tenths.format(value),
    /** A share between 0 and 1 in whole per cent. */
    percent: (share: number) => percent.format(share),
    /** An amount with as many decimals as its currency has: none for JPY, three for KWD. */
    money: ({ minor, currency }: Money) => {
      const amounts = new Intl.NumberFormat(locale, { style: "currency", currency });
      const { maximumFractionDigits = 2 } = amounts.resolvedOptions();
      return amounts.format(minor / 10 ** maximumFractionDigits);
    },
    /** Hours, minutes and seconds. */
    clock: (instant: string) => clock.format(new Date(instant)),
    /** Date and time to the minute. */
    moment: (instant: string) => moment.format(new Date(instant)),
    /** A calendar day such as "2026-11-23", which belongs to no zone. */
    day: (date: string) => calendarDay.format(new Date(`${date}T00:00:00Z`)),
    /** How long before `now` something happened, in whole units of elapsed time; the future counts as now. */
    ago: (instant: string, now: string) => {
      const elapsed = Math.max(0, Date.parse(now) - Date.parse(instant));
      if (elapsed < second) return justNow;
      const { unit, amount } = largestStep(elapsed);
      return relative.format(-amount, unit);
    },
    /** A length of time in its largest whole unit, at least one second. */
    span: (milliseconds: number) => {
      const { unit, amount } = largestStep(Math.max(milliseconds, second));
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount);
    },
    /** A country's name from its ISO 3166 code; a code nobody knows stays as it is. */
    country: (code: string) => (/^[A-Za-z]{2}$/.test(code) ? regions.of(code.toUpperCase()) : code) ?? code,
  };
}
