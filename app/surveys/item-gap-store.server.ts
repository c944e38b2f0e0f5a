import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { ItemChange, ItemSums } from "./core/gap-sums";
import type { GapPlace } from "./gap-store.server";
import { countedPairs } from "./pairs-sql.server";

export type ItemGapRow = GapPlace & ItemSums & { item: string };

/** Adds changes to the sums of single statements at one place. */
export async function addToItems(
  db: Db,
  shop: Tenant,
  place: GapPlace,
  changes: readonly ItemChange[],
  at: Date,
): Promise<void> {
  for (const { item, ...sums } of changes) {
    await db.$executeRaw`
      INSERT INTO "SurveyItemGap" ("shopId", "item", "providerId", "market",
        "buyers", "gapSum", "gapSquareSum", "expectedSum", "feltSum", "changedAt")
      VALUES (${shop.id}, ${item}, ${place.providerId}, ${place.market}, ${sums.buyers},
        ${sums.gapSum}, ${sums.gapSquareSum}, ${sums.expectedSum}, ${sums.feltSum}, ${at})
      ON CONFLICT ("shopId", "item", "providerId", "market") DO UPDATE SET
        "buyers" = "SurveyItemGap"."buyers" + excluded."buyers",
        "gapSum" = "SurveyItemGap"."gapSum" + excluded."gapSum",
        "gapSquareSum" = "SurveyItemGap"."gapSquareSum" + excluded."gapSquareSum",
        "expectedSum" = "SurveyItemGap"."expectedSum" + excluded."expectedSum",
        "feltSum" = "SurveyItemGap"."feltSum" + excluded."feltSum",
        "changedAt" = excluded."changedAt"`;
  }
}

/** The sums of these statements everywhere: as many rows as the shop has providers and markets, never its answers. */
export async function listItemGaps(db: Db, shop: Tenant, items: readonly string[]): Promise<ItemGapRow[]> {
  const rows = await db.surveyItemGap.findMany({
    where: { shopId: shop.id, item: { in: [...items] }, buyers: { gt: 0 } },
    orderBy: [{ item: "asc" }, { market: "asc" }, { providerId: "asc" }],
    take: 20_000,
  });
  return rows.map(({ shopId, changedAt, ...row }) => row);
}

/** Counts the sums of single statements anew from the answers. The caller holds the shop's submissions. */
export async function recountItems(db: Db, shop: Tenant, at: Date): Promise<void> {
  await db.surveyItemGap.deleteMany({ where: { shopId: shop.id } });
  await db.$executeRaw`
    INSERT INTO "SurveyItemGap" ("shopId", "item", "providerId", "market",
      "buyers", "gapSum", "gapSquareSum", "expectedSum", "feltSum", "changedAt")
    SELECT ${shop.id}, "item", "providerId", "market", count(*)::int, sum(felt - expected),
      sum((felt - expected) * (felt - expected)), sum(expected), sum(felt), ${at}::timestamptz
    FROM (${countedPairs(shop)}) counted GROUP BY "item", "providerId", "market"`;
}
