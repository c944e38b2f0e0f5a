import {
  addBusinessMinutes,
  businessMinutesBetween,
  type SupportHours,
} from "../../markets/core/support-hours";
import { type Priority, priorityOf, problemKinds } from "./ticket-state";

/**
 * Minutes of support hours until the first answer, and until each later one. After the usual targets of help desks
 * (shared by Zendesk and Frappe: urgent 1/2 h, high 2/4 h, normal 4/8 h, low 8/16 h).
 */
export const targets: Record<Priority, { first: number; next: number }> = {
  urgent: { first: 60, next: 120 },
  high: { first: 120, next: 240 },
  normal: { first: 240, next: 480 },
  low: { first: 480, next: 960 },
};

/**
 * Minutes of support hours within which a buyer hears from a person, whatever their first message is about: the longest
 * that any kind of problem waits. The one source for what buyers are told.
 */
export const firstReplyTarget = Math.max(...problemKinds.map((kind) => targets[priorityOf(kind)].first));

/** Where a ticket's clocks stand. `waitingSince` is the buyer's oldest message that nobody has answered. */
export type Clocks = {
  firstReplyDue: Date | null;
  firstReplyAt: Date | null;
  firstReplyMinutes: number | null;
  waitingSince: Date | null;
  dueAt: Date | null;
};

/** The clocks of a ticket that opens: the first answer is due after the target's minutes of support hours. */
export function openClocks(openedAt: Date, priority: Priority, support: SupportHours): Clocks {
  const due = addBusinessMinutes(openedAt, targets[priority].first, support);
  return {
    firstReplyDue: due,
    firstReplyAt: null,
    firstReplyMinutes: null,
    waitingSince: openedAt,
    dueAt: due,
  };
}

/** A buyer's message starts the clock of the next answer, unless one already runs: the oldest message counts. */
export function hearBuyer(clocks: Clocks, at: Date, priority: Priority, support: SupportHours): Clocks {
  if (clocks.waitingSince) return clocks;
  const due = clocks.firstReplyAt
    ? addBusinessMinutes(at, targets[priority].next, support)
    : clocks.firstReplyDue;
  return { ...clocks, waitingSince: at, dueAt: due };
}

/** The first public reply of a person stops the first clock for good; each reply stops the one that runs. */
export function answer(clocks: Clocks, openedAt: Date, at: Date, support: SupportHours): Clocks {
  const first = clocks.firstReplyAt ?? at;
  return {
    ...clocks,
    firstReplyAt: first,
    firstReplyMinutes: clocks.firstReplyMinutes ?? businessMinutesBetween(openedAt, first, support),
    waitingSince: null,
    dueAt: null,
  };
}

export type ClockLeft =
  /** Support hours are on and the answer is due within them. */
  | { state: "running"; minutes: number }
  /** Nobody is at work now; this many minutes of work are left when they are. */
  | { state: "paused"; minutes: number }
  | { state: "overdue"; minutes: number };

/** Minutes of support hours until the due time, or since it. */
export function clockLeft(dueAt: Date, now: Date, open: boolean, support: SupportHours): ClockLeft {
  if (now >= dueAt) return { state: "overdue", minutes: businessMinutesBetween(dueAt, now, support) };
  const minutes = businessMinutesBetween(now, dueAt, support);
  return { state: open ? "running" : "paused", minutes };
}
