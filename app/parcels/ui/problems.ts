import type { TransitProblem } from "../transit-commands.server";

/** Words for what can go wrong when the usual transit is set. */
export const transitProblems = {
  "not-allowed": "parcels.promise.notAllowed",
  "days-missing": "parcels.promise.daysMissing",
  "days-reversed": "parcels.promise.daysReversed",
  "days-too-many": "parcels.promise.daysTooMany",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<TransitProblem | "form-unreadable" | "no-answer", string>;

export type TransitAnswer = { ok: true } | { ok: false; problem: keyof typeof transitProblems };
