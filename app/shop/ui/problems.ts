import type { changeRole, setDisplayName } from "../commands.server";

type ProblemOf<C extends (...args: never[]) => Promise<unknown>> =
  Extract<Awaited<ReturnType<C>>, { ok: false }> extends { problem: infer P } ? P : never;

/** What can go wrong before a command is reached. */
type EdgeProblem = "form-unreadable" | "no-answer";

/** Words for what can go wrong when somebody sets their name. */
export const nameProblems = {
  "name-empty": "problem.nameEmpty",
  "name-too-long": "problem.nameTooLong",
  "name-unreadable": "problem.nameUnreadable",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ProblemOf<typeof setDisplayName> | EdgeProblem, string>;

/** Words for what can go wrong when a role changes. */
export const roleProblems = {
  "not-found": "problem.personNotFound",
  "last-owner": "problem.lastOwner",
  "not-allowed": "problem.roleNotAllowed",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ProblemOf<typeof changeRole> | EdgeProblem, string>;

export type NameAnswer =
  | { ok: true; value: { displayName: string } }
  | { ok: false; problem: keyof typeof nameProblems };
export type RoleAnswer = { ok: true } | { ok: false; problem: keyof typeof roleProblems };
