import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { GapChange, GapSums, Scope } from "./core/gap-sums";
import { type Dimension, items } from "./core/item-bank";
import { countedPairs } from "./pairs-sql.server";

/** Where sums are kept apart: a provider in a market, by their ids; an empty provider where nobody knows it. */
export type GapPlace = { providerId: string; market: string };
export type GapRow = GapPlace & GapSums & { scope: Scope; dimension: Dimension };

/** Adds changes to the sums of one place. */
export async function addToGaps(
  db: Db,
  shop: Tenant,
  place: GapPlace,
  changes: readonly GapChange[],
  at: Date,
): Promise<void> {
  for (const change of changes) {
    const { scope, dimension, ...sums } = change;
    await db.$executeRaw`
      INSERT INTO "SurveyGap" ("shopId", "scope", "dimension", "providerId", "market",
        "buyers", "pairs", "gapSum", "gapSquareSum", "expectedSum", "feltSum", "changedAt")
      VALUES (${shop.id}, ${scope}, ${dimension}, ${place.providerId}, ${place.market}, ${sums.buyers}, ${sums.pairs},
        ${sums.gapSum}, ${sums.gapSquareSum}, ${sums.expectedSum}, ${sums.feltSum}, ${at})
      ON CONFLICT ("shopId", "scope", "dimension", "providerId", "market") DO UPDATE SET
        "buyers" = "SurveyGap"."buyers" + excluded."buyers",
        "pairs" = "SurveyGap"."pairs" + excluded."pairs",
        "gapSum" = "SurveyGap"."gapSum" + excluded."gapSum",
        "gapSquareSum" = "SurveyGap"."gapSquareSum" + excluded."gapSquareSum",
        "expectedSum" = "SurveyGap"."expectedSum" + excluded."expectedSum",
        "feltSum" = "SurveyGap"."feltSum" + excluded."feltSum",
        "changedAt" = excluded."changedAt"`;
  }
}

/** Every sum of the shop: as many rows as it has providers, markets and dimensions, never its answers. */
export async function listGaps(db: Db, shop: Tenant, scope: Scope): Promise<GapRow[]> {
  const rows = await db.surveyGap.findMany({
    where: { shopId: shop.id, scope, buyers: { gt: 0 } },
    orderBy: [{ market: "asc" }, { providerId: "asc" }, { dimension: "asc" }],
    take: 5_000,
  });
  return rows.map(({ shopId, changedAt, ...row }) => ({
    ...row,
    scope: row.scope as Scope,
    dimension: row.dimension as Dimension,
  }));
}

/**
 * Counts the sums anew from the answers themselves, in the database and by another road than `addToGaps`, so that a
 * mistake in one shows against the other. Holds the shop's submissions until the transaction ends.
 */
export async function recountGaps(db: Db, shop: Tenant, at: Date): Promise<void> {
  const ids = items.map((item) => item.id);
  const dimensionsOf = items.map((item) => item.dimension as string);
  const actors = items.map((item) => item.actor as string);
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`surveys ${shop.id}`}, 0))::text`;
  await db.surveyGap.deleteMany({ where: { shopId: shop.id } });
  await db.$executeRaw`
    INSERT INTO "SurveyGap" ("shopId", "scope", "dimension", "providerId", "market",
      "buyers", "pairs", "gapSum", "gapSquareSum", "expectedSum", "feltSum", "changedAt")
    WITH bank AS (
      SELECT * FROM unnest(${ids}::text[], ${dimensionsOf}::text[], ${actors}::text[]) AS b (item, dimension, actor)
    ), pair AS (
      SELECT counted.*, bank.dimension, bank.actor
      FROM (${countedPairs(shop)}) counted JOIN bank ON bank.item = counted."item"
    ), share AS (
      SELECT s.scope, "id", "providerId", "market", dimension,
        count(*)::int AS pairs, avg(felt - expected)::float8 AS gap, avg(expected)::float8 AS expected,
        avg(felt)::float8 AS felt
      FROM pair JOIN (VALUES ('all'), ('provider')) AS s (scope) ON s.scope = 'all' OR pair.actor = 'provider'
      GROUP BY 1, 2, 3, 4, 5
    )
    SELECT ${shop.id}, scope, dimension, "providerId", "market", count(*)::int, sum(pairs)::int, sum(gap),
      sum(gap * gap), sum(expected), sum(felt), ${at}::timestamptz
    FROM share GROUP BY scope, dimension, "providerId", "market"`;
}
