import { type ClaimDecision, type ClaimGround, type ClaimTerms, claimOf } from "./claim";
import { type Day, dayAt, daysBetween, endOfDay } from "./destination-calendar";
import { type EstimatingEvent, type Expected, forecastOf, predictedLateSince } from "./forecast";
import { isQuiet, type Lane, type LaneMark, laneIdOf, uncounted } from "./lane";
import {
  type BuyerWord,
  type Delivery,
  deliveryOf,
  latestEvent,
  missingSince,
  parcelState,
  stateOfEvent,
} from "./parcel-state";
import type { FrozenPromise, Verdict } from "./promise";
import { standingAt, type TroubleKind, type Turn, troublesOf } from "./trouble";

/** A parcel as it is kept. */
export type FollowedParcel = LaneMark & {
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
  forecastFrom: Day | null;
  forecastBy: Day | null;
  forecastSource: "carrier" | "history" | null;
  claimGround: ClaimGround | null;
  /** The last day to claim, in the shop's calendar. */
  claimBy: Day | null;
  claimDecision: ClaimDecision | null;
};

/** Everything known about a parcel that the mirror and the buyer can tell. */
export type ParcelSources = {
  fulfillment: {
    id: string;
    orderId: string;
    carrier: string | null;
    status: string;
    createdAt: Date;
    events: readonly EstimatingEvent[];
  };
  order: { name: string; country: string | null } | null;
  promise: FrozenPromise | null;
  word: BuyerWord | null;
  shop: { country: string | null; dayOf: (at: Date) => Day };
  /** What its carrier's parcels to its country have done. */
  lane: Lane | null;
  claimTerms: ClaimTerms;
  claim: { decision: ClaimDecision; decidedAt: Date } | null;
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
  const seen: Seen = { state, country, delivery, promisedBy: promised?.by ?? null };
  const { claim, outlook, standing, nextAt } = outlookOf(sources, seen, now);
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
    lookAgainAt: ready ? nextAt : earlier(nextAt, graceEnds),
    sentAnnouncedAt: mark(known?.sentAnnouncedAt, sent),
    deliveredAnnouncedAt: mark(known?.deliveredAnnouncedAt, ready && delivery !== null),
    lateAnnouncedAt: mark(known?.lateAnnouncedAt, ready && standing.overdue && delivery === null),
    firstSeenAt,
    followedAt: now,
    forecastFrom: outlook?.from ?? null,
    forecastBy: outlook?.by ?? null,
    forecastSource: outlook?.source ?? null,
    claimGround: claim?.ground ?? null,
    claimBy: claim?.by ?? null,
    claimDecision: claim ? (sources.claim?.decision ?? null) : null,
    ...markOf(sources, seen),
  };
  return { parcel, announce: newMarks(parcel, known) };
}

/** What the rest of a parcel is told from. */
type Seen = {
  state: FollowedParcel["state"];
  country: string | null;
  delivery: Delivery | null;
  promisedBy: Day | null;
};

/** What stands ahead of a parcel: its forecast, its troubles, its claim, and when time alone changes one of them. */
function outlookOf(sources: ParcelSources, seen: Seen, now: Date) {
  const { fulfillment, word, lane, shop } = sources;
  const { state, country, promisedBy } = seen;
  const { events, createdAt: sentAt } = fulfillment;
  const expected: Expected = { state, sentAt, country, promisedBy, events, lane };
  const known = {
    state,
    sentAt,
    country,
    promisedBy,
    missingSince: missingSince(events, word),
    damagedAt: word?.damagedAt ?? null,
    quiet: lane !== null && isQuiet(lane),
  };
  const latestEventAt = latestEvent(events)?.happenedAt ?? null;
  const claim = claimOf(
    { ...known, latestEventAt, deliveredAt: seen.delivery?.at ?? null },
    sources.claimTerms,
    shop.dayOf,
  );
  // Whatever nobody has settled by then ends with the last day to claim: nothing is left to do about it.
  const claimEnds = claim && endOfDay(claim.by, shop.country);
  const troubles = troublesOf({
    ...known,
    events,
    domestic: country !== null && country === shop.country,
    predictedLateSince: predictedLateSince(expected, now),
    settledAt: sources.claim?.decidedAt ?? (claimEnds && claimEnds <= now ? claimEnds : null),
  });
  const standing = standingAt(troubles, now, country);
  const outlook = forecastOf(expected, now);
  const ahead = [standing.nextAt, claim?.since, claimEnds, outlook && endOfDay(outlook.by, country)];
  return {
    claim: claim && claim.since <= now ? claim : null,
    outlook,
    standing,
    nextAt: ahead.reduce<Date | null>((next, at) => (at && at > now ? earlier(next, at) : next), null),
  };
}

/** What a parcel adds to its lane. Days count where somebody knows them: the carrier, or a buyer who named the day. */
function markOf({ fulfillment, word }: ParcelSources, { state, country, delivery }: Seen): LaneMark {
  const laneId = laneIdOf(fulfillment.carrier, country);
  if (laneId === null || state === "cancelled" || state === "not-sent") return uncounted;
  const dated = delivery && (delivery.how === "event" || word?.arrivedOn);
  const days = dated ? daysBetween(dayAt(fulfillment.createdAt, country), dayAt(delivery.at, country)) : -1;
  return {
    laneId,
    laneHeard: fulfillment.events.some((event) => stateOfEvent(event.status) !== "label-created"),
    laneDays: days < 0 ? null : days,
  };
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
