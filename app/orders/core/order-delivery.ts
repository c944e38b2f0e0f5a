/** Where a parcel is, in the words a merchant uses. Each has its words in the extensions' locale files. */
export const parcelStates = [
  "sent",
  "announced",
  "in-transit",
  "out-for-delivery",
  "ready-for-pickup",
  "delivery-attempted",
  "delayed",
  "delivered",
  "failed",
  "cancelled",
  "not-sent",
] as const;
export type ParcelState = (typeof parcelStates)[number];

/** The platform's words for an event, and for a fulfillment's last known event. */
const stateOfEvent: Readonly<Record<string, ParcelState>> = {
  label_purchased: "announced",
  label_printed: "announced",
  confirmed: "announced",
  carrier_picked_up: "in-transit",
  in_transit: "in-transit",
  out_for_delivery: "out-for-delivery",
  ready_for_pickup: "ready-for-pickup",
  attempted_delivery: "delivery-attempted",
  delayed: "delayed",
  delivered: "delivered",
  failure: "failed",
};

export type ParcelEvent = {
  id: string;
  fulfillmentId: string;
  status: string;
  happenedAt: Date;
  estimatedDeliveryAt: Date | null;
  message: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
};

/** The event that happened last; of several at one instant always the same one. Null for none. */
export function latestEvent(events: readonly ParcelEvent[]): ParcelEvent | null {
  return events.reduce<ParcelEvent | null>((latest, event) => {
    if (!latest || +event.happenedAt > +latest.happenedAt) return event;
    return +event.happenedAt === +latest.happenedAt && isNewerId(event.id, latest.id) ? event : latest;
  }, null);
}

/** The platform counts its ids upwards; they pass 2^53, so they are compared as text. */
function isNewerId(id: string, other: string): boolean {
  return id.length === other.length ? id > other : id.length > other.length;
}

/**
 * Where a parcel is. What ended its fulfillment counts first, then the latest event that says where it is, then what
 * the store itself last noted; "sent" when nobody has said anything since it left.
 */
export function parcelState(
  fulfillment: { status: string; shipmentStatus: string | null },
  events: readonly ParcelEvent[],
): ParcelState {
  if (fulfillment.status === "cancelled") return "cancelled";
  if (fulfillment.status === "error" || fulfillment.status === "failure") return "not-sent";
  const telling = latestEvent(events.filter((event) => Object.hasOwn(stateOfEvent, event.status)));
  const word = telling?.status ?? fulfillment.shipmentStatus ?? "";
  return Object.hasOwn(stateOfEvent, word) ? (stateOfEvent[word] ?? "sent") : "sent";
}

/**
 * A tracking address that is safe to offer as a link, with its host to show beside it: http or https, and nobody's
 * name before the host, which could pass for one. Null for anything else.
 */
export function trackingLink(address: string | null): { url: string; host: string } | null {
  const url = address === null ? null : URL.parse(address.trim());
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  return { url: url.href, host: url.host };
}
