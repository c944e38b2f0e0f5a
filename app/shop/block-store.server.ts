import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Block, Sighting } from "./core/block";

/** Records that a block was seen; an earlier moment than the one kept changes nothing. */
export async function saveSighting(db: Db, shop: Tenant, block: Block, at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "BlockSighting" ("shopId", "block", "firstSeenAt", "lastSeenAt")
    VALUES (${shop.id}, ${block}, ${at}, ${at})
    ON CONFLICT ("shopId", "block") DO UPDATE SET "lastSeenAt" = EXCLUDED."lastSeenAt"
    WHERE "BlockSighting"."lastSeenAt" < EXCLUDED."lastSeenAt"`;
}

/** Blocks seen since an instant. */
export async function listSightings(db: Db, shop: Tenant, since: Date): Promise<Sighting[]> {
  const rows = await db.blockSighting.findMany({
    where: { shopId: shop.id, lastSeenAt: { gte: since } },
    select: { block: true, firstSeenAt: true, lastSeenAt: true },
  });
  return rows.map((row) => ({ ...row, block: row.block as Block }));
}
