import { CsvError, parse } from "csv-parse/sync";
import { separatorOf } from "../../../lib/csv-rows";
import { StudyRefused, type StudyWarning } from "./warning";

const needed = ["respondent", "item", "expectation", "perception"] as const;
const optional = ["importance", "provider", "market", "group"] as const;
type Column = (typeof needed)[number] | (typeof optional)[number];
const columns: readonly string[] = [...needed, ...optional];

/** How much of a file shows which sign separates its cells. */
const headBytes = 64 * 1024;

type Row = { line: number; cells: string[] };

/**
 * The rows after the heading. Only a file without its headings, or one that is no such text, is refused; a heading that
 * means nothing is told of.
 */
export function readFile(bytes: Uint8Array, warnings: StudyWarning[]): Cells[] {
  const separator = separatorOf(bytes.subarray(0, headBytes));
  const [heading, ...rows] = readRows(bytes, separator);
  if (!heading) throw new StudyRefused("The responses file is empty.");
  const places = readHeading(heading, warnings);
  return rows.map((row) => cellsOf(row, places, { width: heading.cells.length, separator }));
}

function readRows(bytes: Uint8Array, delimiter: string): Row[] {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new StudyRefused("The responses file is not UTF-8 text.");
  }
  try {
    const rows: Row[] = [];
    parse(text, {
      ...{ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      record_delimiter: ["\r\n", "\n", "\r"],
      on_record(cells: string[], { lines }) {
        rows.push({ line: lines, cells: cells.map((cell) => cell.trim()) });
        return null;
      },
    });
    return rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  } catch (error) {
    if (error instanceof CsvError && error.code === "CSV_QUOTE_NOT_CLOSED")
      throw new StudyRefused(`A quotation mark in the responses file is never closed (${error.message}).`);
    throw error;
  }
}

/** Where each heading stands. Headings are read without regard to case. */
function readHeading(heading: Row, warnings: StudyWarning[]): Map<Column, number> {
  const places = new Map<Column, number>();
  for (const [at, cell] of heading.cells.entries()) {
    const name = cell.toLowerCase() as Column;
    if (!columns.includes(name)) {
      if (cell !== "")
        warnings.push({
          code: "unknown_column",
          ...{ line: heading.line, column: cell },
          message: `Column ${cell} means nothing here and is passed over.`,
        });
      continue;
    }
    if (places.has(name)) throw new StudyRefused(`The responses file has two columns ${name}.`);
    places.set(name, at);
  }
  const missing = needed.filter((name) => !places.has(name));
  if (missing.length > 0)
    throw new StudyRefused(
      `The responses file has no column ${missing.join(", ")}; its first row must name ${needed.join(", ")}.`,
    );
  return places;
}

/** A row of answers: its line in the file, and what stands under a heading; null for nothing. */
export type Cells = {
  line: number;
  tooMany: boolean;
  decimalComma: boolean;
  read(column: Column): string | null;
};

function cellsOf(
  { line, cells }: Row,
  places: ReadonlyMap<Column, number>,
  file: { width: number; separator: string },
): Cells {
  return {
    ...{ line, tooMany: cells.length > file.width, decimalComma: file.separator !== "," },
    read(column) {
      const at = places.get(column);
      return at === undefined ? null : cells[at] || null;
    },
  };
}
