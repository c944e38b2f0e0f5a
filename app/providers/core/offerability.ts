import { addDays, calendarDay } from "../../lib/calendar";
import { ok, problem, type Result } from "../../lib/result";
import type { ProviderState } from "./decision";
import { endedGate, gatesOn, gatesPass, nextExpiry, type ProviderDocument } from "./gates";
import { rubric } from "./rubric";

/** Whether a buyer may be offered this provider, why, and the last calendar day (YYYY-MM-DD) this holds by itself. */
export type Offerability = {
  offerable: boolean;
  why:
    | "approved"
    | "conditional"
    | "unvetted-until"
    | "unvetted-too-late"
    | "gate-failed"
    | "suspended"
    | "rejected"
    | "not-reviewed";
  until: string | null;
};

/** An instant as the shop lives it: its calendar day decides, and a day ends at midnight of this IANA zone. */
export type ShopMoment = { now: Date; zone: string };

const no = (why: Offerability["why"], until: string | null = null): Offerability => ({
  offerable: false,
  why,
  until,
});

/**
 * Only approved and conditional providers are offered, and unvetted carriers until the day the merchant set. A document
 * that ran out ends either at once; a day that is named as the last one still counts whole.
 */
export function offerability(
  provider: { state: ProviderState; offerUntil: string | null },
  documents: readonly ProviderDocument[],
  { now, zone }: ShopMoment,
): Offerability {
  const { state, offerUntil } = provider;
  if (state === "suspended" || state === "rejected") return no(state);
  const today = calendarDay(now, zone);
  const gates = gatesOn(documents, today);
  if (endedGate(gates)) return no("gate-failed");
  if (state === "approved" || state === "conditional") {
    return gatesPass(gates)
      ? { offerable: true, why: state, until: nextExpiry(documents) }
      : no("gate-failed");
  }
  if (state === "draft" || offerUntil === null) return no("not-reviewed");
  if (offerUntil < today) return no("unvetted-too-late", offerUntil);
  const days = [offerUntil, nextExpiry(documents) ?? offerUntil].sort();
  return { offerable: true, why: "unvetted-until", until: days[0] ?? offerUntil };
}

/** The last day an unvetted carrier may be offered until when the merchant decides now. */
export function latestUnvettedDay({ now, zone }: ShopMoment): string {
  return addDays(calendarDay(now, zone), rubric.longestUnvettedDays);
}

/** Checks the day a merchant names for an unvetted carrier: from today to the latest one allowed. */
export function readUnvettedDay(
  day: string,
  moment: ShopMoment,
): Result<string, "until-past" | "until-too-far"> {
  if (day < calendarDay(moment.now, moment.zone)) return problem("until-past");
  return day > latestUnvettedDay(moment) ? problem("until-too-far") : ok(day);
}
