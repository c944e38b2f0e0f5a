import { Temporal } from "temporal-polyfill";
import { ok, problem, type Result } from "../../lib/result";

/** A way of writing a day, ready to read with. */
export type DayFormat = { pattern: RegExp; parts: readonly Part[] };

type Part = "day" | "month" | "monthName" | "year" | "shortYear" | "skip";

/** What stands for what in a format; D and d, Y and y mean the same, as different tools write them. */
const tokens: Readonly<Record<string, { part: Part; pattern: string }>> = {
  d: { part: "day", pattern: "(\\d{1,2})" },
  M: { part: "month", pattern: "(\\d{1,2})" },
  MMM: { part: "monthName", pattern: "(\\p{L}{3,12})\\.?" },
  yy: { part: "shortYear", pattern: "(\\d{2})" },
  yyyy: { part: "year", pattern: "(\\d{4})" },
  H: { part: "skip", pattern: "(\\d{1,2})" },
  m: { part: "skip", pattern: "(\\d{2})" },
  s: { part: "skip", pattern: "(\\d{2}(?:[.,]\\d{1,9})?)" },
  a: { part: "skip", pattern: "([AaPp]\\.?[Mm]\\.?)" },
  Z: { part: "skip", pattern: "(Z|[+-]\\d{2}:?(?:\\d{2})?)" },
};

const spelled: Readonly<Record<string, string>> = {
  ...{ D: "d", DD: "d", dd: "d", MM: "M", MMMM: "MMM", YY: "yy", YYYY: "yyyy" },
  ...{ HH: "H", h: "H", hh: "H", mm: "m", ss: "s", A: "a", XXX: "Z" },
  ...{ "%d": "d", "%m": "M", "%b": "MMM", "%B": "MMM", "%y": "yy", "%Y": "yyyy" },
  ...{ "%H": "H", "%I": "H", "%M": "m", "%S": "s", "%p": "a", "%z": "Z" },
};

const piece = /%[A-Za-z]|([A-Za-z])\1*|'[^']*'|\[[^\]]*\]|[^A-Za-z%'[]+|./gu;

/**
 * Reads a format such as `D-MMM-YY`, `dd/MM/yyyy HH:mm` or `%d.%m.%Y`. Day and month take one or two digits however they are
 * written, spaces any number. Null for a format without a day, month and year, or with a letter that stands for nothing;
 * a bare T, as ISO 8601 has it, stands for itself.
 */
export function dayFormat(text: string): DayFormat | null {
  const parts: Part[] = [];
  let pattern = "";
  for (const [word] of text.trim().matchAll(piece)) {
    const token = tokens[spelled[word] ?? word];
    if (token) {
      parts.push(token.part);
      pattern += token.pattern;
    } else if (/^[A-Za-z%]/.test(word) && word !== "T") return null;
    else pattern += literal(word.replace(/^'(.*)'$|^\[(.*)\]$/u, "$1$2"));
  }
  const has = (...any: Part[]) => parts.filter((part) => any.includes(part)).length === 1;
  if (!has("day") || !has("month", "monthName") || !has("year", "shortYear")) return null;
  return { pattern: new RegExp(`^${pattern}$`, "u"), parts };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+");
}

/** Languages whose month names are read, whatever the format's own language. */
const monthLanguages = ["en", "de", "es", "fr", "pt", "it", "nl"];

const monthNames = new Map(
  monthLanguages.flatMap((language) =>
    (["long", "short"] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, index): [string, number] => {
        const format = new Intl.DateTimeFormat(language, { month, day: "numeric", timeZone: "UTC" });
        const parts = format.formatToParts(Date.UTC(2024, index, 1));
        return [folded(parts.find(({ type }) => type === "month")?.value ?? ""), index + 1];
      }),
    ),
  ),
);

function folded(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/[\p{M}.]/gu, "")
    .toLowerCase();
}

/** Two digits of a year: up to 69 they are this century's, as spreadsheets and POSIX have it. */
const centuryTurn = 70;
const earliestYear = 1970;
const latestYear = 2100;

/**
 * The calendar day (YYYY-MM-DD) a cell names, exactly as written there: a time or zone beside it moves nothing.
 * Problems: `not-a-date` (no format fits, or there is no such day), `ambiguous-date` (two of the formats fit and name
 * different days), `far-date` (before 1970 or after 2100).
 */
export function readDay(
  text: string,
  formats: readonly DayFormat[],
): Result<string, "not-a-date" | "ambiguous-date" | "far-date"> {
  const days = new Set(formats.flatMap((format) => dayBy(format, text) ?? []));
  const [day] = days;
  if (day === undefined) return problem("not-a-date");
  if (days.size > 1) return problem("ambiguous-date");
  const year = Number(day.slice(0, 4));
  return year < earliestYear || year > latestYear ? problem("far-date") : ok(day);
}

function dayBy({ pattern, parts }: DayFormat, text: string): string | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const said: Partial<Record<Part, string>> = {};
  for (const [index, part] of parts.entries()) said[part] = match[index + 1] ?? "";
  const short = Number(said.shortYear);
  const year = said.year === undefined ? short + (short < centuryTurn ? 2000 : 1900) : Number(said.year);
  const month = said.month === undefined ? monthNames.get(folded(said.monthName ?? "")) : Number(said.month);
  try {
    const day = { year, month: month ?? 0, day: Number(said.day) };
    return Temporal.PlainDate.from(day, { overflow: "reject" }).toString();
  } catch {
    return null;
  }
}

/** Formats that files are found to have, the unmistakable ones first. */
const usualFormats = [
  "YYYY-MM-DD",
  "YYYY-MM-DD HH:mm:ss",
  "YYYY-MM-DDTHH:mm:ssZ",
  "YYYY-MM-DDTHH:mm:ss",
  "YYYY/MM/DD",
  "YYYY/MM/DD HH:mm",
  "YYYY-MM-DD HH:mm",
  "D-MMM-YY",
  "D-MMM-YYYY",
  "D MMM YYYY",
  "MMM D, YYYY",
  "D.M.YYYY",
  "D.M.YYYY HH:mm",
  "D.M.YY",
  "D/M/YYYY",
  "M/D/YYYY",
  "D/M/YYYY HH:mm",
  "M/D/YYYY HH:mm",
  "D/M/YY",
  "M/D/YY",
];

/** Two orders of the same digits: where cells fit both, which one holds is for a person to say. */
const contrary: Readonly<Record<string, string>> = {
  "D/M/YYYY": "M/D/YYYY",
  "D/M/YYYY HH:mm": "M/D/YYYY HH:mm",
  "D/M/YY": "M/D/YY",
};

/** Formats the cells of a few rows are written in, as a suggestion: of two contrary ones the one that reads more of them. */
export function suggestFormats(cells: readonly string[]): string[] {
  const said = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const reads = (name: string) => {
    const format = dayFormat(name);
    return format ? said.filter((cell) => dayBy(format, cell) !== null).length : 0;
  };
  const fitting = usualFormats.filter((name) => reads(name) > 0);
  const dropped = Object.entries(contrary).map(([a, b]) => (reads(a) > reads(b) ? b : a));
  const both = (name: string) =>
    Object.entries(contrary).some(
      (pair) => pair.includes(name) && pair.every((one) => fitting.includes(one)),
    );
  return fitting.filter((name) => !(both(name) && dropped.includes(name)));
}
