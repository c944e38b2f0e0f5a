import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { dayIn } from "../lib/calendar";
import { trackingLink } from "../orders/core/order-delivery";
import { fulfillmentForParcel } from "../orders/mirror-queries.server";
import { providerOfCarrier } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary, staffNames } from "../shop/queries.server";
import { findClaim, findClaimTerms } from "./claim-store.server";
import type { ClaimDecision, ClaimGround } from "./core/claim";
import { daysBetween } from "./core/destination-calendar";
import { type EstimatingEvent, forecastOf, leastDeliveries } from "./core/forecast";
import { isQuiet } from "./core/lane";
import type { FollowedParcel } from "./core/parcel";
import type { ParcelState } from "./core/parcel-state";
import type { FrozenPromise } from "./core/promise";
import { findLane } from "./lane-store.server";
import { type ParcelRow, toRow } from "./page-queries.server";
import { findBuyerWord, findPromise } from "./promise-store.server";
import { timelineOf } from "./queries.server";
import { findParcel } from "./store.server";

/** When the parcel is expected now, or why nobody can say. */
export type ForecastView =
  | { source: "carrier"; from: string; by: string; late: boolean | null }
  | { source: "history"; from: string; by: string; of: number; late: number | null }
  | { source: "none"; because: "few" | "slowest" | "quiet" };

export type ClaimView = {
  ground: ClaimGround;
  by: string;
  /** Days until the last one, 0 on the day itself; negative when it has passed. */
  daysLeft: number;
  /** Calendar days the period has, and whether the merchant set them. */
  days: number;
  own: boolean;
  decided: { decision: ClaimDecision; note: string; name: string | null; at: string } | null;
};

export type ParcelView = {
  parcel: ParcelRow;
  provider: { id: string; name: string } | null;
  promiseSource: FrozenPromise["source"] | null;
  /** Null once it is no longer under way. */
  forecast: ForecastView | null;
  claim: ClaimView | null;
  mayClaim: boolean;
  tracking: { number: string | null; link: { url: string; host: string } | null };
  timeline: { at: string; state: ParcelState; place: string | null; message: string | null }[];
  buyer: { arrivedAt: string | null; missingAt: string | null; damagedAt: string | null };
  timezone: string;
  now: string;
};

/** One parcel: where it is, whose turn it is, and the promise against it. Null for an id that is not this shop's. */
export async function parcelPage(ctx: AdminCtx, id: string): Promise<ParcelView | null> {
  if (!/^\d{1,20}$/.test(id)) return null;
  return ctx.transact(async (db) => {
    const parcel = await findParcel(db, ctx.shop, id);
    if (!parcel) return null;
    const fulfillment = await fulfillmentForParcel(db, ctx, id);
    const word = await findBuyerWord(db, ctx.shop, parcel.orderId);
    const timeline = await timelineOf(db, ctx, parcel);
    const provider = await providerOfCarrier(db, ctx, parcel.carrier);
    return {
      parcel: toRow(parcel),
      provider: provider && { id: provider.id, name: provider.name },
      promiseSource: (await findPromise(db, ctx.shop, parcel.orderId))?.source ?? null,
      forecast: await forecastView(db, ctx, parcel, fulfillment?.events ?? []),
      claim: await claimView(db, ctx, parcel, provider?.id ?? null),
      mayClaim: can(ctx.staff.role, "parcels.claim"),
      tracking: {
        number: fulfillment?.trackingNumber ?? null,
        link: trackingLink(fulfillment?.trackingUrl ?? null),
      },
      timeline: timeline.map(({ at, state, place, message }) => {
        return { at: at.toISOString(), state, place, message };
      }),
      buyer: {
        arrivedAt: word?.arrivedAt?.toISOString() ?? null,
        missingAt: word?.missingAt?.toISOString() ?? null,
        damagedAt: word?.damagedAt?.toISOString() ?? null,
      },
      timezone: (await shopSummary(db, ctx)).timezone,
      now: ctx.now().toISOString(),
    };
  });
}

const over: readonly ParcelState[] = [
  "delivered",
  "ready-for-pickup",
  "returning",
  "failed",
  "cancelled",
  "not-sent",
];

async function forecastView(
  db: Db,
  ctx: Ctx,
  parcel: FollowedParcel,
  events: readonly EstimatingEvent[],
): Promise<ForecastView | null> {
  if (over.includes(parcel.state)) return null;
  const { laneId, promisedBy } = parcel;
  const lane = laneId === null ? null : await findLane(db, ctx.shop, laneId);
  const forecast = forecastOf({ ...parcel, events, lane }, ctx.now());
  if (forecast?.source === "history") return forecast;
  if (forecast) {
    const { source, from, by } = forecast;
    return { source, from, by, late: promisedBy === null ? null : by > promisedBy };
  }
  if (lane && isQuiet(lane)) return { source: "none", because: "quiet" };
  const enough = (lane?.days.length ?? 0) >= leastDeliveries;
  return { source: "none", because: enough ? "slowest" : "few" };
}

async function claimView(
  db: Db,
  ctx: Ctx,
  parcel: FollowedParcel,
  providerId: string | null,
): Promise<ClaimView | null> {
  const { claimGround: ground, claimBy: by } = parcel;
  if (!ground || !by) return null;
  const { timezone } = await shopSummary(db, ctx);
  const decided = await findClaim(db, ctx.shop, parcel.id);
  const names = decided && (await staffNames(db, ctx));
  const from = ground === "damaged" ? (parcel.deliveredAt ?? parcel.troubleSince) : parcel.sentAt;
  return {
    ground,
    by,
    daysLeft: daysBetween(dayIn(ctx.now(), timezone), by),
    days: daysBetween(dayIn(from ?? parcel.sentAt, timezone), by),
    own: providerId !== null && (await findClaimTerms(db, ctx.shop, providerId)) !== null,
    decided: decided && {
      decision: decided.decision,
      note: decided.note,
      name: names?.get(decided.decidedBy) ?? null,
      at: decided.decidedAt.toISOString(),
    },
  };
}
