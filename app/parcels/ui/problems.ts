import type { ClaimProblem, ClaimTermsProblem } from "../claim-commands.server";
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

/** Words for what can go wrong when a claim is decided. */
export const claimProblems = {
  "not-allowed": "parcels.claim.notAllowed",
  "not-found": "parcels.claim.notFound",
  "nothing-to-claim": "parcels.claim.nothingToClaim",
  "note-too-long": "parcels.claim.noteTooLong",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ClaimProblem | "form-unreadable" | "no-answer", string>;

export type ClaimAnswer = { ok: true } | { ok: false; problem: keyof typeof claimProblems };

/** Words for what can go wrong when a claim period is set. */
export const claimTermsProblems = {
  "not-allowed": "parcels.claim.notAllowed",
  "no-provider": "parcels.claim.terms.noProvider",
  "days-missing": "parcels.claim.terms.daysMissing",
  "days-too-many": "parcels.claim.terms.daysTooMany",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<ClaimTermsProblem | "form-unreadable" | "no-answer", string>;

export type ClaimTermsAnswer = { ok: true } | { ok: false; problem: keyof typeof claimTermsProblems };
