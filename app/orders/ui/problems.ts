import type { NoAnswer } from "~/ui/no-answer";
import type { retryParked } from "../commands.server";

export type RetryAnswer = Awaited<ReturnType<typeof retryParked>> | NoAnswer;

/** Words for what can go wrong when parked messages are read again. */
export const retryProblems = {
  "not-allowed": "problem.roleNotAllowed",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<Extract<RetryAnswer, { ok: false }>["problem"], string>;
