import type { AdminCtx } from "../context";
import { shopSummary } from "../shop/queries.server";
import {
  latestEvent,
  type ParcelEvent,
  type ParcelState,
  parcelState,
  trackingLink,
} from "./core/order-delivery";
import { findOrderDelivery } from "./order-delivery-store.server";

export type OrderDeliveryView = {
  /** The shop's own zone, in which times are shown. */
  timezone: string;
  cancelled: boolean;
  /** The buyer's data was erased at their wish: tracking numbers and places are gone with it. */
  personErased: boolean;
  parcels: ParcelView[];
};

type ParcelView = {
  id: string;
  state: ParcelState;
  carrier: string | null;
  trackingNumber: string | null;
  trackingLink: { url: string; host: string } | null;
  sentAt: string;
  /** The carrier's own latest estimate. */
  expectedAt: string | null;
  latestEvent: {
    at: string;
    city: string | null;
    province: string | null;
    country: string | null;
    message: string | null;
  } | null;
};

/** Where an order's parcels are, as far as the store has said. Null for an order Fairlead does not know. */
export async function orderDelivery(ctx: AdminCtx, orderId: string): Promise<OrderDeliveryView | null> {
  if (!/^\d{1,20}$/.test(orderId)) return null;
  return ctx.transact(async (db) => {
    const { order, parcels, events } = await findOrderDelivery(db, ctx.shop, orderId);
    // A parcel's message may overtake its order's.
    if (!order && parcels.length === 0) return null;
    const { timezone } = await shopSummary(db, ctx);
    return {
      timezone,
      cancelled: order?.cancelledAt != null,
      personErased: order?.redactedAt != null,
      parcels: parcels.map((parcel) => {
        const own = events.filter((event) => event.fulfillmentId === parcel.id);
        return {
          id: parcel.id,
          state: parcelState(parcel, own),
          carrier: parcel.trackingCompany,
          trackingNumber: parcel.trackingNumber,
          trackingLink: trackingLink(parcel.trackingUrl),
          sentAt: parcel.createdAt.toISOString(),
          expectedAt: expectedAt(own),
          latestEvent: shownEvent(latestEvent(own)),
        };
      }),
    };
  });
}

function expectedAt(events: ParcelEvent[]): string | null {
  const estimating = latestEvent(events.filter((event) => event.estimatedDeliveryAt !== null));
  return estimating?.estimatedDeliveryAt?.toISOString() ?? null;
}

function shownEvent(event: ParcelEvent | null) {
  if (!event) return null;
  const { happenedAt, city, province, country, message } = event;
  return { at: happenedAt.toISOString(), city, province, country, message };
}
