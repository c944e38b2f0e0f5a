import { z } from "zod";
import type { BuyerCtx } from "../context";
import type { Db } from "../db.server";
import { orderForDelivery } from "../orders/mirror-queries.server";

/** The id of an order as a block knows it, a gid or its digits: an untrusted claim until it is matched. */
export const claimedOrderId = z
  .string()
  .max(100)
  .regex(/^(?:gid:\/\/shopify\/(?:Order|OrderIdentity)\/)?\d{1,20}$/)
  .transform((text) => text.slice(text.lastIndexOf("/") + 1));

/** What every block says about the page it stands on. */
export const onOrderPage = z.object({
  orderId: claimedOrderId,
  locale: z.string().max(35).optional(),
  /** In the merchant's editor, where no buyer sees it. */
  preview: z.boolean().optional(),
});

/**
 * The order a block claims to stand on, when it is the shop's and, for a buyer who is logged in, their own. Null for
 * any other, so that a foreign order and one that does not exist look the same. A guest's token names nobody, as does
 * the page it comes from; so nothing that tells who the buyer is may be answered.
 */
export async function orderOfBuyer(db: Db, ctx: BuyerCtx, orderId: string) {
  const order = await orderForDelivery(db, ctx, orderId);
  const { customerId } = ctx.buyer;
  return order && (customerId === null || customerId === order.customerId) ? order : null;
}
