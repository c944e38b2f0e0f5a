import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { ListPlace } from "./core/cell-address";
import type { GapPlace } from "./gap-store.server";

/** Answers of one market and provider; null stands for all of them, an empty provider for none that is known. */
export type PlaceFilter = { market: string | null; providerId: string | null };

/**
 * Buyers who answered statements of `items` both times and felt them in [from, to): how many, and mean and sample
 * variance of their own mean gaps, both 0 where they cannot be told. Buyer by buyer: joined
 * as sets, the answers of all times would be read.
 */
export async function sumPairs(
  db: Db,
  shop: Tenant,
  { market, providerId }: PlaceFilter,
  items: readonly string[],
  { from, to }: { from: Date; to: Date },
): Promise<{ n: number; mean: number; variance: number }> {
  const inMarket = market === null ? Prisma.empty : Prisma.sql`AND p."market" = ${market}`;
  const byProvider = providerId === null ? Prisma.empty : Prisma.sql`AND p."providerId" = ${providerId}`;
  const rows = await db.$queryRaw<{ n: number; mean: number; variance: number }[]>`
    SELECT count(*)::int AS n, coalesce(avg(gap), 0)::float8 AS mean, coalesce(var_samp(gap), 0)::float8 AS variance
    FROM "SurveySubmission" p
    CROSS JOIN LATERAL (
      SELECT avg(pa."value" - ea."value")::float8 AS gap
      FROM "SurveySubmission" e
      JOIN "SurveyAnswer" pa ON pa."shopId" = e."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
        AND pa."item" = ANY(${[...items]})
      JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
        AND ea."value" IS NOT NULL AND NOT ea."late"
      WHERE e."shopId" = ${shop.id} AND e."orderId" = p."orderId" AND e."version" = p."version"
        AND e."touch" = 'expectation' AND e."state" = 'counted'
    ) AS buyer
    WHERE p."shopId" = ${shop.id} AND p."touch" = 'perception' AND p."state" = 'counted' AND buyer.gap IS NOT NULL
      AND p."startedAt" >= ${from} AND p."startedAt" < ${to} ${inMarket} ${byProvider}`;
  return rows[0] ?? { n: 0, mean: 0, variance: 0 };
}

/** An order whose buyer answered a dimension both times, with the means of those answers, 1 to 7. */
export type CellOrder = {
  id: string;
  orderId: string;
  parcelLate: boolean;
  at: Date;
  expected: number;
  felt: number;
};

/**
 * Orders behind a number, those with a late parcel first, then by when they were felt, newest first, after `after`. Each
 * place is read from its own index, so that the cost grows with the page.
 */
export async function listCellOrders(
  db: Db,
  shop: Tenant,
  places: readonly GapPlace[],
  items: readonly string[],
  after: ListPlace | null,
  most: number,
): Promise<CellOrder[]> {
  const behind = after
    ? Prisma.sql`AND (p."parcelLate", p."startedAt", p."id") < (${after.flag}, ${after.at}, ${after.id}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<CellOrder[]>`
    SELECT found.* FROM unnest(${places.map((one) => one.market)}::text[], ${places.map((one) => one.providerId)}::text[])
      AS place (market, provider)
    CROSS JOIN LATERAL (
      SELECT p."id", p."orderId", p."parcelLate", p."startedAt" AS "at", pair.expected, pair.felt
      FROM "SurveySubmission" p
      CROSS JOIN LATERAL (
        SELECT avg(ea."value")::float8 AS expected, avg(pa."value")::float8 AS felt
        FROM "SurveySubmission" e
        JOIN "SurveyAnswer" pa ON pa."shopId" = e."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
          AND pa."item" = ANY(${[...items]})
        JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
          AND ea."value" IS NOT NULL AND NOT ea."late"
        WHERE e."shopId" = ${shop.id} AND e."orderId" = p."orderId" AND e."version" = p."version"
          AND e."touch" = 'expectation' AND e."state" = 'counted'
      ) AS pair
      WHERE p."shopId" = ${shop.id} AND p."touch" = 'perception' AND p."market" = place.market
        AND p."providerId" = place.provider AND pair.felt IS NOT NULL ${behind}
      ORDER BY p."parcelLate" DESC, p."startedAt" DESC, p."id" DESC LIMIT ${most}
    ) AS found
    ORDER BY found."parcelLate" DESC, found."at" DESC, found."id" DESC LIMIT ${most}`;
}
