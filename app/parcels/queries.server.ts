import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { addDays, dayIn } from "../lib/calendar";
import { fulfillmentForParcel } from "../orders/mirror-queries.server";
import { providerOfCarrier } from "../providers/queries.server";
import { shopSummary } from "../shop/queries.server";
import { listOpenClaims } from "./claim-store.server";
import type { ClaimGround } from "./core/claim";
import { daysBetween } from "./core/destination-calendar";
import type { FollowedParcel } from "./core/parcel";
import { type BuyerWord, type ParcelState, stateOfEvent, timeToAsk } from "./core/parcel-state";
import type { Verdict } from "./core/promise";
import { findBuyerWord } from "./promise-store.server";
import { listParcelsOfOrder } from "./store.server";

export type TimelineEntry = {
  at: Date;
  state: ParcelState;
  /** City and country, as far as they are known. */
  place: string | null;
  country: string | null;
  message: string | null;
};

/** A parcel as other domains and buyers' blocks see it. */
export type ParcelOfOrder = {
  id: string;
  carrier: string | null;
  providerId: string | null;
  state: ParcelState;
  sentAt: Date;
  promisedFrom: string | null;
  promisedBy: string | null;
  deliveredAt: Date | null;
  deliveredHow: "event" | "buyer" | null;
  verdict: Verdict | null;
  /** Oldest first. A status nobody knows has its own text as message. */
  timeline: TimelineEntry[];
};

/** An order's parcels, first sent first, each with what is known to have happened to it. */
export async function parcelsOfOrder(db: Db, ctx: Ctx, orderId: string): Promise<ParcelOfOrder[]> {
  const parcels = await listParcelsOfOrder(db, ctx.shop, orderId);
  const shown: ParcelOfOrder[] = [];
  for (const parcel of parcels) {
    const provider = await providerOfCarrier(db, ctx, parcel.carrier);
    shown.push({
      id: parcel.id,
      carrier: parcel.carrier,
      providerId: provider?.id ?? null,
      state: parcel.state,
      sentAt: parcel.sentAt,
      promisedFrom: parcel.promisedFrom,
      promisedBy: parcel.promisedBy,
      deliveredAt: parcel.deliveredAt,
      deliveredHow: parcel.deliveredHow,
      verdict: parcel.verdict,
      timeline: await timelineOf(db, ctx, parcel),
    });
  }
  return shown;
}

/** What happened to a parcel, oldest first: its events as the store passed them on, and the buyer's word. */
export async function timelineOf(db: Db, ctx: Ctx, parcel: FollowedParcel): Promise<TimelineEntry[]> {
  const fulfillment = await fulfillmentForParcel(db, ctx, parcel.id);
  const entries: TimelineEntry[] = (fulfillment?.events ?? []).map((event) => {
    const state = stateOfEvent(event.status);
    return {
      at: event.happenedAt,
      state,
      country: event.country,
      place: [event.city, event.country].filter(Boolean).join(", ") || null,
      message: event.message ?? (state === "unknown" ? event.status : null),
    };
  });
  const left: TimelineEntry = { at: parcel.sentAt, state: "sent", place: null, country: null, message: null };
  const said: TimelineEntry[] =
    parcel.deliveredHow === "buyer" && parcel.deliveredAt
      ? [{ at: parcel.deliveredAt, state: "delivered", place: null, country: null, message: null }]
      : [];
  return [left, ...entries, ...said].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What the buyer has said about an order's arrival, and whether it is time to ask them. */
export async function arrivalOf(
  db: Db,
  ctx: Ctx,
  orderId: string,
): Promise<{ word: BuyerWord | null; ask: boolean }> {
  const word = await findBuyerWord(db, ctx.shop, orderId);
  return { word, ask: timeToAsk(await listParcelsOfOrder(db, ctx.shop, orderId), word, ctx.now()) };
}

/** Days ahead within which a claim's end is soon. */
const soonDays = 7;
const mostClaims = 50;

export type ClaimDue = {
  parcelId: string;
  orderName: string | null;
  carrier: string | null;
  ground: ClaimGround;
  /** The last day, in the shop's calendar, and how many days are left until it: 0 on the day itself. */
  by: string;
  daysLeft: number;
};

/** Parcels whose claim must be filed within a week and about which nothing is decided, the first to end on top. */
export async function claimsDueSoon(db: Db, ctx: Ctx): Promise<ClaimDue[]> {
  const today = dayIn(ctx.now(), (await shopSummary(db, ctx)).timezone);
  const between = { from: today, to: addDays(today, soonDays) };
  const parcels = await listOpenClaims(db, ctx.shop, between, mostClaims);
  return parcels.flatMap(({ id, orderName, carrier, claimGround, claimBy }) => {
    if (!claimGround || !claimBy) return [];
    const daysLeft = daysBetween(today, claimBy);
    return [{ parcelId: id, orderName, carrier, ground: claimGround, by: claimBy, daysLeft }];
  });
}
