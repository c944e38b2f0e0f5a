import type { Ctx } from "../context";
import { readRows, separatorOf } from "../lib/csv-rows";
import { decodePiece, nothingDecoded } from "../lib/csv-text";
import { ok, problem, type Result } from "../lib/result";
import { foreignFormat, largestFile, mappableStates } from "./core/import-state";
import { noFigures } from "./core/shipment-figures";
import { type MapRefusal, planReading, type ShipmentMap } from "./core/shipment-map";
import {
  changeImport,
  findImport,
  type ImportChange,
  insertChunk,
  insertImport,
  lockImport,
  readText,
  someImportIsOpen,
} from "./import-store.server";

/** What a person or a command begins an import with; `startedBy` is null for the command line. */
export type BegunImport = { id: string; fileName: string; fileBytes: number; startedBy: string | null };

/** More columns than any export has; their headings are kept. */
const mostColumns = 500;
/** How much of a text is looked at to find its separator and headings. */
const headBytes = 256 * 1024;

/**
 * Begins to take in a file. Begun twice with one id it is begun once. A page's file is at most 200 MB, and one at a time is
 * on its way; the command line, which somebody at the machine runs, is held to neither.
 */
export async function beginImport(
  ctx: Ctx,
  { id, fileName, fileBytes, startedBy }: BegunImport,
): Promise<Result<null, "empty-file" | "too-large" | "one-under-way">> {
  if (fileBytes === 0) return problem("empty-file");
  if (startedBy !== null && fileBytes > largestFile) return problem("too-large");
  return ctx.transact(async (db) => {
    if (await findImport(db, ctx.shop, id)) return ok(null);
    if (startedBy !== null && (await someImportIsOpen(db, ctx.shop))) return problem("one-under-way");
    const made = { id, fileName: fileName.slice(0, 200).toWellFormed(), fileBytes, startedBy };
    await insertImport(db, ctx.shop, { ...made, decoding: nothingDecoded }, ctx.now());
    return ok(null);
  });
}

export type PieceProblem = "no-such-import" | "out-of-turn" | "not-text" | "no-headings" | "too-many-columns";

/**
 * Takes in the bytes of a file from `at` on, in turn. A piece that is there already changes nothing; `received` says where
 * the next one begins, also after a break of days. With the last one the file waits for its map.
 */
export async function receivePiece(
  ctx: Ctx,
  id: string,
  { at, bytes }: { at: number; bytes: Uint8Array },
): Promise<Result<{ received: number }, PieceProblem>> {
  return ctx.transact(async (db) => {
    const row = await lockImport(db, ctx.shop, id);
    if (!row) return problem("no-such-import");
    const received = row.receivedBytes;
    if (row.state !== "uploading" || at < received) return ok({ received });
    if (at > received || at + bytes.length > row.fileBytes) return problem("out-of-turn");
    if (at === 0 && foreignFormat(bytes)) return problem("not-text");
    const last = at + bytes.length === row.fileBytes;
    const { text, decoding } = decodePiece(bytes, row.decoding, last);
    const now = ctx.now();
    if (text.length > 0) await insertChunk(db, ctx.shop, id, { startsAt: row.textBytes, text }, now);
    const change: ImportChange = {
      receivedBytes: at + bytes.length,
      textBytes: row.textBytes + text.length,
      decoding,
    };
    if (last) {
      const head = headOf(await readText(db, ctx.shop, id, { from: 0, most: headBytes }));
      if (!head.ok) return head;
      Object.assign(change, { ...head.value, state: "mapping" });
    }
    await changeImport(db, ctx.shop, id, change, now);
    return ok({ received: at + bytes.length });
  });
}

function headOf(head: Uint8Array): Result<Pick<ImportChange, "separator" | "headings">, PieceProblem> {
  // A row that is cut off at the end of what is looked at says nothing about the separator.
  const separator = separatorOf(head);
  const headings = readRows(head, { separator, most: 1, last: true }).rows[0]?.cells ?? [];
  if (headings.every((heading) => heading.trim() === "")) return problem("no-headings");
  if (headings.length > mostColumns) return problem("too-many-columns");
  const clean = headings.map((heading) => heading.replaceAll("\0", "").slice(0, 200).toWellFormed());
  return ok({ separator, headings: clean });
}

/** Says what the columns of a file hold; a job then reads it and shows what it says, changing nothing yet. */
export async function mapImport(
  ctx: Ctx,
  id: string,
  map: ShipmentMap,
): Promise<{ ok: true; value: null } | MapRefusal | { ok: false; problem: "no-such-import" | "too-late" }> {
  return ctx.transact(async (db) => {
    const row = await lockImport(db, ctx.shop, id);
    if (!row) return problem("no-such-import");
    if (!mappableStates.includes(row.state)) return problem("too-late");
    const plan = planReading(map, row.headings);
    if (!plan.ok) return plan;
    const anew = { map, checkedTo: 0, figures: noFigures, imported: 0, unchanged: 0 };
    await changeImport(db, ctx.shop, id, { ...anew, state: "checking" }, ctx.now());
    await ctx.announce(db, { name: "history.moved-on", data: { importId: id } });
    return ok(null);
  });
}

/** Lets a checked file in. */
export async function confirmImport(
  ctx: Ctx,
  id: string,
): Promise<Result<null, "no-such-import" | "not-checked">> {
  return ctx.transact(async (db) => {
    const row = await lockImport(db, ctx.shop, id);
    if (!row) return problem("no-such-import");
    if (row.state === "importing" || row.state === "imported") return ok(null);
    if (row.state !== "checked") return problem("not-checked");
    const begun = { state: "importing" as const, importedTo: 0, imported: 0, unchanged: 0 };
    await changeImport(db, ctx.shop, id, begun, ctx.now());
    await ctx.announce(db, { name: "history.moved-on", data: { importId: id } });
    return ok(null);
  });
}

/** Gives a file up that is not imported yet; what was taken in of it goes. */
export async function discardImport(
  ctx: Ctx,
  id: string,
): Promise<Result<null, "no-such-import" | "too-late">> {
  return ctx.transact(async (db) => {
    const row = await lockImport(db, ctx.shop, id);
    if (!row) return problem("no-such-import");
    if (row.state === "clearing" || row.state === "expired") return ok(null);
    if (row.state === "importing" || row.state === "imported") return problem("too-late");
    await changeImport(db, ctx.shop, id, { state: "clearing" }, ctx.now());
    await ctx.announce(db, { name: "history.moved-on", data: { importId: id } });
    return ok(null);
  });
}
