/** Why a delivery was set aside or not applied. Closed set: shown to staff in words, stored as codes. */
export type InboxReason =
  | "unknown-topic"
  | "not-installed"
  /** Older than what the mirror already shows. */
  | "older"
  /** About something that was deleted at the store. */
  | "deleted"
  | "not-json"
  | "not-understood"
  /** Not understood, and written in another version of the platform's interface than ours. */
  | "other-version"
  /** The payload names another shop than the delivery. */
  | "other-shop"
  | "unreadable"
  /** Failed every time it was tried, for a reason of ours. */
  | "failed"
  | "redacted";

/** The version of the platform's interface our webhooks are ordered in. */
export const webhookApiVersion = "2026-07";

/** The version a delivery says it is written in; null where it does not say so in the platform's own form. */
export function readApiVersion(header: string | undefined): string | null {
  return header && /^(\d{4}-\d{2}|unstable)$/.test(header) ? header : null;
}

/**
 * Why a body of the wrong shape could not be read. The platform falls forward to the next version when ours ends, and a
 * subscription may be made for another by mistake: bodies that fit all the same are applied, the others say so.
 */
export function misreadAs(apiVersion: string | null): "not-understood" | "other-version" {
  return apiVersion === null || apiVersion === webhookApiVersion ? "not-understood" : "other-version";
}

/** Tries before a delivery is parked. */
export const mostAttempts = 6;

/**
 * What becomes of a delivery after its `attempts`-th failure: parked for good, or tried again after
 * 5, 25, 125 … seconds, at most 15 minutes.
 */
export function afterFailure(attempts: number): { park: true } | { park: false; retryInMs: number } {
  if (attempts >= mostAttempts) return { park: true };
  return { park: false, retryInMs: Math.min(15 * 60_000, 5 ** attempts * 1_000) };
}

/**
 * The platform's time of the event. A missing or unreadable one, or one ahead of our clock, counts as the time
 * of receipt: the header is not signed, and a time in the future would keep later deliveries out.
 */
export function readTriggeredAt(header: string | undefined, receivedAt: Date): Date {
  if (!header || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/.test(header)) return receivedAt;
  const at = new Date(header);
  return Number.isNaN(at.getTime()) || at > receivedAt ? receivedAt : at;
}
