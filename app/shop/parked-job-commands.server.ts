import type { AdminCtx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { can } from "./core/permissions";
import { countParkedJobs } from "./parked-job-store.server";

/** Has the shop's parked jobs run again, up to 1,000 at a time. Asked twice, it does no harm: what has left is gone. */
export async function retryParkedJobs(ctx: AdminCtx): Promise<Result<{ retried: number }, "not-allowed">> {
  if (!can(ctx.staff.role, "deliveries.retry")) return problem("not-allowed");
  const retried = await ctx.transact(async (db) => {
    const count = await countParkedJobs(db, ctx.shop, 1_000);
    if (count > 0) await ctx.announce(db, { name: "work.retried", data: {} });
    return count;
  });
  return ok({ retried });
}
