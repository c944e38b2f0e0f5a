import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";

/**
 * Every pair of a shop's counted answers, for who counts sums anew: one row per statement a buyer answered both times, an
 * expectation given late not among them.
 */
export function countedPairs(shop: Tenant): Prisma.Sql {
  return Prisma.sql`
    SELECT p."id", p."providerId", p."market", pa."item", pa."value" AS felt, ea."value" AS expected
    FROM "SurveySubmission" p
    JOIN "SurveySubmission" e ON e."shopId" = p."shopId" AND e."orderId" = p."orderId" AND e."version" = p."version"
      AND e."touch" = 'expectation' AND e."state" = 'counted'
    JOIN "SurveyAnswer" pa ON pa."shopId" = p."shopId" AND pa."submissionId" = p."id" AND pa."value" IS NOT NULL
    JOIN "SurveyAnswer" ea ON ea."shopId" = e."shopId" AND ea."submissionId" = e."id" AND ea."item" = pa."item"
      AND ea."value" IS NOT NULL AND NOT ea."late"
    WHERE p."shopId" = ${shop.id} AND p."touch" = 'perception' AND p."state" = 'counted'`;
}
