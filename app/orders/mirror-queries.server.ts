import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Contact } from "./core/order";
import { findContact, findFulfillment, findOrder } from "./store.server";

/** What other domains build on: the order as the store shows it, without the person. Null when not mirrored. */
export async function orderForDelivery(db: Db, ctx: Ctx, orderId: string) {
  return findOrder(db, ctx.shop, orderId);
}

/** A fulfillment with its events, oldest first. Null when not mirrored. */
export async function fulfillmentForParcel(db: Db, ctx: Ctx, fulfillmentId: string) {
  return findFulfillment(db, ctx.shop, fulfillmentId);
}

/** How to reach the buyer, opened. Whoever shows it to staff writes the access log. */
export async function contactOf(db: Db, ctx: Ctx, orderId: string): Promise<Contact | null> {
  return findContact(db, ctx.shop, orderId);
}
