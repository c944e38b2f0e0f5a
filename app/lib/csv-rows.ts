import { parse } from "csv-parse/sync";

/** A row of a file and the byte after it, counted from the beginning of what was read. */
export type CsvRow = { cells: string[]; end: number };

/** What a stretch of a file held. `end` is where reading goes on; `broken` when the row there never ends. */
export type CsvStretch = { rows: CsvRow[]; end: number; state: "more" | "short" | "broken" };

export type Separator = "," | ";" | "\t" | "|";
export const separators: readonly Separator[] = [",", ";", "\t", "|"];

/** Longest row there may be, in bytes: a quote nobody closed would otherwise swallow the rest of the file. */
export const longestRow = 256 * 1024;

/**
 * Reads up to `most` rows from the beginning of `bytes` (UTF-8), which must begin with a row. Unless the file ends with
 * them (`last`), the row at the end of the bytes may be cut off and is left for the next stretch. `short`: the bytes hold
 * not one whole row and more of them are needed. Blank lines are no rows.
 */
export function readRows(
  bytes: Uint8Array,
  { separator, most, last }: { separator: Separator; most: number; last: boolean },
): CsvStretch {
  const rows: CsvRow[] = [];
  const broken = !parseInto(rows, bytes, separator, most);
  const whole = rows.length === most && (rows.at(-1)?.end ?? 0) < bytes.length;
  if (!broken && !last && !whole) rows.pop();
  const end = rows.at(-1)?.end ?? 0;
  if (rows.length > 0) return { rows, end, state: "more" };
  if (!last && bytes.length < longestRow) return { rows, end, state: "short" };
  if (!broken && last) return { rows, end: bytes.length, state: "more" };
  return { rows, end: afterLine(bytes), state: "broken" };
}

/** Parses until `most` rows, the end, or a row that never ends, for which it answers false. */
function parseInto(rows: CsvRow[], bytes: Uint8Array, separator: Separator, most: number): boolean {
  try {
    parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      delimiter: separator,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      to: most,
      on_record(cells: string[], { bytes: end }) {
        rows.push({ cells, end });
        return null;
      },
    });
    return true;
  } catch (error) {
    // What was read before the row that never ends is good.
    if (error instanceof Error && "code" in error && error.code === "CSV_QUOTE_NOT_CLOSED") return false;
    throw error;
  }
}

/** The place after the first line's end. */
function afterLine(bytes: Uint8Array): number {
  const at = bytes.findIndex((byte) => byte === 0x0a || byte === 0x0d);
  return at < 0 ? bytes.length : bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? at + 2 : at + 1;
}

/** The separator under which a file's first rows have the most cells, all of them alike. */
export function separatorOf(head: Uint8Array): Separator {
  let best: Separator = ",";
  let bestScore = 0;
  for (const separator of separators) {
    const { rows } = readRows(head, { separator, most: 20, last: true });
    const width = rows[0]?.cells.length ?? 0;
    const alike = rows.filter(({ cells }) => cells.length === width).length;
    const score = width > 1 ? width * (alike / Math.max(1, rows.length)) : 0;
    if (score > bestScore) [best, bestScore] = [separator, score];
  }
  return best;
}
