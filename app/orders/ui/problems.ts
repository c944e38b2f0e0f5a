import type { NoAnswer } from "~/ui/no-answer";
import type { retryParked } from "../commands.server";

export type RetryAnswer =
  | Awaited<ReturnType<typeof retryParked>>
  | { ok: false; problem: "form-unreadable" }
  | NoAnswer;

/** Words for what can go wrong when parked messages are read, or failed work is tried, again. */
export const retryProblems = {
  "not-allowed": "problem.roleNotAllowed",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<Extract<RetryAnswer, { ok: false }>["problem"], string>;
