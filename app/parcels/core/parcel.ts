import type { Day } from "./destination-calendar";
import { type BuyerWord, deliveryOf, latestEvent, type ParcelEvent, parcelState } from "./parcel-state";
import type { FrozenPromise, Verdict } from "./promise";
import { standingAt, type TroubleKind, type Turn, troublesOf } from "./trouble";

/** A parcel as it is kept. */
export type FollowedParcel = {
  id: string;
  orderId: string;
  orderName: string | null;
  carrier: string | null;
  /** ISO 3166-1 alpha-2 of the destination; null while the order is not known. */
  country: string | null;
  sentAt: Date;
  state: ReturnType<typeof parcelState>["state"];
  statusText: string | null;
  latestEventAt: Date | null;
  promisedFrom: Day | null;
  promisedBy: Day | null;
  deliveredAt: Date | null;
  deliveredHow: "event" | "buyer" | null;
  verdict: Verdict | null;
  trouble: TroubleKind | null;
  troubleTurn: Turn | null;
  troubleSince: Date | null;
  troubleDueAt: Date | null;
  lookAgainAt: Date | null;
  sentAnnouncedAt: Date | null;
  deliveredAnnouncedAt: Date | null;
  lateAnnouncedAt: Date | null;
  firstSeenAt: Date;
  followedAt: Date;
};

/** Everything known about a parcel that the mirror and the buyer can tell. */
export type ParcelSources = {
  fulfillment: {
    id: string;
    orderId: string;
    carrier: string | null;
    status: string;
    createdAt: Date;
    events: readonly ParcelEvent[];
  };
  order: { name: string; country: string | null } | null;
  promise: FrozenPromise | null;
  word: BuyerWord | null;
  shopCountry: string | null;
};

/** How long a parcel waits for its order before it is announced without destination and promise. */
const orderGraceMs = 24 * 3_600_000;

/**
 * The parcel its sources make at `now`, and which of its facts are to be announced for the first time. Everything but
 * the marks of announcements and `firstSeenAt` depends on the sources and the clock alone, not on `known`.
 */
export function followParcel(
  sources: ParcelSources,
  known: FollowedParcel | null,
  now: Date,
): { parcel: FollowedParcel; announce: ("sent" | "delivered" | "late")[] } {
  const { fulfillment, order, promise, word } = sources;
  const { events } = fulfillment;
  const country = order?.country ?? promise?.country ?? null;
  const promised = promise?.promised ?? null;
  const { state, statusText } = parcelState(fulfillment.status, events, word);
  const delivery = deliveryOf(events, word, country, promised);
  const troubles = troublesOf({
    state,
    sentAt: fulfillment.createdAt,
    country,
    domestic: country !== null && country === sources.shopCountry,
    promisedBy: promised?.by ?? null,
    missingAt: word?.missingAt ?? null,
    events,
  });
  const standing = standingAt(troubles, now, country);
  const firstSeenAt = known?.firstSeenAt ?? now;
  const graceEnds = new Date(firstSeenAt.getTime() + orderGraceMs);
  const ready = order !== null || graceEnds <= now;
  const sent = ready && state !== "cancelled" && state !== "not-sent";
  const mark = (since: Date | null | undefined, happened: boolean) => since ?? (happened ? now : null);
  const parcel: FollowedParcel = {
    id: fulfillment.id,
    orderId: fulfillment.orderId,
    orderName: order?.name ?? null,
    carrier: fulfillment.carrier,
    country,
    sentAt: fulfillment.createdAt,
    state,
    statusText,
    latestEventAt: latestEvent(events)?.happenedAt ?? null,
    promisedFrom: promised?.from ?? null,
    promisedBy: promised?.by ?? null,
    deliveredAt: delivery?.at ?? null,
    deliveredHow: delivery?.how ?? null,
    verdict: delivery?.verdict ?? null,
    trouble: standing.worst?.kind ?? null,
    troubleTurn: standing.worst?.turn ?? null,
    troubleSince: standing.worst?.since ?? null,
    troubleDueAt: standing.worst?.dueAt ?? null,
    lookAgainAt: ready ? standing.nextAt : earlier(standing.nextAt, graceEnds),
    sentAnnouncedAt: mark(known?.sentAnnouncedAt, sent),
    deliveredAnnouncedAt: mark(known?.deliveredAnnouncedAt, ready && delivery !== null),
    lateAnnouncedAt: mark(known?.lateAnnouncedAt, ready && standing.overdue && delivery === null),
    firstSeenAt,
    followedAt: now,
  };
  return { parcel, announce: newMarks(parcel, known) };
}

function newMarks(parcel: FollowedParcel, known: FollowedParcel | null) {
  const marks = [
    ["sent", "sentAnnouncedAt"],
    ["delivered", "deliveredAnnouncedAt"],
    ["late", "lateAnnouncedAt"],
  ] as const;
  return marks.filter(([, mark]) => parcel[mark] && !known?.[mark]).map(([name]) => name);
}

function earlier(one: Date | null, other: Date): Date {
  return one && one < other ? one : other;
}
