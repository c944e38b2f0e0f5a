import { addBusinessDays, type Day, dayAt } from "./destination-calendar";

/** What a buyer was promised: first and last calendar day at the destination, both included. */
export type Promised = { from: Day; by: Day };

export type FrozenPromise = {
  country: string;
  promised: Promised | null;
  serviceId: string | null;
  providerId: string | null;
  source: "service" | "default" | "none";
};

/** Usual transit in business days of the destination, for a country or (`*`) for every other one. */
export type TransitDefault = { country: string; minDays: number; maxDays: number };
export const anyCountry = "*";
/** Most business days a default may name. */
export const longestTransit = 90;

export type Verdict = "early" | "on-time" | "late";

/** The promise the merchant's usual transit makes for an order of `ordered`, the shop's own calendar day. */
export function promiseByDefault(
  defaults: readonly TransitDefault[],
  country: string,
  ordered: Day,
): Promised | null {
  const usual =
    defaults.find((one) => one.country === country) ?? defaults.find((one) => one.country === anyCountry);
  if (!usual) return null;
  return {
    from: addBusinessDays(ordered, usual.minDays, country),
    by: addBusinessDays(ordered, usual.maxDays, country),
  };
}

/** How a day of delivery stands to the promise. Both its days count as in time. */
export function verdictOf(delivered: Day, promised: Promised): Verdict {
  if (delivered < promised.from) return "early";
  return delivered <= promised.by ? "on-time" : "late";
}

/** As `verdictOf`, for an instant: read by the destination's calendar. */
export function verdictAt(deliveredAt: Date, country: string | null, promised: Promised): Verdict {
  return verdictOf(dayAt(deliveredAt, country), promised);
}
