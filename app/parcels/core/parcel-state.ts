import { type Day, dayAt, endOfDay, noonOf } from "./destination-calendar";
import { type Promised, type Verdict, verdictAt, verdictOf } from "./promise";

/** Where a parcel is. `sent`: nobody has said anything since it left. */
export const parcelStates = [
  "sent",
  "label-created",
  "picked-up",
  "in-transit",
  "delayed",
  "on-hold",
  "out-for-delivery",
  "attempt-failed",
  "ready-for-pickup",
  "delivered",
  "returning",
  "failed",
  "cancelled",
  "not-sent",
  "unknown",
] as const;
export type ParcelState = (typeof parcelStates)[number];

/** The platform's words for what happened. The last three exist in its unstable version only. */
const stateOfStatus: Readonly<Record<string, ParcelState>> = {
  label_purchased: "label-created",
  label_printed: "label-created",
  confirmed: "label-created",
  carrier_picked_up: "picked-up",
  in_transit: "in-transit",
  delayed: "delayed",
  out_for_delivery: "out-for-delivery",
  attempted_delivery: "attempt-failed",
  ready_for_pickup: "ready-for-pickup",
  delivered: "delivered",
  failure: "failed",
  buyer_action_required: "on-hold",
  ready_for_recipient_pickup: "ready-for-pickup",
  returning_to_sender: "returning",
};

export type ParcelEvent = { id: string; status: string; happenedAt: Date };

/** What the buyer has said: that it arrived, on a day or on none they named, that it is missing, that it is damaged. */
export type BuyerWord = {
  arrivedAt: Date | null;
  arrivedOn: Day | null;
  missingAt: Date | null;
  damagedAt: Date | null;
};

export const nothingSaid: BuyerWord = { arrivedAt: null, arrivedOn: null, missingAt: null, damagedAt: null };

/** The state an event's status stands for; a status nobody knows is `unknown` and shown by its own text. */
export function stateOfEvent(status: string): ParcelState {
  const key = status.toLowerCase();
  return Object.hasOwn(stateOfStatus, key) ? (stateOfStatus[key] ?? "unknown") : "unknown";
}

/** How far along a state is, to choose between events of one instant. */
const progress = (event: ParcelEvent) => parcelStates.indexOf(stateOfEvent(event.status));

/** The platform counts its ids upwards past 2^53, so they are compared as text. */
function newer(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

function isLater(event: ParcelEvent, other: ParcelEvent): boolean {
  if (+event.happenedAt !== +other.happenedAt) return event.happenedAt > other.happenedAt;
  if (progress(event) !== progress(other)) return progress(event) > progress(other);
  return newer(event.id, other.id);
}

/** The event that happened last, the same one whatever order they are given in. */
export function latestEvent<E extends ParcelEvent>(events: readonly E[]): E | null {
  return events.reduce<E | null>((last, event) => (!last || isLater(event, last) ? event : last), null);
}

/**
 * Where a parcel is, from the set of everything said about it: order and repetition do not matter. A delivered parcel
 * never goes back; then counts what ended its fulfillment, then the latest event whose status is known.
 */
export function parcelState(
  fulfillmentStatus: string,
  events: readonly ParcelEvent[],
  word: BuyerWord | null,
): { state: ParcelState; statusText: string | null } {
  const said = (state: ParcelState) => ({ state, statusText: null });
  if (word?.arrivedAt || firstDelivery(events)) return said("delivered");
  if (fulfillmentStatus === "cancelled") return said("cancelled");
  if (fulfillmentStatus === "error" || fulfillmentStatus === "failure") return said("not-sent");
  const telling = latestEvent(events.filter((event) => stateOfEvent(event.status) !== "unknown"));
  if (telling) return said(stateOfEvent(telling.status));
  const last = latestEvent(events);
  return last ? { state: "unknown", statusText: last.status } : said("sent");
}

function firstDelivery(events: readonly ParcelEvent[]): Date | null {
  const times = events
    .filter((event) => stateOfEvent(event.status) === "delivered")
    .map((event) => event.happenedAt.getTime());
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

/** Since when a parcel is missing by its buyer's word: until they say that it came, or a later scan does. */
export function missingSince(events: readonly ParcelEvent[], word: BuyerWord | null): Date | null {
  const missingAt = word?.missingAt ?? null;
  if (!missingAt) return null;
  const came = [word?.arrivedAt, firstDelivery(events)];
  return came.some((at) => at && at > missingAt) ? null : missingAt;
}

export type Delivery = { at: Date; how: "event" | "buyer"; verdict: Verdict | null };

/**
 * When a parcel was delivered, who says so, and how that stands to the promise. The carrier's event outranks the
 * buyer's word. A buyer who names no day proves only that it had arrived by then: in time when that was in time, else
 * no verdict.
 */
export function deliveryOf(
  events: readonly ParcelEvent[],
  word: BuyerWord | null,
  country: string | null,
  promised: Promised | null,
): Delivery | null {
  const at = firstDelivery(events);
  if (at) return { at, how: "event", verdict: promised && verdictAt(at, country, promised) };
  if (!word?.arrivedAt) return null;
  if (word.arrivedOn) {
    const noon = noonOf(word.arrivedOn, country);
    const verdict = promised && verdictOf(word.arrivedOn, promised);
    // Named before its noon, the day is still the one they mean.
    return { at: new Date(Math.min(+noon, +word.arrivedAt)), how: "buyer", verdict };
  }
  const inTime = promised !== null && dayAt(word.arrivedAt, country) <= promised.by;
  return { at: word.arrivedAt, how: "buyer", verdict: inTime ? "on-time" : null };
}

/** Days after the promise at which a buyer is asked whether a silent parcel has arrived. */
const askAfterDays = 2;
/** The same where nothing was promised, counted from the day it was sent. */
const askUnpromisedAfterDays = 21;
const dayMs = 86_400_000;

/** Whether it is time to ask the buyer "Has it arrived?": no event says so, and they have not answered. */
export function timeToAsk(
  parcels: readonly { state: ParcelState; sentAt: Date; country: string | null; promisedBy: Day | null }[],
  word: BuyerWord | null,
  now: Date,
): boolean {
  if (word?.arrivedAt || word?.missingAt) return false;
  return parcels.some((parcel) => {
    if (["delivered", "cancelled", "not-sent"].includes(parcel.state)) return false;
    const from = parcel.promisedBy
      ? endOfDay(parcel.promisedBy, parcel.country).getTime() + (askAfterDays - 1) * dayMs
      : parcel.sentAt.getTime() + askUnpromisedAfterDays * dayMs;
    return now.getTime() >= from;
  });
}
