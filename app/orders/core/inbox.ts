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
  /** The payload names another shop than the delivery. */
  | "other-shop"
  | "unreadable"
  /** Failed every time it was tried, for a reason of ours. */
  | "failed"
  | "redacted";

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
