import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { type Lane, type LaneChange, remembered } from "./core/lane";

/** What is known of a lane; null where no parcel was counted yet. */
export async function findLane(db: Db, shop: Tenant, id: string): Promise<Lane | null> {
  const row = await db.parcelLane.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && { sent: row.sent, heard: row.heard, days: row.days };
}

/**
 * Adds to a lane's counts in one statement: every parcel of a busy lane comes by here, so its row is held no longer than
 * that and the commit. Of the days the latest are kept.
 */
export async function changeLane(db: Db, shop: Tenant, change: LaneChange, now: Date): Promise<void> {
  const { laneId, sent, heard, gone, come } = change;
  const came = come === null ? [] : [come];
  await db.$executeRaw`
    INSERT INTO "ParcelLane" AS lane ("shopId", "id", "sent", "heard", "days", "changedAt")
    VALUES (${shop.id}, ${laneId}, greatest(0, ${sent}::int), greatest(0, ${heard}::int), ${came}::int[], ${now})
    ON CONFLICT ("shopId", "id") DO UPDATE SET
      "sent" = greatest(0, lane."sent" + ${sent}::int),
      "heard" = greatest(0, lane."heard" + ${heard}::int),
      "days" = (
        SELECT kept."all"[greatest(1, cardinality(kept."all") - ${remembered - 1}::int):]
        FROM (
          SELECT CASE
              WHEN at."place" IS NULL THEN lane."days"
              ELSE lane."days"[:at."place" - 1] || lane."days"[at."place" + 1:]
            END || ${came}::int[] AS "all"
          FROM (SELECT array_position(lane."days", ${gone}::int) AS "place") AS at
        ) AS kept
      ),
      "changedAt" = ${now}`;
}
