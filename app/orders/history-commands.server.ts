import { createHash } from "node:crypto";
import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Version } from "./core/order";
import {
  goneEvents,
  isFulfillmentNews,
  isOrderNews,
  keepingPerson,
  type ShownOrder,
} from "./core/shown-order";
import type { ToldOrder } from "./core/told-order";
import { insertHistory, listBuriedOrders, listShownOrders, type OrderWithPast } from "./history-store.server";
import { lockMirror } from "./inbox-store.server";
import { readFulfillment, readFulfillmentEvent, readOrder } from "./read-bodies";
import { fulfillmentBody, fulfillmentEventBody, orderBody } from "./schemas";
import { deleteEvent, saveEvent, saveFulfillment, saveOrder } from "./store.server";

/** When the store was asked, and whether it kept buyers' data back. */
type Telling = { askedAt: Date; personHidden: boolean };

/** Orders that changed what the mirror shows, and when they changed at the store; `unread` counts those nobody understands. */
export type MirroredHistory = { changed: { id: string; updatedAt: Date }[]; unread: number };

/** Shows a page of the store's past in the mirror, in a transaction of its own. */
export async function mirrorHistory(ctx: Ctx, page: readonly ToldOrder[]): Promise<MirroredHistory> {
  const telling = { askedAt: ctx.now(), personHidden: false };
  return ctx.transact(async (db) => {
    await lockMirror(db, ctx.shop);
    return mirrorOrders(db, ctx, page, telling);
  });
}

/**
 * Shows orders the store was asked for, with all that happened to their parcels, in the mirror: new ones many at once,
 * known ones as a delivery about them would. Told twice it changes nothing more. The caller holds the mirror's lock.
 */
export async function mirrorOrders(
  db: Db,
  ctx: Ctx,
  page: readonly ToldOrder[],
  telling: Telling,
): Promise<MirroredHistory> {
  const read = page.flatMap((told) => readTold(told, telling.askedAt) ?? []);
  const ids = read.map(({ order }) => order.id);
  const buried = new Set(await listBuriedOrders(db, ctx.shop, ids));
  const shown = new Map((await listShownOrders(db, ctx.shop, ids)).map((one) => [one.id, one]));
  const wanted = read.filter(({ order }) => !buried.has(order.id));
  const fresh = wanted.filter(({ order }) => !shown.has(order.id));
  if (fresh.length > 0) await insertHistory(db, ctx.shop, fresh, ctx.now());
  const changed: MirroredHistory["changed"] = [];
  for (const told of wanted) {
    const known = shown.get(told.order.id);
    if (known && !(await saveAgain(db, ctx, told, known, telling))) continue;
    changed.push({ id: told.order.id, updatedAt: told.version.updatedAt });
    await announceMirrored(db, ctx, told);
  }
  return { changed, unread: page.length - read.length };
}

function readTold({ order, fulfillments, events }: ToldOrder, askedAt: Date): OrderWithPast | null {
  const body = orderBody.safeParse(order);
  const mirrored = body.success ? readOrder(body.data) : null;
  if (!body.success || !mirrored) return null;
  const parcels = fulfillments.flatMap((raw) => {
    const parcel = fulfillmentBody.safeParse(raw);
    if (!parcel.success || parcel.data.order_id !== mirrored.id) return [];
    const version = versionOf(raw, parcel.data.updated_at, askedAt);
    return [{ fulfillment: readFulfillment(parcel.data), version }];
  });
  const steps = events.flatMap((raw) => {
    const event = fulfillmentEventBody.safeParse(raw);
    return event.success && event.data.order_id === mirrored.id ? [readFulfillmentEvent(event.data)] : [];
  });
  const version = versionOf(order, body.data.updated_at, askedAt);
  return { order: mirrored, version, fulfillments: parcels, events: steps };
}

/** Nothing triggered what is only looked up; it was so when it was asked for, whatever is delivered about it later. */
function versionOf(raw: unknown, updatedAt: Date, askedAt: Date): Version {
  const digest = createHash("sha256").update(JSON.stringify(raw)).digest("hex").slice(0, 32);
  return { updatedAt, triggeredAt: askedAt, digest };
}

async function saveAgain(
  db: Db,
  ctx: Ctx,
  told: OrderWithPast,
  shown: ShownOrder,
  { askedAt, personHidden }: Telling,
): Promise<boolean> {
  const now = ctx.now();
  const outcomes: string[] = [];
  const known = shown.order;
  const order = personHidden && known ? keepingPerson(told.order, known.order) : told.order;
  if (!known || isOrderNews({ told: order, updatedAt: told.version.updatedAt }, known))
    outcomes.push(await saveOrder(db, ctx.shop, order, told.version, now));
  for (const { fulfillment, version } of told.fulfillments) {
    const before = shown.fulfillments.find((one) => one.fulfillment.id === fulfillment.id);
    const news = { told: fulfillment, updatedAt: version.updatedAt };
    if (!before || isFulfillmentNews(news, before, known?.redacted === true))
      outcomes.push(await saveFulfillment(db, ctx.shop, fulfillment, version, now));
  }
  const had = new Set(shown.events.map(({ id }) => id));
  for (const event of told.events) {
    if (!had.has(event.id)) outcomes.push(await saveEvent(db, ctx.shop, event, now));
  }
  const stillThere = new Set(told.events.map(({ id }) => id));
  for (const eventId of goneEvents(shown, stillThere, askedAt)) {
    const parcel = await deleteEvent(db, ctx.shop, eventId, now);
    if (!parcel) continue;
    outcomes.push("updated");
    await ctx.announce(db, { name: "fulfillment-event.deleted", data: { ...parcel, eventId } });
  }
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
