import type { Instrument } from "./instrument";
import { type Cells, readFile } from "./response-file";
import type { StudyWarning } from "./warning";

/** One respondent's answers to one item as a row gives them. */
export type StudyAnswer = {
  respondent: string;
  item: string;
  expectation: number | null;
  perception: number | null;
  provider: string | null;
  market: string | null;
  group: string | null;
};

/**
 * What a file holds. `points` are a respondent's importance per dimension, `outcomes` the overall judgements. `rows`: read
 * are all after the heading, `used` those that gave an answer or points, `empty` those that gave nothing, `leftOut` those
 * with something wrong.
 */
export type Responses = {
  answers: StudyAnswer[];
  points: Map<string, Map<string, number>>;
  outcomes: Map<string, number>;
  rows: { read: number; used: number; empty: number; leftOut: number };
  warnings: StudyWarning[];
};

/**
 * Reads responses in long form, UTF-8, separated by comma, semicolon, tab or bar. Rows with something wrong are left out and
 * named; only a file without its headings, or one that is no such text, is refused.
 */
export function readResponses(bytes: Uint8Array, instrument: Instrument): Responses {
  const warnings: StudyWarning[] = [];
  const rows = readFile(bytes, warnings);
  const taker = rowTaker(instrument, warnings);
  for (const row of rows) taker.take(row);
  return taker.finish(rows.length);
}

/** A number as it is written, without units, thousands or exponents; not a number for anything else. */
function readNumber(text: string, decimalComma: boolean): number {
  const plain = decimalComma ? text.replace(",", ".") : text;
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** A value, nothing, or why there is none. */
type Read = { value: number | null } | { problem: StudyWarning };

const belongings = [
  ["provider", "several_providers"],
  ["market", "several_markets"],
  ["group", "several_groups"],
] as const;

function rowTaker(instrument: Instrument, warnings: StudyWarning[]) {
  const { min, max } = instrument.scale;
  const dimensionOf = new Map<string, string | null>(
    instrument.items.map((item) => [item.id, item.dimension]),
  );
  if (instrument.outcome !== null) dimensionOf.set(instrument.outcome, null);
  const answers: StudyAnswer[] = [];
  const points = new Map<string, Map<string, number>>();
  const outcomes = new Map<string, number>();
  const firstLines = new Map<string, number>();
  const belongsTo = new Map<string, string>();
  const told = new Set<string>();
  const counts = { used: 0, empty: 0, leftOut: 0, fractional: 0, fractionalLine: 0 };

  function readAnswer(cells: Cells, column: "expectation" | "perception"): Read {
    const text = cells.read(column);
    if (text === null) return { value: null };
    const value = readNumber(text, cells.decimalComma);
    const at = { line: cells.line, column, ...named(cells) };
    if (Number.isNaN(value))
      return {
        problem: { code: "not_a_number", ...at, message: `${column} ${quote(text)} is not a number.` },
      };
    if (value < min || value > max)
      return {
        problem: { code: "out_of_range", ...at, message: `${column} ${text} is outside ${min} to ${max}.` },
      };
    return { value };
  }

  /** What keeps the row out, or null. */
  function problemOf(cells: Cells): StudyWarning | null {
    const { line } = cells;
    if (cells.tooMany)
      return { code: "too_many_cells", line, message: "The row has more cells than the heading." };
    const respondent = cells.read("respondent");
    if (respondent === null)
      return {
        code: "respondent_missing",
        line,
        column: "respondent",
        message: "The row names no respondent.",
      };
    const item = cells.read("item");
    if (item === null)
      return { code: "item_missing", line, column: "item", respondent, message: "The row names no item." };
    if (!dimensionOf.has(item))
      return {
        code: "item_unknown",
        ...{ line, column: "item", respondent, item },
        message: `Item ${quote(item)} is not in the instrument.`,
      };
    return null;
  }

  function takeImportance(cells: Cells, respondent: string, dimension: string): boolean {
    const text = cells.read("importance");
    if (text === null) return false;
    const value = readNumber(text, cells.decimalComma);
    const at = { line: cells.line, column: "importance", ...named(cells), dimension };
    if (Number.isNaN(value) || value < 0) {
      const message = `Importance ${quote(text)} is not a number of points from 0 on; the rest of the row counts.`;
      warnings.push({ code: "importance_invalid", ...at, message });
      return false;
    }
    const own = points.get(respondent) ?? new Map<string, number>();
    points.set(respondent, own);
    const before = own.get(dimension);
    if (before === undefined) own.set(dimension, value);
    else if (before !== value) {
      const message = `Importance ${text} contradicts ${before}, which ${quote(respondent)} gave ${dimension} before and which stays.`;
      warnings.push({ code: "importance_inconsistent", ...at, message });
    }
    return true;
  }

  function noteBelongings(cells: Cells, respondent: string) {
    for (const [column, code] of belongings) {
      const own = cells.read(column);
      if (own === null) continue;
      const key = JSON.stringify([column, respondent]);
      const before = belongsTo.get(key);
      if (before === undefined) belongsTo.set(key, own);
      else if (before !== own && !told.has(key)) {
        told.add(key);
        const message = `Respondent ${quote(respondent)} has more than one ${column} (${before}, ${own}); each row counts for its own.`;
        warnings.push({ code, line: cells.line, column, respondent, message });
      }
    }
  }

  function take(cells: Cells): void {
    const expectation = readAnswer(cells, "expectation");
    const perception = readAnswer(cells, "perception");
    const wrong =
      problemOf(cells) ??
      ("problem" in expectation ? expectation.problem : "problem" in perception ? perception.problem : null);
    if (wrong !== null) {
      counts.leftOut += 1;
      warnings.push({ ...wrong, message: `${wrong.message} The row is left out.` });
      return;
    }
    const [respondent, item] = [cells.read("respondent") ?? "", cells.read("item") ?? ""];
    const expected = "value" in expectation ? expectation.value : null;
    const felt = "value" in perception ? perception.value : null;
    const answered = expected !== null || felt !== null;
    const key = JSON.stringify([respondent, item]);
    const first = firstLines.get(key);
    if (answered && first !== undefined) {
      counts.leftOut += 1;
      const message = `Respondent ${quote(respondent)} answered item ${quote(item)} in line ${first} already. The row is left out.`;
      warnings.push({ code: "duplicate", line: cells.line, respondent, item, message });
      return;
    }
    const dimension = dimensionOf.get(item) ?? null;
    const weighed = dimension !== null && takeImportance(cells, respondent, dimension);
    if (!answered) {
      counts[weighed ? "used" : "empty"] += 1;
      return;
    }
    firstLines.set(key, cells.line);
    counts.used += 1;
    noteBelongings(cells, respondent);
    for (const value of [expected, felt]) {
      if (value === null || Number.isInteger(value)) continue;
      if (counts.fractional === 0) counts.fractionalLine = cells.line;
      counts.fractional += 1;
    }
    if (dimension === null) {
      if (felt !== null) outcomes.set(respondent, felt);
      return;
    }
    answers.push({
      ...{ respondent, item, expectation: expected, perception: felt },
      ...{ provider: cells.read("provider"), market: cells.read("market"), group: cells.read("group") },
    });
  }

  function finish(read: number): Responses {
    const { used, empty, leftOut, fractional, fractionalLine } = counts;
    if (fractional > 0)
      warnings.push({
        code: "fractional_answers",
        ...{ line: fractionalLine, count: fractional },
        message: `${fractional} answers, the first in line ${fractionalLine}, are not whole numbers and are used as they are.`,
      });
    if (answers.length === 0)
      warnings.push({ code: "no_answers", message: "No row holds an answer that can be used." });
    const homeless = answers.filter((answer) => answer.provider === null).length;
    if (homeless > 0 && homeless < answers.length)
      warnings.push({
        code: "provider_missing",
        ...{ column: "provider", count: homeless },
        message: `${homeless} rows with answers name no provider and count for none.`,
      });
    return { answers, points, outcomes, rows: { read, used, empty, leftOut }, warnings };
  }

  return { take, finish };
}

const longestQuote = 60;
const quote = (text: string) =>
  JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);

/** Who and what a row is about, as far as it says so. */
function named(cells: Cells): { respondent?: string; item?: string } {
  const [respondent, item] = [cells.read("respondent"), cells.read("item")];
  return { ...(respondent === null ? {} : { respondent }), ...(item === null ? {} : { item }) };
}
