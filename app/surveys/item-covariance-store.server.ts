import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { CovarianceChange } from "./core/gap-sums";
import { items as bank } from "./core/item-bank";
import type { GapPlace } from "./gap-store.server";
import { countedPairs } from "./pairs-sql.server";

/** Adds changes to the sums of two statements together, at one place. */
export async function addToCovariances(
  db: Db,
  shop: Tenant,
  place: GapPlace,
  changes: readonly CovarianceChange[],
  at: Date,
): Promise<void> {
  for (const { item, other, ...sums } of changes) {
    await db.$executeRaw`
      INSERT INTO "SurveyItemCovariance" ("shopId", "item", "other", "providerId", "market",
        "buyers", "gapSum", "otherGapSum", "productSum", "changedAt")
      VALUES (${shop.id}, ${item}, ${other}, ${place.providerId}, ${place.market}, ${sums.buyers},
        ${sums.gapSum}, ${sums.otherGapSum}, ${sums.productSum}, ${at})
      ON CONFLICT ("shopId", "item", "other", "providerId", "market") DO UPDATE SET
        "buyers" = "SurveyItemCovariance"."buyers" + excluded."buyers",
        "gapSum" = "SurveyItemCovariance"."gapSum" + excluded."gapSum",
        "otherGapSum" = "SurveyItemCovariance"."otherGapSum" + excluded."otherGapSum",
        "productSum" = "SurveyItemCovariance"."productSum" + excluded."productSum",
        "changedAt" = excluded."changedAt"`;
  }
}

/** The sums of two of these statements everywhere: as many rows as the shop has providers and markets, never its answers. */
export async function listCovariances(
  db: Db,
  shop: Tenant,
  items: readonly string[],
): Promise<(GapPlace & CovarianceChange)[]> {
  const rows = await db.surveyItemCovariance.findMany({
    where: { shopId: shop.id, item: { in: [...items] }, buyers: { gt: 0 } },
    orderBy: [{ item: "asc" }, { other: "asc" }, { market: "asc" }, { providerId: "asc" }],
    take: 20_000,
  });
  return rows.map(({ shopId, changedAt, ...row }) => row);
}

/** Counts the sums of two statements together anew from the answers. The caller holds the shop's submissions. */
export async function recountCovariances(db: Db, shop: Tenant, at: Date): Promise<void> {
  const ids = bank.map((item) => item.id);
  const dimensionsOf = bank.map((item) => item.dimension as string);
  await db.surveyItemCovariance.deleteMany({ where: { shopId: shop.id } });
  await db.$executeRaw`
    INSERT INTO "SurveyItemCovariance" ("shopId", "item", "other", "providerId", "market",
      "buyers", "gapSum", "otherGapSum", "productSum", "changedAt")
    WITH bank AS (
      SELECT * FROM unnest(${ids}::text[], ${dimensionsOf}::text[]) AS b (item, dimension)
    ), pair AS (
      SELECT counted."id", "providerId", "market", bank.dimension, counted."item", felt - expected AS gap
      FROM (${countedPairs(shop)}) counted JOIN bank ON bank.item = counted."item"
    )
    SELECT ${shop.id}, one."item", two."item", one."providerId", one."market", count(*)::int,
      sum(one.gap), sum(two.gap), sum(one.gap * two.gap), ${at}::timestamptz
    FROM pair one
    JOIN pair two ON two."id" = one."id" AND two.dimension = one.dimension
      AND one."item" COLLATE "C" < two."item" COLLATE "C"
    GROUP BY one."item", two."item", one."providerId", one."market"`;
}
