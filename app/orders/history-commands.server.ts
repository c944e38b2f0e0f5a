import { createHash } from "node:crypto";
import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Version } from "./core/order";
import { insertHistory, listKnownOrders, type OrderWithPast } from "./history-store.server";
import { readFulfillment, readFulfillmentEvent, readOrder } from "./read-bodies";
import { fulfillmentBody, fulfillmentEventBody, orderBody } from "./schemas";
import { saveEvent, saveFulfillment, saveOrder } from "./store.server";

/** An order the store has had for a while, in the shape of its webhooks. */
export type ToldOrder = { order: unknown; fulfillments: unknown[]; events: unknown[] };

/**
 * Shows a page of the store's past in the mirror: new orders many at once, known ones as a delivery about them would.
 * Told twice it changes nothing more. `unread` counts orders whose shape nobody understands.
 */
export async function mirrorHistory(
  ctx: Ctx,
  page: readonly ToldOrder[],
): Promise<{ changed: string[]; unread: number }> {
  const read = page.flatMap((told) => readTold(told) ?? []);
  return ctx.transact(async (db) => {
    const ids = read.map(({ order }) => order.id);
    const known = new Set(await listKnownOrders(db, ctx.shop, ids));
    const fresh = read.filter(({ order }) => !known.has(order.id));
    const inserted = new Set(
      fresh.length > 0 ? await insertHistory(db, ctx.shop, fresh, ctx.now()) : undefined,
    );
    const changed: string[] = [];
    for (const told of read) {
      const isNew = inserted.has(told.order.id);
      if (!isNew && !(await saveAgain(db, ctx, told))) continue;
      changed.push(told.order.id);
      await announceMirrored(db, ctx, told);
    }
    return { changed, unread: page.length - read.length };
  });
}

function readTold({ order, fulfillments, events }: ToldOrder): OrderWithPast | null {
  const body = orderBody.safeParse(order);
  const mirrored = body.success ? readOrder(body.data) : null;
  if (!body.success || !mirrored) return null;
  const parcels = fulfillments.flatMap((raw) => {
    const parcel = fulfillmentBody.safeParse(raw);
    if (!parcel.success || parcel.data.order_id !== mirrored.id) return [];
    const version = versionOf(raw, parcel.data.updated_at);
    return [{ fulfillment: readFulfillment(parcel.data), version }];
  });
  const steps = events.flatMap((raw) => {
    const event = fulfillmentEventBody.safeParse(raw);
    return event.success && event.data.order_id === mirrored.id ? [readFulfillmentEvent(event.data)] : [];
  });
  const version = versionOf(order, body.data.updated_at);
  return { order: mirrored, version, fulfillments: parcels, events: steps };
}

/** Nothing triggered what is only looked up: its last change stands for that. */
function versionOf(raw: unknown, updatedAt: Date): Version {
  const digest = createHash("sha256").update(JSON.stringify(raw)).digest("hex").slice(0, 32);
  return { updatedAt, triggeredAt: updatedAt, digest };
}

async function saveAgain(db: Db, ctx: Ctx, told: OrderWithPast): Promise<boolean> {
  const now = ctx.now();
  const outcomes = [await saveOrder(db, ctx.shop, told.order, told.version, now)];
  for (const { fulfillment, version } of told.fulfillments) {
    outcomes.push(await saveFulfillment(db, ctx.shop, fulfillment, version, now));
  }
  for (const event of told.events) outcomes.push(await saveEvent(db, ctx.shop, event, now));
  return outcomes.some((outcome) => outcome === "inserted" || outcome === "updated");
}

async function announceMirrored(db: Db, ctx: Ctx, { order, fulfillments }: OrderWithPast): Promise<void> {
  const orderId = order.id;
  await ctx.announce(db, { name: "order.mirrored", data: { orderId } });
  for (const { fulfillment } of fulfillments) {
    const data = { orderId, fulfillmentId: fulfillment.id };
    await ctx.announce(db, { name: "fulfillment.mirrored", data });
  }
}
