import type { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Separator } from "../lib/csv-rows";
import type { Decoding } from "../lib/csv-text";
import { isUuid } from "../lib/uuid";
import { type ImportState, openStates, workStates } from "./core/import-state";
import { noFigures, type ShipmentFigures, shipmentFigures } from "./core/shipment-figures";
import { type ShipmentMap, shipmentMap } from "./core/shipment-map";

export type ImportRow = {
  id: string;
  state: ImportState;
  fileName: string;
  fileBytes: number;
  receivedBytes: number;
  textBytes: number;
  decoding: Decoding;
  separator: Separator | null;
  headings: string[];
  map: ShipmentMap | null;
  checkedTo: number;
  importedTo: number;
  figures: ShipmentFigures;
  imported: number;
  unchanged: number;
  startedBy: string | null;
  startedAt: Date;
  finishedAt: Date | null;
  changedAt: Date;
};

type Stored = Prisma.ShipmentImportGetPayload<object>;

function toRow({ shopId: _, ...row }: Stored): ImportRow {
  return {
    ...row,
    state: row.state as ImportState,
    fileBytes: Number(row.fileBytes),
    receivedBytes: Number(row.receivedBytes),
    textBytes: Number(row.textBytes),
    decoding: row.decoding as Decoding,
    separator: row.separator as Separator | null,
    map: row.map === null ? null : shipmentMap.parse(row.map),
    checkedTo: Number(row.checkedTo),
    figures: shipmentFigures.parse(row.figures),
  };
}

export type NewImport = Pick<ImportRow, "id" | "fileName" | "fileBytes" | "decoding" | "startedBy">;

/** Begins an import unless its id is taken. */
export async function insertImport(db: Db, shop: Tenant, made: NewImport, now: Date): Promise<void> {
  const state: ImportState = "uploading";
  await db.shipmentImport.createMany({
    data: [{ shopId: shop.id, ...made, state, figures: noFigures, startedAt: now, changedAt: now }],
    skipDuplicates: true,
  });
}

export async function findImport(db: Db, shop: Tenant, id: string): Promise<ImportRow | null> {
  if (!isUuid(id)) return null;
  const row = await db.shipmentImport.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && toRow(row);
}

/** Locks the import's row until the transaction ends: its file is taken in and read by one at a time. */
export async function lockImport(db: Db, shop: Tenant, id: string): Promise<ImportRow | null> {
  if (!isUuid(id)) return null;
  await db.$queryRaw`SELECT 1 FROM "ShipmentImport" WHERE "shopId" = ${shop.id} AND "id" = ${id}::uuid FOR UPDATE`;
  return findImport(db, shop, id);
}

export type ImportChange = Partial<
  Omit<ImportRow, "id" | "startedAt" | "startedBy" | "fileName" | "fileBytes" | "changedAt" | "map">
> & { map?: ShipmentMap };

export async function changeImport(
  db: Db,
  shop: Tenant,
  id: string,
  change: ImportChange,
  now: Date,
): Promise<void> {
  await db.shipmentImport.updateMany({ where: { shopId: shop.id, id }, data: { ...change, changedAt: now } });
}

/** Where a page of imports begins: after this one. */
export type ImportPlace = { startedAt: Date; id: string };

/** Imports, the latest first. */
export async function listImports(
  db: Db,
  shop: Tenant,
  after: ImportPlace | null,
  most: number,
): Promise<ImportRow[]> {
  const rows = await db.shipmentImport.findMany({
    where: {
      shopId: shop.id,
      ...(after && {
        startedAt: { lte: after.startedAt },
        NOT: { startedAt: after.startedAt, id: { gte: after.id } },
      }),
    },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(toRow);
}

/** Whether a file that a page began is on its way. */
export async function someImportIsOpen(db: Db, shop: Tenant): Promise<boolean> {
  const open = { state: { in: [...openStates] }, startedBy: { not: null } };
  const row = await db.shipmentImport.findFirst({
    where: { shopId: shop.id, ...open },
    select: { id: true },
  });
  return row !== null;
}

/** The oldest import a job has work on, that a page began: the command line works on its own. */
export async function findImportAtWork(
  db: Db,
  shop: Tenant,
): Promise<{ id: string; state: ImportState } | null> {
  const row = await db.shipmentImport.findFirst({
    where: { shopId: shop.id, state: { in: [...workStates] }, startedBy: { not: null } },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    select: { id: true, state: true },
  });
  return row && { id: row.id, state: row.state as ImportState };
}

/** Imports nobody went on with since an instant, or that ended before one. */
export async function listStaleImports(
  db: Db,
  shop: Tenant,
  before: { open: Date; ended: Date },
  most: number,
): Promise<{ id: string; state: ImportState }[]> {
  const rows = await db.shipmentImport.findMany({
    where: {
      shopId: shop.id,
      OR: [
        { state: { in: [...openStates, "clearing"] }, changedAt: { lt: before.open } },
        { state: { in: ["imported", "expired"] }, changedAt: { lt: before.ended } },
      ],
    },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true, state: true },
  });
  return rows.map(({ id, state }) => ({ id, state: state as ImportState }));
}

export async function deleteImport(db: Db, shop: Tenant, id: string): Promise<void> {
  await db.shipmentImport.deleteMany({ where: { shopId: shop.id, id } });
}

const chunkPlace = "ShipmentImportChunk.sealedText";

type TextChunk = { startsAt: number; text: Uint8Array };

export async function insertChunk(
  db: Db,
  shop: Tenant,
  importId: string,
  { startsAt, text }: TextChunk,
  now: Date,
): Promise<void> {
  const sealedText = shop.vault.seal(chunkPlace, `${importId} ${startsAt}`, text);
  const row = { startsAt: BigInt(startsAt), bytes: text.byteLength, sealedText, receivedAt: now };
  // A single `create` would have the text sent back, as a list with a number for each byte.
  await db.shipmentImportChunk.createMany({ data: [{ shopId: shop.id, importId, ...row }] });
}

/** The text from a byte on, as much of it as is there and asked for. */
export async function readText(
  db: Db,
  shop: Tenant,
  importId: string,
  { from, most }: { from: number; most: number },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let at = from; at < from + most; ) {
    const chunk = await findChunk(db, shop, importId, at);
    if (!chunk) break;
    const part = chunk.text.subarray(at - chunk.startsAt);
    parts.push(part);
    at += part.length;
  }
  return Buffer.concat(parts).subarray(0, most);
}

/** The stretch that holds byte `at`; null past the end. */
async function findChunk(db: Db, shop: Tenant, importId: string, at: number): Promise<TextChunk | null> {
  // As base64, because the database's adapter makes of bytes a list with a number for each: many times their size.
  const [row] = await db.$queryRaw<{ startsAt: bigint; bytes: number; sealed: string }[]>`
    SELECT "startsAt", "bytes", encode("sealedText", 'base64') AS "sealed" FROM "ShipmentImportChunk"
    WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid AND "startsAt" <= ${at}
    ORDER BY "startsAt" DESC LIMIT 1`;
  if (!row || Number(row.startsAt) + row.bytes <= at) return null;
  const startsAt = Number(row.startsAt);
  const sealed = Buffer.from(row.sealed, "base64");
  return { startsAt, text: shop.vault.open(chunkPlace, `${importId} ${startsAt}`, sealed) };
}

/** Removes some of an import's text. Answers how many stretches went. */
export async function deleteChunks(db: Db, shop: Tenant, importId: string, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "ShipmentImportChunk" WHERE "shopId" = ${shop.id} AND ctid IN (
      SELECT ctid FROM "ShipmentImportChunk"
      WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid LIMIT ${most})`;
}
