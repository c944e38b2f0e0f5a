import { addDays, afterBusinessDays, type Day, endOfDay } from "./destination-calendar";
import type { ParcelState } from "./parcel-state";

/** Why a parcel can be claimed from its carrier. */
export type ClaimGround = "lost" | "long-late" | "damaged";

/** What staff made of it. */
export const claimDecisions = ["claimed", "not-claiming"] as const;
export type ClaimDecision = (typeof claimDecisions)[number];

/** Calendar days in which a carrier takes claims: after sending where lost, after delivery where damaged. */
export type ClaimTerms = { lostDays: number; damagedDays: number };

/**
 * Where the merchant has set nothing. UPS, FedEx and USPS take claims for lost parcels for up to 60 days, counted here
 * from sending, the earliest of their ways to count (domain/tracking.md §2); damage in carriage by air is to be reported
 * within 14 days of receipt (Montreal Convention, article 31). Contracts differ: the page says to check.
 */
export const usualTerms: ClaimTerms = { lostDays: 60, damagedDays: 14 };
/** Most days a setting may name. */
export const longestClaim = 730;
/** Longest note beside a decision, in characters. */
export const longestNote = 1_000;

/** Business days after the promise from which a parcel counts as long late (domain/tracking.md: presumed lost). */
const longLateAfter = 10;

export type Claimable = {
  state: ParcelState;
  sentAt: Date;
  country: string | null;
  promisedBy: Day | null;
  deliveredAt: Date | null;
  /** Since when the buyer says it is missing, or damaged. */
  missingSince: Date | null;
  damagedAt: Date | null;
  latestEventAt: Date | null;
  /** The carrier reports nothing, so that a passed promise proves nothing. */
  quiet: boolean;
};

/** `since` may lie ahead: from then on if nothing more is heard. `by` is the last day, in the shop's calendar. */
export type Claim = { ground: ClaimGround; since: Date; by: Day };

/** Whether a parcel can be claimed from its carrier, from when and until when. `dayOf` reads the shop's calendar. */
export function claimOf(parcel: Claimable, terms: ClaimTerms, dayOf: (at: Date) => Day): Claim | null {
  const { state, sentAt, damagedAt, missingSince, country, promisedBy } = parcel;
  const lostBy = addDays(dayOf(sentAt), terms.lostDays);
  if (missingSince) return { ground: "lost", since: missingSince, by: lostBy };
  if (damagedAt) {
    const by = addDays(dayOf(parcel.deliveredAt ?? damagedAt), terms.damagedDays);
    return { ground: "damaged", since: damagedAt, by };
  }
  if (state === "failed") return { ground: "lost", since: parcel.latestEventAt ?? sentAt, by: lostBy };
  if (["delivered", "returning", "cancelled", "not-sent"].includes(state)) return null;
  if (promisedBy === null || parcel.quiet) return null;
  const since = afterBusinessDays(endOfDay(promisedBy, country), longLateAfter, country);
  return { ground: "long-late", since, by: lostBy };
}
