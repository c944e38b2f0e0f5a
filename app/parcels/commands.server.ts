import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Fact } from "../facts";
import { fulfillmentForParcel, orderForDelivery } from "../orders/mirror-queries.server";
import { shopSummary } from "../shop/queries.server";
import { type FollowedParcel, followParcel } from "./core/parcel";
import { promiseOfOrder } from "./promise-queries.server";
import { findBuyerWord, savePromise } from "./promise-store.server";
import {
  deleteDeliveryOf,
  deleteParcel,
  listDueParcels,
  saveParcel,
  takeParcelsOfOrder,
} from "./store.server";

/** Parcels looked at again in one turn of the sweep. */
const turn = 100;

/** Shows a parcel as the mirror has it now, and the order's promise is frozen if the order is there. */
export async function followFulfillment(
  ctx: Ctx,
  { orderId, fulfillmentId }: { orderId: string; fulfillmentId: string },
): Promise<void> {
  await ctx.transact((db) => followDelivery(ctx, db, orderId, { only: fulfillmentId }));
}

/** Freezes what the buyer was promised, and shows all parcels of the order anew. */
export async function followOrder(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact((db) => followDelivery(ctx, db, orderId));
}

/** An order deleted in the store takes its parcels along. */
export async function forgetOrder(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    await takeParcelsOfOrder(db, ctx.shop, orderId);
    await deleteDeliveryOf(db, ctx.shop, orderId);
  });
}

/** Looks at the parcels for which time alone has changed something. `more` when another turn is needed. */
export async function lookAgain(ctx: Ctx): Promise<{ more: boolean }> {
  const due = await ctx.transact((db) => listDueParcels(db, ctx.shop, ctx.now(), turn));
  for (const { id, orderId } of due) await followFulfillment(ctx, { orderId, fulfillmentId: id });
  return { more: due.length === turn };
}

/**
 * Computes an order's parcels from the mirror, the promise and the buyer's word, saves them, and announces what is
 * true for the first time, in the caller's transaction. Running it again changes and announces nothing more.
 */
export async function followDelivery(
  ctx: Ctx,
  db: Db,
  orderId: string,
  { only }: { only?: string } = {},
): Promise<void> {
  const known = await takeParcelsOfOrder(db, ctx.shop, orderId);
  const order = await orderForDelivery(db, ctx, orderId);
  const promise = order && (await promiseOfOrder(db, ctx, order));
  if (promise) await savePromise(db, ctx.shop, orderId, promise, ctx.now());
  const ids = only === undefined ? known.map((parcel) => parcel.id) : [only];
  if (ids.length === 0) return;
  const word = await findBuyerWord(db, ctx.shop, orderId);
  const { country: shopCountry } = await shopSummary(db, ctx);
  for (const id of ids) {
    const fulfillment = await fulfillmentForParcel(db, ctx, id);
    // An event may come before its parcel, which then brings it along; and a parcel may be gone from the mirror.
    if (fulfillment?.orderId !== orderId) {
      await deleteParcel(db, ctx.shop, id);
      continue;
    }
    const before = known.find((parcel) => parcel.id === id) ?? null;
    const sources = { fulfillment, order, promise, word, shopCountry };
    const { parcel, announce } = followParcel(sources, before, ctx.now());
    await saveParcel(db, ctx.shop, parcel);
    for (const name of announce) await ctx.announce(db, factOf(name, parcel));
  }
}

function factOf(name: "sent" | "delivered" | "late", parcel: FollowedParcel): Fact {
  const { orderId, carrier, country } = parcel;
  const about = { parcelId: parcel.id, orderId, carrier, country };
  if (name === "sent") {
    return { name: "parcel.sent", data: { ...about, sentAt: parcel.sentAt.toISOString() } };
  }
  if (name === "late") return { name: "parcel.late", data: about };
  return {
    name: "parcel.delivered",
    data: {
      ...about,
      deliveredAt: (parcel.deliveredAt ?? parcel.followedAt).toISOString(),
      promisedBy: parcel.promisedBy,
      verdict: parcel.verdict ?? "unpromised",
      how: parcel.deliveredHow ?? "event",
    },
  };
}
