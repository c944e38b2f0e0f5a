import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { fromDateColumn, toDateColumn } from "../lib/calendar";
import type { ParcelState } from "./core/parcel-state";

/** Counts stop here: beyond it the number on a page would not be acted on differently. */
const most = 10_000;

/** Parcels in one of these states, and parcels in trouble. */
export async function countParcels(
  db: Db,
  shop: Tenant,
  states: readonly ParcelState[],
): Promise<{ inStates: number; inTrouble: number }> {
  const [row] = await db.$queryRaw<{ inStates: number; inTrouble: number }[]>`
    SELECT
      (SELECT count(*)::int FROM (
        SELECT 1 FROM "Parcel" WHERE "shopId" = ${shop.id} AND "state" = ANY(${[...states]}) LIMIT ${most}
      ) s) AS "inStates",
      (SELECT count(*)::int FROM (
        SELECT 1 FROM "Parcel" WHERE "shopId" = ${shop.id} AND "troubleDueAt" IS NOT NULL LIMIT ${most}
      ) t) AS "inTrouble"`;
  return row ?? { inStates: 0, inTrouble: 0 };
}

export type OpenClaim = { id: string; orderName: string | null; carrier: string | null; claimBy: string };

/** The parcel whose claim ends first on `today` (YYYY-MM-DD, shop's zone) or later, with nothing decided about it. */
export async function findNextClaim(db: Db, shop: Tenant, today: string): Promise<OpenClaim | null> {
  const row = await db.parcel.findFirst({
    where: { shopId: shop.id, claimBy: { gte: toDateColumn(today) ?? new Date(0) }, claimDecision: null },
    orderBy: [{ claimBy: "asc" }, { id: "asc" }],
    select: { id: true, orderName: true, carrier: true, claimBy: true },
  });
  const claimBy = fromDateColumn(row?.claimBy ?? null);
  return row && claimBy ? { ...row, claimBy } : null;
}
