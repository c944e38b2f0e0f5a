import { afterBusinessDays, type Day, endOfDay } from "./destination-calendar";
import { latestEvent, type ParcelEvent, type ParcelState, stateOfEvent } from "./parcel-state";

/** Whose move it is. */
export type Turn = "shop" | "carrier" | "buyer";

/** What can be wrong with a parcel, gravest first. */
export const troubleKinds = [
  "missing",
  "damaged",
  "failed",
  "returning",
  "on-hold",
  "overdue",
  "attempt-failed-again",
  "attempt-failed",
  "pickup-waiting",
  "predicted-late",
  "silent",
  "no-scan",
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** Whose turn a trouble is, and business days until somebody should have acted. */
const answers: Record<TroubleKind, { turn: Turn; withinDays: number }> = {
  missing: { turn: "shop", withinDays: 1 },
  damaged: { turn: "shop", withinDays: 2 },
  failed: { turn: "shop", withinDays: 1 },
  returning: { turn: "shop", withinDays: 1 },
  "on-hold": { turn: "buyer", withinDays: 1 },
  overdue: { turn: "shop", withinDays: 1 },
  "attempt-failed-again": { turn: "shop", withinDays: 1 },
  "attempt-failed": { turn: "buyer", withinDays: 2 },
  "pickup-waiting": { turn: "buyer", withinDays: 3 },
  "predicted-late": { turn: "shop", withinDays: 1 },
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
  /** By the buyer's word, as far as nothing has overtaken it. */
  missingSince: Date | null;
  damagedAt: Date | null;
  /** From when on the promise looks lost, if nothing more is heard. */
  predictedLateSince: Date | null;
  /** The carrier reports nothing on this lane: silence is no trouble, and nothing tells when the promise is missed. */
  quiet: boolean;
  /** When staff ended the matter: what had begun by then is no trouble any more. */
  settledAt: Date | null;
  events: readonly ParcelEvent[];
};

export type Trouble = { kind: TroubleKind; since: Date; until?: Date };

const ended: readonly ParcelState[] = ["delivered", "cancelled", "not-sent"];
const moving: readonly ParcelState[] = ["picked-up", "in-transit", "delayed", "out-for-delivery", "unknown"];

/** Every trouble a parcel has or will have if nothing more is heard, with the instant from which it does. */
export function troublesOf(parcel: Watched): Trouble[] {
  return allTroublesOf(parcel).filter(({ since }) => !parcel.settledAt || since > parcel.settledAt);
}

function allTroublesOf(parcel: Watched): Trouble[] {
  const { state, country, quiet } = parcel;
  const said: Trouble[] = [];
  if (parcel.missingSince) said.push({ kind: "missing", since: parcel.missingSince });
  if (parcel.damagedAt) said.push({ kind: "damaged", since: parcel.damagedAt });
  if (ended.includes(state)) return state === "delivered" ? said : [];
  const standing = troubleOfState(parcel);
  if (standing && !(quiet && standing.kind === "no-scan")) said.push(standing);
  if (!parcel.promisedBy) return said;
  const promiseEnds = endOfDay(parcel.promisedBy, country);
  const predicted = parcel.predictedLateSince;
  if (predicted && predicted < promiseEnds) {
    said.push({ kind: "predicted-late", since: predicted, until: promiseEnds });
  }
  return quiet ? said : [...said, { kind: "overdue", since: promiseEnds }];
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
  worst: { kind: TroubleKind; since: Date; turn: Turn; dueAt: Date } | null;
  overdue: boolean;
  /** When the next one begins. */
  nextAt: Date | null;
};

/** Which of the troubles hold at `now`. */
export function standingAt(troubles: readonly Trouble[], now: Date, country: string | null): Standing {
  const holding = troubles
    .filter(({ since, until }) => since <= now && !(until && until <= now))
    .sort((a, b) => troubleKinds.indexOf(a.kind) - troubleKinds.indexOf(b.kind));
  const changes = troubles.flatMap(({ since, until }) => (until ? [since, until] : [since]));
  const next = changes.filter((at) => at > now).map((at) => at.getTime());
  const due = holding.map((trouble) => dueOf(trouble, country).getTime());
  const [worst] = holding;
  return {
    worst: worst
      ? {
          kind: worst.kind,
          since: worst.since,
          turn: answers[worst.kind].turn,
          dueAt: new Date(Math.min(...due)),
        }
      : null,
    overdue: holding.some((trouble) => trouble.kind === "overdue"),
    nextAt: next.length > 0 ? new Date(Math.min(...next)) : null,
  };
}

/** When somebody should have acted: some business days on, and never later than the trouble itself lasts. */
function dueOf({ kind, since, until }: Trouble, country: string | null): Date {
  const due = afterBusinessDays(since, answers[kind].withinDays, country);
  return until && until < due ? until : due;
}
