import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** A provider's parcels to one country, sent since an instant. */
export type Lane = { providerId: string; country: string; since: Date };

/** How many of a lane's parcels came on time, and how many did or did not: those whose promise is decided. */
export async function countLane(
  db: Db,
  shop: Tenant,
  { providerId, country, since }: Lane,
): Promise<{ onTime: number; late: number }> {
  const rows = await db.$queryRaw<{ onTime: number; late: number }[]>`
    SELECT count(*) FILTER (WHERE "verdict" IN ('early', 'on-time'))::int AS "onTime",
      count(*) FILTER (WHERE "verdict" = 'late' OR ("deliveredAt" IS NULL AND "overdue"))::int AS "late"
    FROM "ProviderParcel"
    WHERE "shopId" = ${shop.id} AND "providerId" = ${providerId} AND "country" = ${country} AND "sentAt" >= ${since}`;
  return rows[0] ?? { onTime: 0, late: 0 };
}
