import type { Tenant } from "../context";
import type { Db } from "../db.server";
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
