import type { AdminCtx, Ctx } from "../context";
import { type Db, databaseIsAway } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { keptSince } from "../shop/core/retention";
import { applyDelivery, type Outcome } from "./apply.server";
import { afterFailure } from "./core/inbox";
import {
  type Delivery,
  deleteSettled,
  postponeDelivery,
  settleDeliveries,
  type Tried,
  takeDeliveries,
  unparkDeliveries,
} from "./inbox-store.server";
import { deleteEvents } from "./store.server";

/** One job's share: after so many milliseconds it makes way for other shops. */
const drainMs = 2_000;
/** Deliveries applied in one transaction. A commit costs more than applying one. */
const batch = 20;

/**
 * Applies the shop's waiting deliveries, oldest first. Those never tried share transactions; when one fails, its batch is
 * applied one by one, so that a bad one harms only itself, and from then on it is tried alone. `more` when something may
 * be left for another turn. While another worker applies the same shop's, there is nothing to do.
 */
export async function drainInbox(ctx: Ctx): Promise<{ more: boolean }> {
  const until = performance.now() + drainMs;
  while (performance.now() < until) {
    const taken = (await applyTogether(ctx)) ?? (await applyOneByOne(ctx, "untried", until));
    if (taken === "busy") return { more: false };
    if (taken === batch) continue;
    const again = await applyOneByOne(ctx, "tried", until);
    return { more: again === batch };
  }
  return { more: true };
}

/** The number of deliveries settled, `busy` when another worker is at it, or null when one failed and none was settled. */
async function applyTogether(ctx: Ctx): Promise<number | "busy" | null> {
  let begun = false;
  try {
    return await ctx.transact(async (db) => {
      begun = false;
      const taken = await takeDeliveries(db, ctx.shop, "untried", ctx.now(), batch);
      if (!taken) return "busy";
      begun = taken.length > 0;
      await settle(ctx, db, taken);
      return taken.length;
    });
  } catch (error) {
    // The database is to blame, not a delivery: the whole job is tried again.
    if (!begun || databaseIsAway(error)) throw error;
    return null;
  }
}

/** The number of deliveries dealt with, each in a transaction of its own; `batch` when time was up before the last. */
async function applyOneByOne(ctx: Ctx, which: Tried, until: number): Promise<number | "busy"> {
  for (let applied = 0; applied < batch; applied++) {
    if (performance.now() > until) return batch;
    const taken: Delivery[] = [];
    try {
      const free = await ctx.transact(async (db) => {
        taken.length = 0;
        const next = await takeDeliveries(db, ctx.shop, which, ctx.now(), 1);
        if (!next) return false;
        taken.push(...next);
        await settle(ctx, db, taken);
        return true;
      });
      if (!free) return "busy";
    } catch (error) {
      if (taken.length === 0 || databaseIsAway(error)) throw error;
      for (const delivery of taken) await setBack(ctx, delivery, error);
    }
    if (taken.length === 0) return applied;
  }
  return batch;
}

async function settle(ctx: Ctx, db: Db, deliveries: Delivery[]): Promise<void> {
  const ends = new Map<string, { outcome: Outcome; ids: string[] }>();
  for (const delivery of deliveries) {
    const outcome = await applyDelivery(ctx, db, delivery);
    const key = `${outcome.state} ${outcome.reason}`;
    const end = ends.get(key) ?? { outcome, ids: [] };
    ends.set(key, { outcome, ids: [...end.ids, delivery.id] });
    if (outcome.state !== "parked") continue;
    const line = { shop: ctx.shop.id, delivery: delivery.id, topic: delivery.topic, reason: outcome.reason };
    ctx.log.warn(line, "delivery parked");
  }
  for (const { outcome, ids } of ends.values())
    await settleDeliveries(db, ctx.shop, ids, { ...outcome, at: ctx.now() });
}

async function setBack(ctx: Ctx, delivery: Delivery, error: unknown): Promise<void> {
  const attempts = delivery.attempts + 1;
  const next = afterFailure(attempts);
  const line = { shop: ctx.shop.id, delivery: delivery.id, topic: delivery.topic, attempts, err: error };
  ctx.log.error(line, "delivery failed");
  await ctx.transact((db) =>
    next.park
      ? settleDeliveries(db, ctx.shop, [delivery.id], { state: "parked", reason: "failed", at: ctx.now() })
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
