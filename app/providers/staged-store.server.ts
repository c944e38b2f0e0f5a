import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { ShipmentField } from "./core/shipment-map";
import type { CellReason, RefusedCell, Shipment } from "./core/shipment-row";

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
  const staged = await db.stagedShipment.createManyAndReturn({
    data: rows.map(({ row, shipment }) => {
      return { shopId: shop.id, importId, row, externalId: shipment.externalId, shipment, stagedAt: now };
    }),
    skipDuplicates: true,
    select: { row: true },
  });
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

/** Removes some of what is staged of an import, up to a row. Answers how many went. */
export async function deleteStaged(
  db: Db,
  shop: Tenant,
  importId: string,
  { upTo, most }: { upTo: number; most: number },
): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "StagedShipment" WHERE "shopId" = ${shop.id} AND ctid IN (
      SELECT ctid FROM "StagedShipment"
      WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid AND "row" <= ${upTo} LIMIT ${most})`;
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
  const data = cells.map(({ value, ...cell }) => {
    position = cell.row === last ? position + 1 : 0;
    last = cell.row;
    const sealedValue = shop.vault.seal(valuePlace, valueRow(importId, cell.row, position), value);
    return { shopId: shop.id, importId, position, ...cell, sealedValue, refusedAt: now };
  });
  await db.refusedShipmentCell.createMany({ data });
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
  const rows = await db.refusedShipmentCell.findMany({
    where: {
      shopId: shop.id,
      importId,
      ...(after && {
        OR: [{ row: { gt: after.row } }, { row: after.row, position: { gt: after.position } }],
      }),
    },
    orderBy: [{ row: "asc" }, { position: "asc" }],
    take: most,
  });
  return rows.map(({ row, position, column, heading, sealedValue, reason, wholeRow }) => ({
    row,
    position,
    column: column as ShipmentField | null,
    heading,
    value: shop.vault.openText(valuePlace, valueRow(importId, row, position), sealedValue),
    reason: reason as CellReason,
    wholeRow,
  }));
}

/** Removes some of what was refused of an import. Answers how many cells went. */
export async function deleteRefused(db: Db, shop: Tenant, importId: string, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "RefusedShipmentCell" WHERE "shopId" = ${shop.id} AND ctid IN (
      SELECT ctid FROM "RefusedShipmentCell"
      WHERE "shopId" = ${shop.id} AND "importId" = ${importId}::uuid LIMIT ${most})`;
}
