import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { PersonInQuestion } from "../shop/core/personal-data";
import type { Contact } from "./core/order";
import { findContact, findFulfillment, findOrder } from "./mirror-store.server";
import { listOrderIdsOf } from "./store.server";

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

/** Ids of the orders a privacy request is about. */
export async function ordersOfPerson(db: Db, ctx: Ctx, person: PersonInQuestion): Promise<string[]> {
  return listOrderIdsOf(db, ctx.shop, person);
}
