import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Block, Sighting } from "./core/block";

/**
 * Records that a block was seen. An earlier moment than the one kept changes nothing, nor does one within its hour, so
 * that many buyers are one write; but for a new install the first moment counts at once.
 */
export async function saveSighting(db: Db, shop: Tenant, block: Block, at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "BlockSighting" ("shopId", "block", "firstSeenAt", "lastSeenAt")
    VALUES (${shop.id}, ${block}, ${at}, ${at})
    ON CONFLICT ("shopId", "block") DO UPDATE SET "lastSeenAt" = EXCLUDED."lastSeenAt"
    WHERE "BlockSighting"."lastSeenAt" < EXCLUDED."lastSeenAt" - interval '1 hour'
      OR ("BlockSighting"."lastSeenAt" < EXCLUDED."lastSeenAt" AND "BlockSighting"."lastSeenAt" <
        (SELECT "installedAt" FROM "Shop" WHERE "id" = ${shop.id}))`;
}

/** Blocks seen since an instant. */
export async function listSightings(db: Db, shop: Tenant, since: Date): Promise<Sighting[]> {
  const rows = await db.blockSighting.findMany({
    where: { shopId: shop.id, lastSeenAt: { gte: since } },
    select: { block: true, firstSeenAt: true, lastSeenAt: true },
  });
  return rows.map((row) => ({ ...row, block: row.block as Block }));
}
