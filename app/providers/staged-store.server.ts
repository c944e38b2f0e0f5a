import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { RefusedCell, Shipment } from "./core/shipment-row";

/** A row that was read, by its number in the file. */
export type StagedRow = { row: number; shipment: Shipment };

/** Stages rows of a file. Answers the numbers of those that were staged: of two that name one order the first. */
export async function insertStaged(
  db: Db,
  shop: Tenant,
  importId: string,
  rows: readonly StagedRow[],
  now: Date,
): Promise<number[]> {
  if (rows.length === 0) return [];
  const staged = await db.$queryRaw<{ row: number }[]>`
    INSERT INTO "StagedShipment" ("shopId", "importId", "row", "externalId", "shipment", "stagedAt")
    SELECT ${shop.id}, ${importId}::uuid, s."row", s."shipment"->>'externalId', s."shipment", ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s("row" int, "shipment" jsonb)
    ORDER BY s."row"
    ON CONFLICT DO NOTHING
    RETURNING "row"`;
  return staged.map(({ row }) => row);
}

/** Staged rows after a number, in the file's order. */
export async function listStaged(
  db: Db,
  shop: Tenant,
  importId: string,
  after: number,
  most: number,
): Promise<StagedRow[]> {
  const rows = await db.stagedShipment.findMany({
    where: { shopId: shop.id, importId, row: { gt: after } },
    orderBy: { row: "asc" },
    take: most,
    select: { row: true, shipment: true },
  });
  return rows.map(({ row, shipment }) => ({ row, shipment: shipment as Shipment }));
}

/** Removes some of what is staged of an import, after a row and up to another. Answers how many went. */
export async function deleteStaged(
  db: Db,
  shop: Tenant,
  importId: string,
  { after, upTo, most }: { after: number; upTo: number; most: number },
): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "StagedShipment" WHERE "shopId" = ${shop.id} AND ctid IN (
      SELECT ctid FROM "StagedShipment"
      WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid AND "row" > ${after} AND "row" <= ${upTo}
      LIMIT ${most})`;
}

const valuePlace = "RefusedShipmentCell.sealedValue";
const valueRow = (importId: string, row: number, position: number) => `${importId} ${row} ${position}`;

/** Keeps what was refused of rows; each row's cells come together. */
export async function insertRefused(
  db: Db,
  shop: Tenant,
  importId: string,
  cells: readonly RefusedCell[],
  now: Date,
): Promise<void> {
  if (cells.length === 0) return;
  let position = 0;
  let last = 0;
  const placed = cells.map(({ value, ...cell }) => {
    position = cell.row === last ? position + 1 : 0;
    last = cell.row;
    const sealed = shop.vault.seal(valuePlace, valueRow(importId, cell.row, position), value);
    return { ...cell, position, sealed: Buffer.from(sealed).toString("base64") };
  });
  await db.$executeRaw`
    INSERT INTO "RefusedShipmentCell" ("shopId", "importId", "row", "position", "column", "heading", "reason", "wholeRow",
      "sealedValue", "refusedAt")
    SELECT ${shop.id}, ${importId}::uuid, c."row", c."position", c."column", c."heading", c."reason", c."wholeRow",
      decode(c."sealed", 'base64'), ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(placed)}::jsonb) AS c("row" int, "position" int, "column" text,
      "heading" text, "reason" text, "wholeRow" boolean, "sealed" text)`;
}

/** Where a page of refused cells begins: after this one. */
export type RefusedPlace = { row: number; position: number };

/** Refused cells in the file's order. */
export async function listRefused(
  db: Db,
  shop: Tenant,
  importId: string,
  after: RefusedPlace | null,
  most: number,
): Promise<(RefusedCell & RefusedPlace)[]> {
  const { row: afterRow, position: afterPosition } = after ?? { row: 0, position: 0 };
  // The two are compared as one, which the index begins at: a page late in a long list costs what the first one does.
  const cells = await db.$queryRaw<(Omit<RefusedCell, "value"> & RefusedPlace & { sealed: string })[]>`
    SELECT "row", "position", "column", "heading", "reason", "wholeRow", encode("sealedValue", 'base64') AS "sealed"
    FROM "RefusedShipmentCell"
    WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid
      AND ("row", "position") > (${afterRow}, ${afterPosition})
    ORDER BY "row", "position" LIMIT ${most}`;
  return cells.map(({ row, position, column, heading, sealed, reason, wholeRow }) => {
    const sealedValue = Buffer.from(sealed, "base64");
    const value = shop.vault.openText(valuePlace, valueRow(importId, row, position), sealedValue);
    return { row, position, column, heading, value, reason, wholeRow };
  });
}

/** Removes some of what was refused of an import. Answers how many cells went. */
export async function deleteRefused(db: Db, shop: Tenant, importId: string, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "RefusedShipmentCell" WHERE "shopId" = ${shop.id} AND ctid IN (
      SELECT ctid FROM "RefusedShipmentCell"
      WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid LIMIT ${most})`;
}
