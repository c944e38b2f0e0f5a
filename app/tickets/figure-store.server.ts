import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** Counts stop here: a fuller inbox would not be answered differently. */
const most = 10_000;

/** Tickets that wait for an answer, and those of them whose time has passed. */
export async function countDueTickets(
  db: Db,
  shop: Tenant,
  now: Date,
): Promise<{ waiting: number; overdue: number }> {
  const [row] = await db.$queryRaw<{ waiting: number; overdue: number }[]>`
    SELECT count(*)::int AS "waiting", count(*) FILTER (WHERE "dueAt" <= ${now})::int AS "overdue"
    FROM (
      SELECT "dueAt" FROM "Ticket" WHERE "shopId" = ${shop.id} AND NOT "held" AND "dueAt" IS NOT NULL
      ORDER BY "dueAt" LIMIT ${most}
    ) due`;
  return row ?? { waiting: 0, overdue: 0 };
}
