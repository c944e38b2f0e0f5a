import { z } from "zod";
import type { BuyerCtx } from "../context";
import type { Db } from "../db.server";
import { marketForCountry } from "../markets/queries.server";
import { promiseOfOrder } from "../parcels/promise-queries.server";
import { offeredProviders } from "../providers/queries.server";
import { surveyForOrder } from "../surveys/queries.server";
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
  return { status: 200, body: await ctx.transact((db) => thankYou(db, ctx, asked.data)) };
});

async function thankYou(db: Db, ctx: BuyerCtx, asked: z.infer<typeof onThankYouPage>) {
  const { orderId } = asked;
  const order = await orderOfBuyer(db, ctx, orderId);
  const promise = order && (await promiseOfOrder(db, ctx, order));
  const market = await marketForCountry(db, ctx, order?.country ?? null);
  // An order that is not theirs to know shows the form of one nobody has heard of.
  const locale = asked.locale ?? (order ? null : "en");
  const survey = await surveyForOrder(db, ctx, { orderId, touch: "expectation", locale });
  return {
    promise: promise?.promised ?? null,
    provider: await carrierName(db, ctx, promise?.providerId ?? null),
    duties: order ? market.dutiesPaidBy : "unknown",
    support: supportFor(market, ctx.now()),
    survey: survey && { ...survey, answered: order ? survey.answered : [] },
  };
}

/** Whose service the buyer chose. The evidence behind a name is shown once there is enough of it. */
async function carrierName(db: Db, ctx: BuyerCtx, providerId: string | null) {
  if (providerId === null) return null;
  const providers = await offeredProviders(db, ctx, ctx.now());
  const chosen = providers.find((provider) => provider.id === providerId);
  return chosen ? { name: chosen.name, evidence: null } : null;
}
