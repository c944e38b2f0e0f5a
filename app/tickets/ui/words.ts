import type { replyToTicket } from "../commands.server";
import type { AppCause, MailState } from "../core/ticket";
import type { TicketKind, TicketState } from "../core/ticket-state";

type ProblemOf<C extends (...args: never[]) => Promise<unknown>> =
  Extract<Awaited<ReturnType<C>>, { ok: false }> extends { problem: infer P } ? P : never;

export const kindWords = {
  "not-arrived": "tickets.kind.notArrived",
  damaged: "tickets.kind.damaged",
  "wrong-item": "tickets.kind.wrongItem",
  customs: "tickets.kind.customs",
  return: "tickets.kind.return",
  other: "tickets.kind.other",
  "low-answer": "tickets.kind.lowAnswer",
} as const satisfies Record<TicketKind, string>;

export const stateWords = {
  new: "tickets.state.new",
  open: "tickets.state.open",
  pending_customer: "tickets.state.pendingCustomer",
  solved: "tickets.state.solved",
  closed: "tickets.state.closed",
} as const satisfies Record<TicketState, string>;

export const mailWords = {
  none: null,
  waiting: "tickets.mail.waiting",
  sent: "tickets.mail.sent",
  no_address: "tickets.mail.noAddress",
  failed: "tickets.mail.failed",
} as const satisfies Record<MailState, string | null>;

export const causeWords = {
  missing: "tickets.openedByMissing",
  "low-answer": "tickets.lowAnswer",
  "turned-up": "tickets.turnedUp",
} as const satisfies Record<AppCause, string>;

/** Words for what can go wrong when a reply is sent. */
export const replyProblems = {
  "message-empty": "tickets.problem.empty",
  "message-too-long": "tickets.problem.tooLong",
  "message-unreadable": "tickets.problem.unreadable",
  "newer-message": "tickets.problem.newerMessage",
  "placeholder-left": "tickets.problem.placeholderLeft",
  closed: "tickets.problem.closed",
  "not-found": "tickets.problem.notFound",
  "not-allowed": "tickets.problem.notAllowed",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ProblemOf<typeof replyToTicket> | "form-unreadable" | "no-answer", string>;

export type ReplyAnswer =
  | { ok: true; value: { next: string | null } }
  | { ok: false; problem: keyof typeof replyProblems };
