import type { EndProblem, StartProblem } from "../commands.server";

const edge = {
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
  "not-allowed": "actions.problem.notAllowed",
} as const;

/** Words for what can go wrong when an action is started. */
export const startProblems = {
  ...edge,
  "market-unknown": "actions.problem.marketGone",
  "provider-unknown": "actions.problem.providerGone",
  "step-empty": "actions.problem.stepEmpty",
  "step-too-long": "actions.problem.stepTooLong",
  "step-unreadable": "actions.problem.stepUnreadable",
} as const satisfies Record<StartProblem | keyof typeof edge, string>;

/** Words for what can go wrong when one is ended. */
export const endProblems = {
  ...edge,
  "not-found": "actions.problem.gone",
} as const satisfies Record<EndProblem | keyof typeof edge, string>;

type Answer<Problems, Value = unknown> = { ok: true; value?: Value } | { ok: false; problem: keyof Problems };
export type StartAnswer = Answer<typeof startProblems, { id: string }>;
export type EndAnswer = Answer<typeof endProblems>;
