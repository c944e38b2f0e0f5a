import { z } from "zod";
import type { BuyerCtx } from "../context";
import type { Db } from "../db.server";
import { marketForCountry } from "../markets/queries.server";
import { promiseOfOrder } from "../parcels/promise-queries.server";
import { providerOnLane } from "../providers/lane-queries.server";
import { formOfUnheard, surveyForOrder } from "../surveys/queries.server";
import { blockSeen } from "./block-sightings.server";
import { type BuyerAnswer, buyerDoor } from "./buyer-door.server";
import { onOrderPage, orderOfBuyer } from "./buyer-order.server";
import { supportFor } from "./support-hours";

/** As a block on the thank-you page asks: the order may be seconds old. */
const onThankYouPage = onOrderPage.extend({ checkoutToken: z.string().max(200).optional() });

/**
 * What the block on the thank-you page gives before it asks: the promise, who carries it, who pays duties, who answers.
 * 400 for a body of another shape; an order not heard of yet is answered 200 with nothing known about it.
 */
export const thankYouDoor = buyerDoor(async (ctx, body): Promise<BuyerAnswer> => {
  const asked = onThankYouPage.safeParse(body);
  if (!asked.success) return { status: 400, body: { problem: "not-understood" } };
  const answer = await ctx.transact((db) => thankYou(db, ctx, asked.data));
  if (!asked.data.preview) await blockSeen(ctx, "thank-you");
  return { status: 200, body: answer };
});

async function thankYou(db: Db, ctx: BuyerCtx, asked: z.infer<typeof onThankYouPage>) {
  const { orderId } = asked;
  const order = await orderOfBuyer(db, ctx, orderId);
  const promise = order && (await promiseOfOrder(db, ctx, order));
  const market = await marketForCountry(db, ctx, order?.country ?? null);
  const providerId = promise?.providerId ?? null;
  const locale = asked.locale ?? null;
  return {
    promise: promise?.promised ?? null,
    provider: providerId && (await providerOnLane(db, ctx, { providerId, country: order?.country ?? null })),
    duties: order ? market.dutiesPaidBy : "unknown",
    support: supportFor(market, ctx.now()),
    // An order that is not theirs to know shows the form of one nobody has heard of, whatever became of it.
    survey: order
      ? await surveyForOrder(db, ctx, { orderId, touch: "expectation", locale })
      : formOfUnheard(orderId, locale ?? "en"),
  };
}
