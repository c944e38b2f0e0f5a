import type { CreateProblem, DecideProblem, DocumentProblem, UntilProblem } from "../commands.server";
import type { InviteProblem } from "../invitation-commands.server";

/** What can go wrong before a command is reached. */
type EdgeProblem = "form-unreadable" | "no-answer";

const edge = { "form-unreadable": "problem.formUnreadable", "no-answer": "problem.noAnswer" } as const;
const anywhere = { ...edge, "not-allowed": "providers.problem.notAllowed" } as const;
const gone = "providers.problem.gone";

/** Words for what can go wrong when a provider is entered. */
export const createProblems = {
  ...anywhere,
  "name-empty": "providers.problem.nameEmpty",
  "name-too-long": "providers.problem.tooLong",
  "name-unreadable": "providers.problem.unreadable",
  "carrier-unreadable": "providers.problem.carrierUnreadable",
  "registration-unreadable": "providers.problem.unreadable",
  "carrier-taken": "providers.problem.carrierTaken",
} as const satisfies Record<CreateProblem | EdgeProblem, string>;

/** Words for what can go wrong when a document is entered. */
export const documentProblems = {
  ...anywhere,
  "not-found": gone,
  "issuer-empty": "providers.problem.issuerEmpty",
  "issuer-too-long": "providers.problem.tooLong",
  "issuer-unreadable": "providers.problem.unreadable",
  "number-empty": "providers.problem.numberEmpty",
  "number-too-long": "providers.problem.tooLong",
  "number-unreadable": "providers.problem.unreadable",
} as const satisfies Record<DocumentProblem | EdgeProblem, string>;

/** Words for what can go wrong when a decision is recorded. */
export const decideProblems = {
  ...anywhere,
  "not-found": gone,
  "illegal-transition": "providers.problem.changedMeanwhile",
  "changed-meanwhile": "providers.problem.changedMeanwhile",
  "gate-failed": "providers.problem.gateFailed",
  "second-person-needed": "providers.problem.secondPerson",
  "reason-empty": "providers.problem.reasonEmpty",
  "reason-too-long": "providers.problem.tooLong",
  "reason-unreadable": "providers.problem.unreadable",
} as const satisfies Record<DecideProblem | EdgeProblem, string>;

/** Words for what can go wrong when an unvetted carrier's last day is set. */
export const untilProblems = {
  ...anywhere,
  "not-found": gone,
  "not-unvetted": "providers.problem.changedMeanwhile",
  "until-past": "providers.problem.untilPast",
  "until-too-far": "providers.problem.untilTooFar",
} as const satisfies Record<UntilProblem | EdgeProblem, string>;

/** Words for what can go wrong when a provider is invited to its form. */
export const inviteProblems = {
  ...anywhere,
  "not-found": gone,
  "address-unreadable": "invited.problem.address",
} as const satisfies Record<InviteProblem | "address-unreadable" | EdgeProblem, string>;

type Answer<Problems, Value = unknown> = { ok: true; value?: Value } | { ok: false; problem: keyof Problems };
export type CreateAnswer = Answer<typeof createProblems, { id: string }>;
export type DocumentAnswer = Answer<typeof documentProblems>;
export type DecideAnswer = Answer<typeof decideProblems>;
/** The link is in the answer to an invitation, and nowhere else. */
export type InviteAnswer = Answer<typeof inviteProblems, { url: string; mailed: boolean | null } | null>;
export type UntilAnswer = Answer<typeof untilProblems>;

/** The words of an answer's problem when it concerns the field whose codes begin with `field`. */
export function problemAt<P extends string>(
  answer: { ok: boolean; problem?: P } | undefined,
  ...fields: string[]
): P | undefined {
  const found = answer?.ok === false ? answer.problem : undefined;
  return found !== undefined && fields.some((field) => found.startsWith(field)) ? found : undefined;
}

/** Gives the words of an answer's problem for the field whose codes begin with one of the names. */
export function errorsOf<P extends string>(
  answer: { ok: boolean; problem?: P } | undefined,
  words: (problem: P) => string,
) {
  return (...fields: string[]): string | undefined => {
    const found = problemAt(answer, ...fields);
    return found && words(found);
  };
}
