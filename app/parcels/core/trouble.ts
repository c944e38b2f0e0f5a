import { afterBusinessDays, type Day, endOfDay } from "./destination-calendar";
import { latestEvent, type ParcelEvent, type ParcelState, stateOfEvent } from "./parcel-state";

/** Whose move it is. */
export type Turn = "shop" | "carrier" | "buyer";

/** What can be wrong with a parcel, gravest first. */
export const troubleKinds = [
  "missing",
  "failed",
  "returning",
  "on-hold",
  "overdue",
  "attempt-failed-again",
  "attempt-failed",
  "pickup-waiting",
  "silent",
  "no-scan",
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** Whose turn a trouble is, and business days until somebody should have acted. */
const answers: Record<TroubleKind, { turn: Turn; withinDays: number }> = {
  missing: { turn: "shop", withinDays: 1 },
  failed: { turn: "shop", withinDays: 1 },
  returning: { turn: "shop", withinDays: 1 },
  "on-hold": { turn: "buyer", withinDays: 1 },
  overdue: { turn: "shop", withinDays: 1 },
  "attempt-failed-again": { turn: "shop", withinDays: 1 },
  "attempt-failed": { turn: "buyer", withinDays: 2 },
  "pickup-waiting": { turn: "buyer", withinDays: 3 },
  silent: { turn: "carrier", withinDays: 2 },
  "no-scan": { turn: "shop", withinDays: 1 },
};

/** Business days of the destination after which each silence is a trouble. Defaults in use among tracking tools. */
export const patience = { firstScan: 2, domesticScan: 2, foreignScan: 5, pickup: 3 } as const;

export type Watched = {
  state: ParcelState;
  sentAt: Date;
  country: string | null;
  /** Sent within the shop's own country. */
  domestic: boolean;
  promisedBy: Day | null;
  missingAt: Date | null;
  events: readonly ParcelEvent[];
};

export type Trouble = { kind: TroubleKind; since: Date };

const ended: readonly ParcelState[] = ["delivered", "cancelled", "not-sent"];
const moving: readonly ParcelState[] = ["picked-up", "in-transit", "delayed", "out-for-delivery", "unknown"];

/** Every trouble a parcel has or will have if nothing more is heard, with the instant from which it does. */
export function troublesOf(parcel: Watched): Trouble[] {
  const { state, country } = parcel;
  const missing: Trouble[] = parcel.missingAt ? [{ kind: "missing", since: parcel.missingAt }] : [];
  if (ended.includes(state)) return state === "delivered" ? missing : [];
  const overdue: Trouble[] = parcel.promisedBy
    ? [{ kind: "overdue", since: endOfDay(parcel.promisedBy, country) }]
    : [];
  const standing = troubleOfState(parcel);
  return [...missing, ...overdue, ...(standing ? [standing] : [])];
}

function troubleOfState({ state, sentAt, country, domestic, events }: Watched): Trouble | null {
  const lastAt = latestEvent(events)?.happenedAt ?? sentAt;
  const after = (from: Date, days: number) => afterBusinessDays(from, days, country);
  if (state === "sent" || state === "label-created") {
    return { kind: "no-scan", since: after(sentAt, patience.firstScan) };
  }
  if (moving.includes(state)) {
    return { kind: "silent", since: after(lastAt, domestic ? patience.domesticScan : patience.foreignScan) };
  }
  if (state === "ready-for-pickup") return { kind: "pickup-waiting", since: after(lastAt, patience.pickup) };
  if (state === "attempt-failed") {
    const attempts = events.filter((event) => stateOfEvent(event.status) === "attempt-failed");
    return { kind: attempts.length > 1 ? "attempt-failed-again" : "attempt-failed", since: lastAt };
  }
  if (state === "failed" || state === "returning" || state === "on-hold") {
    return { kind: state, since: lastAt };
  }
  return null;
}

export type Standing = {
  /** The gravest trouble that holds now; `dueAt` is the earliest of all that hold. */
  worst: (Trouble & { turn: Turn; dueAt: Date }) | null;
  overdue: boolean;
  /** When the next one begins. */
  nextAt: Date | null;
};

/** Which of the troubles hold at `now`. */
export function standingAt(troubles: readonly Trouble[], now: Date, country: string | null): Standing {
  const holding = troubles
    .filter((trouble) => trouble.since <= now)
    .sort((a, b) => troubleKinds.indexOf(a.kind) - troubleKinds.indexOf(b.kind));
  const next = troubles.filter((trouble) => trouble.since > now).map((trouble) => trouble.since.getTime());
  const due = holding.map(({ kind, since }) =>
    afterBusinessDays(since, answers[kind].withinDays, country).getTime(),
  );
  const [worst] = holding;
  return {
    worst: worst ? { ...worst, turn: answers[worst.kind].turn, dueAt: new Date(Math.min(...due)) } : null,
    overdue: holding.some((trouble) => trouble.kind === "overdue"),
    nextAt: next.length > 0 ? new Date(Math.min(...next)) : null,
  };
}
