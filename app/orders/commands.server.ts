import type { AdminCtx, Ctx } from "../context";
import { type Db, databaseIsAway } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { keptSince } from "../shop/core/retention";
import { applyDelivery } from "./apply.server";
import { afterFailure } from "./core/inbox";
import {
  type Delivery,
  deleteSettled,
  postponeDelivery,
  settleDelivery,
  takeDeliveries,
  unparkDeliveries,
} from "./inbox-store.server";
import { deleteEvents } from "./store.server";

/** One job's share: after so many milliseconds it makes way for other shops. */
const drainMs = 2_000;
/** Deliveries applied in one transaction. A commit costs more than applying one. */
const batch = 20;
/** How long settled deliveries stay, to recognise a repeat, in days. The platform repeats for hours. */

/**
 * Applies the shop's waiting deliveries, oldest first. They share transactions; when one fails, its batch is applied
 * one by one, so that a bad one harms only itself. `more` when something is left for another turn.
 */
export async function drainInbox(ctx: Ctx): Promise<{ more: boolean }> {
  const until = performance.now() + drainMs;
  while (performance.now() < until) {
    const applied = (await applyTogether(ctx)) ?? (await applyOneByOne(ctx));
    if (applied < batch) return { more: false };
  }
  return { more: true };
}

/** The number of deliveries settled, or null when one of them failed and none was. */
async function applyTogether(ctx: Ctx): Promise<number | null> {
  const taken: Delivery[] = [];
  try {
    return await ctx.transact(async (db) => {
      taken.splice(0, taken.length, ...(await takeDeliveries(db, ctx.shop, ctx.now(), batch)));
      for (const delivery of taken) await settle(ctx, db, delivery);
      return taken.length;
    });
  } catch (error) {
    // The database is to blame, not a delivery: the whole job is tried again.
    if (taken.length === 0 || databaseIsAway(error)) throw error;
    return null;
  }
}

async function applyOneByOne(ctx: Ctx): Promise<number> {
  for (let applied = 0; applied < batch; applied++) {
    const taken: Delivery[] = [];
    try {
      await ctx.transact(async (db) => {
        taken.splice(0, taken.length, ...(await takeDeliveries(db, ctx.shop, ctx.now(), 1)));
        for (const delivery of taken) await settle(ctx, db, delivery);
      });
    } catch (error) {
      if (taken.length === 0 || databaseIsAway(error)) throw error;
      for (const delivery of taken) await setBack(ctx, delivery, error);
    }
    if (taken.length === 0) return applied;
  }
  return batch;
}

async function settle(ctx: Ctx, db: Db, delivery: Delivery): Promise<void> {
  const outcome = await applyDelivery(ctx, db, delivery);
  await settleDelivery(db, ctx.shop, delivery.id, { ...outcome, at: ctx.now() });
  if (outcome.state !== "parked") return;
  const line = { shop: ctx.shop.id, delivery: delivery.id, topic: delivery.topic, reason: outcome.reason };
  ctx.log.warn(line, "delivery parked");
}

async function setBack(ctx: Ctx, delivery: Delivery, error: unknown): Promise<void> {
  const attempts = delivery.attempts + 1;
  const next = afterFailure(attempts);
  const line = { shop: ctx.shop.id, delivery: delivery.id, topic: delivery.topic, attempts, err: error };
  ctx.log.error(line, "delivery failed");
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

/** Forgets what became of parcels long ago, in small steps. The parcels stay as they are last known. */
export async function pruneEvents(ctx: Ctx): Promise<void> {
  const before = keptSince("parcelEvents", ctx.now());
  const step = 2_000;
  for (let removed = step; removed === step; ) {
    removed = await ctx.transact((db) => deleteEvents(db, ctx.shop, before, step));
  }
}

/** Forgets settled deliveries, in small steps. */
export async function pruneInbox(ctx: Ctx): Promise<number> {
  const before = keptSince("settledDeliveries", ctx.now());
  let total = 0;
  for (let step = 0; step < 100; step++) {
    const deleted = await ctx.transact((db) => deleteSettled(db, ctx.shop, before, 5_000));
    total += deleted;
    if (deleted < 5_000) break;
  }
  return total;
}
