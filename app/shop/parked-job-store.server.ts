import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** A job that failed every time: what it was, how often it was tried, when it was given up. */
export type ParkedJob = { key: string; job: string; tries: number; parkedAt: Date };

/** Where a page of parked jobs ends: microseconds since 1970 and the job's id. */
export type ParkedKey = { micros: string; id: string };

// The queue's tables stand outside row-level security; their rows hold ids and times only, and the shop's domain. What
// its policy asks elsewhere, whose transaction this is, is therefore asked here.
const ofShop = (shop: Tenant) =>
  Prisma.sql`name = 'parked' AND state = 'created' AND data->>'shop' = ${shop.id} AND source_name IS NOT NULL
    AND data->>'shop' = current_setting('app.shop', true)`;
const micros = Prisma.sql`(extract(epoch FROM created_on) * 1000000)::bigint`;

/** The shop's parked jobs, newest first, after the one with the key `after`. */
export async function listParkedJobs(
  db: Db,
  shop: Tenant,
  after: ParkedKey | null,
  most: number,
): Promise<ParkedJob[]> {
  const older = after
    ? Prisma.sql`AND (created_on, id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)`
    : Prisma.empty;
  return db.$queryRaw<ParkedJob[]>`
    SELECT ${micros}::text || '_' || id::text AS "key", source_name AS "job",
      coalesce(source_retry_count, 0) + 1 AS "tries", created_on AS "parkedAt"
    FROM pgboss.job WHERE ${ofShop(shop)} ${older}
    ORDER BY created_on DESC, id DESC LIMIT ${most}`;
}

/** When the first of the shop's jobs that are parked was given up; null where none is. */
export async function firstParkedAt(db: Db, shop: Tenant): Promise<Date | null> {
  const rows = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT min(created_on) AS "at" FROM pgboss.job WHERE ${ofShop(shop)}`;
  return rows[0]?.at ?? null;
}

/** How many of the shop's jobs are parked, counted up to `most`. */
export async function countParkedJobs(db: Db, shop: Tenant, most: number): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM (SELECT 1 FROM pgboss.job WHERE ${ofShop(shop)} LIMIT ${most}) AS counted`;
  return rows[0]?.count ?? 0;
}
