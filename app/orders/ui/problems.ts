import type { NotSaved } from "~/ui/not-saved";
import type { retryParked } from "../commands.server";

export type RetryAnswer = Awaited<ReturnType<typeof retryParked>> | NotSaved;

/** Words for what can go wrong when parked messages are read again. */
export const retryProblems = {
  "not-allowed": "problem.roleNotAllowed",
  "not-saved": "problem.notSaved",
} as const satisfies Record<Extract<RetryAnswer, { ok: false }>["problem"], string>;
