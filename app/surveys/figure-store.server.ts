import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Touch } from "./core/wording";

/** Counts stop here, so that a flood does not make a page slow. */
const most = 10_000;

/** Orders whose buyer began to answer at a touch since an instant, and whose answers count. */
export async function countAnsweredSince(db: Db, shop: Tenant, touch: Touch, since: Date): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM (
      SELECT 1 FROM "SurveySubmission"
      WHERE "shopId" = ${shop.id} AND "touch" = ${touch} AND "startedAt" >= ${since} AND "state" = 'counted'
      LIMIT ${most}
    ) answered`;
  return row?.n ?? 0;
}
