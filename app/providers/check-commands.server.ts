import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { calendarDay } from "../lib/calendar";
import { longestRow, readRows } from "../lib/csv-rows";
import { admitNames, countRefused, countShipment, type ShipmentFigures } from "./core/shipment-figures";
import { planReading, type ReadingPlan } from "./core/shipment-map";
import {
  type ReadRow,
  type RefusedCell,
  readShipment,
  refusedCell,
  sameShipment,
  wholeRow,
} from "./core/shipment-row";
import { changeImport, type ImportRow, lockImport, readText } from "./import-store.server";
import { findShipments } from "./shipment-store.server";
import { deleteRefused, deleteStaged, insertRefused, insertStaged } from "./staged-store.server";

/** Rows read in one transaction, and rows of an earlier reading removed in one. */
const rowsAtOnce = 1_000;
const removedAtOnce = 5_000;
/** Text looked at for them. */
const windowBytes = 2 * longestRow;

type NumberedRow = ReadRow & { row: number };

/**
 * Reads the next rows of a file under its map: what can be taken is staged, what cannot is kept with its reason, and all of
 * it is counted. Each turn is one transaction that ends with how far it came, so a turn that is broken off is as if it
 * never began. `done` once the file is read.
 */
export async function checkSome(ctx: Ctx, id: string): Promise<"more" | "done"> {
  return ctx.transact(async (db) => {
    const file = await lockImport(db, ctx.shop, id);
    if (file?.state !== "checking" || !file.map || !file.separator) return "done";
    const plan = planReading(file.map, file.headings);
    if (!plan.ok) throw new Error(`an import's map no longer holds: ${plan.problem}`);
    if (file.checkedTo === 0 && (await forgetEarlierReading(db, ctx, id))) return "more";
    const now = ctx.now();
    const { rows, end } = await nextRows(db, ctx, file, plan.value);
    const figures = structuredClone(file.figures);
    const { imported, unchanged } = await takeRows(db, ctx, { id, figures, rows, plan: plan.value });
    const done = end >= file.textBytes;
    const change = {
      checkedTo: end,
      figures,
      imported: file.imported + imported,
      unchanged: file.unchanged + unchanged,
      ...(done && { state: "checked" as const }),
    };
    await changeImport(db, ctx.shop, id, change, now);
    return done ? "done" : "more";
  });
}

async function forgetEarlierReading(db: Db, ctx: Ctx, id: string): Promise<boolean> {
  const everything = { after: 0, upTo: 2_147_483_647, most: removedAtOnce };
  const staged = await deleteStaged(db, ctx.shop, id, everything);
  const refused = await deleteRefused(db, ctx.shop, id, removedAtOnce);
  return staged + refused > 0;
}

/** The next rows of the text, numbered on from those before. */
async function nextRows(
  db: Db,
  ctx: Ctx,
  file: ImportRow,
  plan: ReadingPlan,
): Promise<{ rows: NumberedRow[]; end: number }> {
  const { separator, checkedTo, textBytes } = file;
  if (!separator) throw new Error("a file is read before its separator is known");
  const window = await readText(db, ctx.shop, file.id, { from: checkedTo, most: windowBytes });
  const last = checkedTo + window.length >= textBytes;
  const stretch = readRows(window, { separator, most: rowsAtOnce, last });
  if (stretch.state === "short") throw new Error("a stretch of a file is shorter than its longest row");
  // The day begins first on Kiritimati: what was delivered there today was not delivered tomorrow.
  const today = calendarDay(ctx.now(), "Pacific/Kiritimati");
  const cells = stretch.rows.map((row) => row.cells).slice(checkedTo === 0 ? 1 : 0);
  const rows = cells.map((each, index): NumberedRow => {
    const row = file.figures.rows + index + 1;
    return { row, ...readShipment(each, row, plan, today) };
  });
  if (stretch.state === "broken") {
    const row = file.figures.rows + 1;
    const text = Buffer.from(window.subarray(0, Math.min(stretch.end, 400)))
      .toString()
      .trim();
    rows.push({ row, shipment: null, refused: [wholeRow(row, "open-quote", text)], unplaced: false });
  }
  return { rows, end: checkedTo + stretch.end };
}

type Taking = { id: string; figures: ShipmentFigures; rows: readonly NumberedRow[]; plan: ReadingPlan };

async function takeRows(
  db: Db,
  ctx: Ctx,
  { id, figures, rows, plan }: Taking,
): Promise<{ imported: number; unchanged: number }> {
  const now = ctx.now();
  const read = rows.map((row) => withinNames(row, figures, plan));
  const readable = read.flatMap(({ row, shipment }) => (shipment ? [{ row, shipment }] : []));
  const ids = readable.map(({ shipment }) => shipment.externalId);
  const known = await findShipments(db, ctx.shop, ids, { lock: false });
  const staged = new Set(await insertStaged(db, ctx.shop, id, readable, now));
  const refused: RefusedCell[] = [];
  const taken = { imported: 0, unchanged: 0 };
  for (const { row, shipment, refused: cells, unplaced } of read) {
    figures.rows += 1;
    const own = [...cells];
    if (shipment && !staged.has(row)) own.push(refusedCell(row, "externalId", shipment, "duplicate", plan));
    else if (shipment) {
      countShipment(figures, shipment);
      if (unplaced) figures.unplaced += 1;
      const before = known.get(shipment.externalId);
      if (before && sameShipment(before.shipment, shipment)) taken.unchanged += 1;
      else taken.imported += 1;
    }
    countRefused(figures, own);
    refused.push(...own);
  }
  await insertRefused(db, ctx.shop, id, refused, now);
  return taken;
}

/** The row without a carrier or mode that is one name too many. */
function withinNames(read: NumberedRow, figures: ShipmentFigures, plan: ReadingPlan): NumberedRow {
  if (!read.shipment) return read;
  const { shipment } = read;
  const over = admitNames(figures, shipment);
  if (over.length === 0) return read;
  const refused = over.map((field) => refusedCell(read.row, field, shipment, "too-many-names", plan));
  const without = Object.fromEntries(over.map((field) => [field, null]));
  return { ...read, shipment: { ...shipment, ...without }, refused: [...read.refused, ...refused] };
}
