import type { AdminCtx, Ctx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { applyDelivery } from "./apply.server";
import { afterFailure } from "./core/inbox";
import {
  type Delivery,
  deleteSettled,
  postponeDelivery,
  settleDelivery,
  takeNextDelivery,
  unparkDeliveries,
} from "./inbox-store.server";

/** One job's share: after this many deliveries or milliseconds it makes way for other shops. */
const drainMost = 200;
const drainMs = 5_000;
/** How long settled deliveries stay, to recognise a repeat, in days. The platform repeats for hours. */
const keepSettledDays = 30;

/**
 * Applies the shop's waiting deliveries, oldest first, each in its own transaction so that a bad one harms only
 * itself. `more` when something is left for another turn.
 */
export async function drainInbox(ctx: Ctx): Promise<{ settled: number; more: boolean }> {
  const startedAt = Date.now();
  for (let settled = 0; ; settled++) {
    if (settled >= drainMost || Date.now() - startedAt > drainMs) return { settled, more: true };
    if (!(await applyNext(ctx))) return { settled, more: false };
  }
}

async function applyNext(ctx: Ctx): Promise<boolean> {
  let taken: Delivery | null = null;
  try {
    await ctx.transact(async (db) => {
      taken = await takeNextDelivery(db, ctx.shop, ctx.now());
      if (!taken) return;
      const outcome = await applyDelivery(ctx, db, taken);
      await settleDelivery(db, ctx.shop, taken.id, { ...outcome, at: ctx.now() });
      if (outcome.state === "parked") {
        ctx.log.warn(
          { shop: ctx.shop.id, delivery: taken.id, topic: taken.topic, reason: outcome.reason },
          "delivery parked",
        );
      }
    });
    return taken !== null;
  } catch (error) {
    // Nothing taken means the database itself failed: the whole job is tried again.
    if (!taken) throw error;
    await setBack(ctx, taken, error);
    return true;
  }
}

async function setBack(ctx: Ctx, delivery: Delivery, error: unknown): Promise<void> {
  const attempts = delivery.attempts + 1;
  const next = afterFailure(attempts);
  ctx.log.error(
    { shop: ctx.shop.id, delivery: delivery.id, topic: delivery.topic, attempts, err: error },
    "delivery failed",
  );
  await ctx.transact((db) =>
    next.park
      ? settleDelivery(db, ctx.shop, delivery.id, { state: "parked", reason: "failed", at: ctx.now() })
      : postponeDelivery(db, ctx.shop, delivery.id, attempts, new Date(ctx.now().getTime() + next.retryInMs)),
  );
}

/** Puts parked deliveries back in line, up to 1,000 at a time. */
export async function retryParked(ctx: AdminCtx): Promise<Result<{ retried: number }, "not-allowed">> {
  if (!can(ctx.staff.role, "deliveries.retry")) return problem("not-allowed");
  const retried = await ctx.transact(async (db) => {
    const count = await unparkDeliveries(db, ctx.shop, 1_000);
    if (count > 0) await ctx.announce(db, { name: "deliveries.retried", data: {} });
    return count;
  });
  return ok({ retried });
}

/** Forgets settled deliveries after 30 days, in small steps. */
export async function pruneInbox(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.now().getTime() - keepSettledDays * 86_400_000);
  let total = 0;
  for (let step = 0; step < 100; step++) {
    const deleted = await ctx.transact((db) => deleteSettled(db, ctx.shop, before, 5_000));
    total += deleted;
    if (deleted < 5_000) break;
  }
  return total;
}
