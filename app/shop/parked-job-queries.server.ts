import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { isUuid } from "../lib/uuid";
import { firstParkedAt, listParkedJobs, type ParkedKey } from "./parked-job-store.server";

export type ParkedJobsPage = {
  jobs: { key: string; job: string; tries: number; parkedAt: string }[];
  next: string | null;
};

/** Work that failed every time, newest first, 25 at a time; `after` is the `next` of the page before. */
export async function parkedJobsPage(ctx: AdminCtx, after: string | null): Promise<ParkedJobsPage> {
  const size = 25;
  const rows = await ctx.transact((db) => listParkedJobs(db, ctx.shop, readKey(after), size + 1));
  const shown = rows.slice(0, size);
  return {
    jobs: shown.map((row) => ({ ...row, parkedAt: row.parkedAt.toISOString() })),
    next: rows.length > size ? (shown.at(-1)?.key ?? null) : null,
  };
}

/** Since when work of the shop that failed every time waits for a person; null where all was done. */
export function failedWorkSince(db: Db, ctx: AdminCtx): Promise<Date | null> {
  return firstParkedAt(db, ctx.shop);
}

function readKey(text: string | null): ParkedKey | null {
  const [micros = "", id = ""] = text?.split("_") ?? [];
  return /^\d{1,18}$/.test(micros) && isUuid(id) ? { micros, id } : null;
}
