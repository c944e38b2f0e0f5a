import { type Carrier, carrierOf } from "./carrier-name";

/** Something said of a parcel and when; what was said last counts. */
export type Said = { value: string; at: Date };

export type Verdict = "early" | "on-time" | "late" | "unpromised";

/** What is known of one parcel for its provider's rating. */
export type ParcelRecord = {
  carrier: Said | null;
  /** ISO 3166-1 alpha-2. */
  country: Said | null;
  sentAt: Date | null;
  delivered: { at: Date; how: "event" | "buyer"; verdict: Verdict } | null;
  /** Its promised day has passed without a delivery. */
  overdue: boolean;
};

export const nothingKnown: ParcelRecord = {
  carrier: null,
  country: null,
  sentAt: null,
  delivered: null,
  overdue: false,
};

function lastSaid(a: Said | null, b: Said | null): Said | null {
  if (!a || !b) return a ?? b;
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0) return apart > 0 ? a : b;
  return a.value >= b.value ? a : b;
}

/** From the weakest to the strongest: a verdict beats none. */
const verdicts: readonly Verdict[] = ["unpromised", "early", "on-time", "late"];

type Delivery = NonNullable<ParcelRecord["delivered"]>;

/** The carrier's scan outweighs the buyer's word; of two of a kind the earlier is the delivery. */
function trueDelivery(a: Delivery | null, b: Delivery | null): Delivery | null {
  if (!a || !b) return a ?? b;
  if (a.how !== b.how) return a.how === "event" ? a : b;
  const apart = a.at.getTime() - b.at.getTime();
  if (apart !== 0) return apart < 0 ? a : b;
  return verdicts.indexOf(a.verdict) >= verdicts.indexOf(b.verdict) ? a : b;
}

/**
 * Joins what is known with what is heard. The same in any order and however often, because each part takes the greater
 * of two by a total order: news arrives at least once and not in turn.
 */
export function joinRecords(a: ParcelRecord, b: ParcelRecord): ParcelRecord {
  const sent = [a.sentAt, b.sentAt].filter((at) => at !== null).sort((x, y) => x.getTime() - y.getTime());
  return {
    carrier: lastSaid(a.carrier, b.carrier),
    country: lastSaid(a.country, b.country),
    sentAt: sent[0] ?? null,
    delivered: trueDelivery(a.delivered, b.delivered),
    overdue: a.overdue || b.overdue,
  };
}

/** Counts of a provider, in parcels; `transitHours` is the sum over the `timed` ones. */
export type Tally = {
  sent: number;
  delivered: number;
  /** Delivered no later than promised. */
  onTime: number;
  /** Delivered late, or still under way after the promised day. */
  late: number;
  timed: number;
  transitHours: number;
};

export const emptyTally: Tally = { sent: 0, delivered: 0, onTime: 0, late: 0, timed: 0, transitHours: 0 };

/** Stands for a country that is not known (CLDR's code). */
export const unknownCountry = "ZZ";

const hour = 3_600_000;

/** What one parcel adds to its carrier's counts, or null while no carrier is known. */
export function contributionOf(
  record: ParcelRecord,
): { carrier: Carrier; country: string; tally: Tally } | null {
  const carrier = carrierOf(record.carrier?.value ?? null);
  if (!carrier) return null;
  const { delivered, sentAt } = record;
  const verdict = delivered?.verdict;
  const transit = delivered && sentAt ? delivered.at.getTime() - sentAt.getTime() : -1;
  return {
    carrier,
    country: record.country?.value ?? unknownCountry,
    tally: {
      sent: 1,
      delivered: delivered ? 1 : 0,
      onTime: verdict === "early" || verdict === "on-time" ? 1 : 0,
      late: verdict === "late" || (!delivered && record.overdue) ? 1 : 0,
      timed: transit >= 0 ? 1 : 0,
      transitHours: transit >= 0 ? Math.round(transit / hour) : 0,
    },
  };
}

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    sent: a.sent + b.sent,
    delivered: a.delivered + b.delivered,
    onTime: a.onTime + b.onTime,
    late: a.late + b.late,
    timed: a.timed + b.timed,
    transitHours: a.transitHours + b.transitHours,
  };
}

/** The counts with the sign turned, to take back what a parcel added. */
export function negated(tally: Tally): Tally {
  return {
    sent: -tally.sent,
    delivered: -tally.delivered,
    onTime: -tally.onTime,
    late: -tally.late,
    timed: -tally.timed,
    transitHours: -tally.transitHours,
  };
}
