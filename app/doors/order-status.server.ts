import type { z } from "zod";
import type { BuyerCtx } from "../context";
import type { Db } from "../db.server";
import { marketForCountry } from "../markets/queries.server";
import { promiseOfOrder } from "../parcels/promise-queries.server";
import { arrivalOf, type ParcelOfOrder, parcelsOfOrder } from "../parcels/queries.server";
import { surveyForOrder } from "../surveys/queries.server";
import { ticketOfOrder } from "../tickets/queries.server";
import { blockSeen } from "./block-sightings.server";
import { type BuyerAnswer, buyerDoor } from "./buyer-door.server";
import { onOrderPage, orderOfBuyer } from "./buyer-order.server";
import { supportFor } from "./support-hours";

/**
 * What the block on the order-status page shows: where the parcels are, what was promised, and what to ask. 400 for a
 * body of another shape; an order that is unknown or another customer's is answered 200 with nothing known.
 */
export const orderStatusDoor = buyerDoor(async (ctx, body): Promise<BuyerAnswer> => {
  const asked = onOrderPage.safeParse(body);
  if (!asked.success) return { status: 400, body: { problem: "not-understood" } };
  const answer = await ctx.transact((db) => orderStatus(db, ctx, asked.data));
  if (!asked.data.preview) await blockSeen(ctx, "order-status");
  return { status: 200, body: answer };
});

async function orderStatus(db: Db, ctx: BuyerCtx, asked: z.infer<typeof onOrderPage>) {
  const { orderId } = asked;
  const order = await orderOfBuyer(db, ctx, orderId);
  const market = await marketForCountry(db, ctx, order?.country ?? null);
  const arrival = order && (await arrivalOf(db, ctx, orderId));
  const promise = order && (await promiseOfOrder(db, ctx, order));
  return {
    parcels: order ? (await parcelsOfOrder(db, ctx, orderId)).map(shownTo(ctx)) : [],
    promise: promise?.promised ?? null,
    survey:
      order &&
      (await surveyForOrder(db, ctx, { orderId, touch: "perception", locale: asked.locale ?? null })),
    askArrived: arrival?.ask ?? false,
    arrived: saidOf(arrival?.word ?? null),
    ticket: order && (await ticketOfOrder(db, ctx, orderId)),
    support: supportFor(market, ctx.now()),
  };
}

/** The buyer's answer to "Has it arrived?"; a later yes replaces the no. */
function saidOf(word: { arrivedAt: Date | null; missingAt: Date | null } | null): "yes" | "no" | null {
  if (word?.arrivedAt) return "yes";
  return word?.missingAt ? "no" : null;
}

/**
 * Carriers put names and signatures into their messages, so those stay with staff. A guest's page proves nobody: it
 * learns the country of each scan, and the city only somebody who is logged in.
 */
function shownTo(ctx: BuyerCtx) {
  const guest = ctx.buyer.customerId === null;
  return ({ timeline, ...parcel }: ParcelOfOrder) => ({
    ...parcel,
    timeline: timeline.map(({ at, state, place, country }) => {
      return { at, state, place: guest ? country : place, message: null };
    }),
  });
}
