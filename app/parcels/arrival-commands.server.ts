import type { BuyerCtx, Ctx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { orderForDelivery } from "../orders/mirror-queries.server";
import { followDelivery } from "./commands.server";
import { addDays, type Day, dayAt } from "./core/destination-calendar";
import { nothingSaid } from "./core/parcel-state";
import { findBuyerWord, saveBuyerWord } from "./promise-store.server";
import { takeParcelsOfOrder } from "./store.server";

/**
 * Takes a buyer's answer to "Has it arrived?". Yes counts as delivered, on the evidence of the buyer alone; no asks for
 * help. The first yes and the first no stay, so a repeat changes nothing. An order that is unknown, another customer's,
 * or not yet sent is answered as any other, and nothing is kept.
 *
 * Problem: `day-impossible` for a day before the order or after tomorrow.
 */
export async function answerArrival(
  ctx: BuyerCtx,
  answer: { orderId: string; yes: boolean; on: Day | null },
): Promise<Result<null, "day-impossible">> {
  const { orderId, yes, on } = answer;
  const now = ctx.now();
  return ctx.transact(async (db) => {
    const parcels = await takeParcelsOfOrder(db, ctx.shop, orderId);
    const order = await orderForDelivery(db, ctx, orderId);
    const foreign = ctx.buyer.customerId !== null && order?.customerId !== ctx.buyer.customerId;
    if (!order || foreign || parcels.length === 0) return ok(null);
    // The day is the buyer's own, so it may be one ahead of or behind the destination's.
    const first = addDays(dayAt(order.placedAt, order.country), -1);
    if (yes && on && (on < first || on > addDays(dayAt(now, order.country), 1))) {
      return problem("day-impossible");
    }
    const before = await findBuyerWord(db, ctx.shop, orderId);
    const said = before ?? nothingSaid;
    if (yes ? said.arrivedAt : said.missingAt) return ok(null);
    const word = yes ? { ...said, arrivedAt: now, arrivedOn: on } : { ...said, missingAt: now };
    await saveBuyerWord(db, ctx.shop, orderId, word, now);
    if (!yes) await ctx.announce(db, { name: "parcel.missing", data: { orderId } });
    else if (said.missingAt) await ctx.announce(db, { name: "parcel.turned-up", data: { orderId } });
    await followDelivery(ctx, db, orderId);
    return ok(null);
  });
}

/** Keeps that a buyer reported what arrived as damaged. The first report stays, so a repeat changes nothing. */
export async function hearDamage(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    await takeParcelsOfOrder(db, ctx.shop, orderId);
    const said = (await findBuyerWord(db, ctx.shop, orderId)) ?? nothingSaid;
    if (said.damagedAt) return;
    const now = ctx.now();
    await saveBuyerWord(db, ctx.shop, orderId, { ...said, damagedAt: now }, now);
    await followDelivery(ctx, db, orderId);
  });
}
