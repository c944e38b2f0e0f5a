import { stringify } from "csv-stringify/sync";
import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { readRows } from "../lib/csv-rows";
import { noteAccess, shopSummary } from "../shop/queries.server";
import { type ImportState, mappableStates } from "./core/import-state";
import { answerOf } from "./core/shipment-figures";
import { type ShipmentMap, suggestColumns } from "./core/shipment-map";
import type { RefusedCell } from "./core/shipment-row";
import { suggestFormats } from "./core/written-day";
import { findImport, type ImportPlace, type ImportRow, listImports, readText } from "./import-store.server";
import { listRefused, type RefusedPlace } from "./staged-store.server";

/** What an import came to: counts of rows first, then what the file says. */
export type ImportAnswer = { imported: number; unchanged: number } & ReturnType<typeof answerOf>;

/** What a file that was read came to. Throws for an id that is not this shop's. */
export async function importAnswer(ctx: Ctx, id: string): Promise<ImportAnswer> {
  const file = await ctx.transact((db) => findImport(db, ctx.shop, id));
  if (!file) throw new Error("an import was asked for that is not there");
  const { imported, unchanged } = file;
  return { imported, unchanged, ...answerOf(file.figures) };
}

type RefusedRow = RefusedCell & RefusedPlace;

/** Every refused cell of a file in its order, a page at a time. */
export async function* refusedCells(ctx: Ctx, id: string): AsyncGenerator<RefusedCell> {
  const size = 500;
  for (let after: RefusedPlace | null = null; ; ) {
    const place = after;
    const cells: RefusedRow[] = await ctx.transact((db) => listRefused(db, ctx.shop, id, place, size));
    for (const { position: _, ...cell } of cells) yield cell;
    const last = cells.at(-1);
    if (!last || cells.length < size) return;
    after = { row: last.row, position: last.position };
  }
}

/**
 * Every refused cell as a file for a spreadsheet, which must not take a cell of somebody's file for a formula. Null for an
 * import that is not this shop's.
 */
export async function refusedReport(ctx: AdminCtx, id: string): Promise<AsyncIterable<Uint8Array> | null> {
  const known = await ctx.transact(async (db) => {
    if (!(await findImport(db, ctx.shop, id))) return false;
    await noteAccess(db, ctx, { action: "history.refused-download", entity: "ShipmentImport", entityId: id });
    return true;
  });
  return known ? reportOf(ctx, id) : null;
}

async function* reportOf(ctx: Ctx, id: string): AsyncGenerator<Uint8Array> {
  const options = { escape_formulas: true, record_delimiter: "windows" } as const;
  yield Buffer.from(stringify([["row", "column", "heading", "value", "reason"]], { ...options, bom: true }));
  for await (const { row, column, heading, value, reason } of refusedCells(ctx, id)) {
    yield Buffer.from(stringify([[row, column, heading, value, reason]], options));
  }
}

/** Rows shown beside a map, and rows their formats are guessed from. */
const shownRows = 3;
const guessedFrom = 100;

export type HistoryFile = {
  id: string;
  fileName: string;
  state: ImportState;
  /** Per heading: cells of the first rows, and the formats they may be days in. Empty once the file is gone. */
  columns: { heading: string; cells: string[]; formats: string[] }[];
  map: ShipmentMap;
  /** Between 0 and 1. */
  progress: number;
  answer: ImportAnswer;
  refused: { cells: RefusedCell[]; next: string | null };
};

export type HistoryPage = {
  imports: {
    id: string;
    fileName: string;
    state: ImportState;
    startedAt: string;
    byCommand: boolean;
    rows: number;
    imported: number;
  }[];
  next: string | null;
  /** A file that has not arrived whole. */
  arriving: { id: string; fileName: string; fileBytes: number; received: number } | null;
  file: HistoryFile | null;
  timezone: string;
};

const importsShown = 10;
const refusedShown = 25;

const placeText = ({ startedAt, id }: ImportPlace) => `${startedAt.getTime()}_${id}`;
function readPlace(text: string | null): ImportPlace | null {
  const [, at, id] = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "") ?? [];
  return at && id ? { startedAt: new Date(Number(at)), id } : null;
}

function readRefusedPlace(text: string | null): RefusedPlace | null {
  const [, row, position] = /^(\d{1,9})_(\d{1,3})$/.exec(text ?? "") ?? [];
  return row && position ? { row: Number(row), position: Number(position) } : null;
}

/** The files of past shipments, the latest first, and the one that is looked at. */
export async function historyPage(
  ctx: AdminCtx,
  asked: { id: string | null; after: string | null; refused: string | null },
): Promise<HistoryPage> {
  return ctx.transact(async (db) => {
    const rows = await listImports(db, ctx.shop, readPlace(asked.after), importsShown + 1);
    const shown = rows.slice(0, importsShown);
    const last = shown.at(-1);
    const arriving = shown.find(({ state, startedBy }) => state === "uploading" && startedBy !== null);
    const found = asked.id === null ? null : await findImport(db, ctx.shop, asked.id);
    const { timezone, currency } = await shopSummary(db, ctx);
    return {
      imports: shown.map(({ id, fileName, state, startedAt, startedBy, figures, imported }) => ({
        ...{ id, fileName, state, imported, rows: figures.rows },
        ...{ startedAt: startedAt.toISOString(), byCommand: startedBy === null },
      })),
      next: last && rows.length > importsShown ? placeText(last) : null,
      arriving: arriving
        ? {
            ...{ id: arriving.id, fileName: arriving.fileName },
            ...{ fileBytes: arriving.fileBytes, received: arriving.receivedBytes },
          }
        : null,
      file: found && (await lookedAt(db, ctx, found, { refused: asked.refused, currency })),
      timezone,
    };
  });
}

async function lookedAt(
  db: Db,
  ctx: Ctx,
  file: ImportRow,
  { refused, currency }: { refused: string | null; currency: string },
): Promise<HistoryFile> {
  const { id, fileName, state, imported, unchanged, figures } = file;
  const cells = await listRefused(db, ctx.shop, id, readRefusedPlace(refused), refusedShown + 1);
  const shown = cells.slice(0, refusedShown);
  const last = shown.at(-1);
  const columns = mappableStates.includes(state) ? await columnsOf(db, ctx, file) : [];
  return {
    ...{ id, fileName, state, columns },
    map: file.map ?? suggestedMap(columns, currency),
    progress: progressOf(file),
    answer: { imported, unchanged, ...answerOf(figures) },
    refused: {
      cells: shown.map(({ position: _, ...cell }) => cell),
      next: last && cells.length > refusedShown ? `${last.row}_${last.position}` : null,
    },
  };
}

function progressOf({ state, checkedTo, textBytes, importedTo, figures }: ImportRow): number {
  const part =
    state === "importing" ? importedTo / Math.max(1, figures.rows) : checkedTo / Math.max(1, textBytes);
  return Math.min(1, part);
}

async function columnsOf(db: Db, ctx: Ctx, file: ImportRow): Promise<HistoryFile["columns"]> {
  const bytes = await readText(db, ctx.shop, file.id, { from: 0, most: 64 * 1024 });
  const stretch = {
    separator: file.separator ?? ",",
    most: guessedFrom,
    last: bytes.length >= file.textBytes,
  };
  const rows = readRows(bytes, stretch).rows.slice(1);
  return file.headings.map((heading, place) => {
    const cells = rows.map((row) => (row.cells[place] ?? "").slice(0, 60).toWellFormed());
    return { heading: heading.trim(), cells: cells.slice(0, shownRows), formats: suggestFormats(cells) };
  });
}

function suggestedMap(columns: HistoryFile["columns"], currency: string): ShipmentMap {
  const suggested = suggestColumns(columns.map(({ heading }) => heading));
  const days = columns.filter(
    ({ heading }) => heading === suggested.promisedOn || heading === suggested.deliveredOn,
  );
  return { columns: suggested, dateFormats: [...new Set(days.flatMap(({ formats }) => formats))], currency };
}
