import { ok, problem, type Result } from "../../lib/result";
import { type Gate, gatesPass } from "./gates";

/** `found`: carried parcels before anybody vetted it. `draft`: entered by hand and not decided on yet. */
export const providerStates = ["found", "draft", "approved", "conditional", "rejected", "suspended"] as const;
export type ProviderState = (typeof providerStates)[number];

export const decisions = ["approve", "conditional", "reject", "suspend", "reinstate"] as const;
export type Decision = (typeof decisions)[number];

/** Where a decision leads. What stands in no row is illegal; a second chance always begins on probation. */
const transitions: Record<ProviderState, Partial<Record<Decision, ProviderState>>> = {
  found: { approve: "approved", conditional: "conditional", reject: "rejected", suspend: "suspended" },
  draft: { approve: "approved", conditional: "conditional", reject: "rejected" },
  approved: { conditional: "conditional", suspend: "suspended" },
  conditional: { approve: "approved", reject: "rejected", suspend: "suspended" },
  rejected: { conditional: "conditional" },
  suspended: { reinstate: "conditional", reject: "rejected" },
};

const needsGates: readonly Decision[] = ["approve", "conditional", "reinstate"];

/** Who is involved in a reinstatement, by the platform's ids of staff. */
export type Signing = {
  signer: string;
  /** Whether the shop has at least two people who may decide. */
  severalDeciders: boolean;
  /** The provider's last decision; `signedBy` is null when a document ran out by itself. */
  last: { decision: Decision; signedBy: string | null } | null;
  /** The documents that now count, with who entered them; null for the provider itself. */
  documents: readonly { addedBy: string | null }[];
};

/**
 * Whether a reinstatement waits for somebody else: not who suspended it and, where a document had run out, not who
 * entered its successor. A shop with one decider has nobody else, and may.
 */
export function needsSecondPerson(signing: Signing): boolean {
  if (!signing.severalDeciders) return false;
  const suspendedBy = signing.last?.decision === "suspend" ? signing.last.signedBy : null;
  if (suspendedBy !== null) return suspendedBy === signing.signer;
  return signing.documents.some((document) => document.addedBy === signing.signer);
}

export type DecisionProblem = "illegal-transition" | "gate-failed" | "second-person-needed";

/** The state a decision leads to. Gates are asked before anything else is weighed. */
export function decide(
  state: ProviderState,
  decision: Decision,
  gates: readonly Gate[],
  signing: Signing,
): Result<ProviderState, DecisionProblem> {
  const next = transitions[state][decision];
  if (!next) return problem("illegal-transition");
  if (needsGates.includes(decision) && !gatesPass(gates)) return problem("gate-failed");
  if (decision === "reinstate" && needsSecondPerson(signing)) return problem("second-person-needed");
  return ok(next);
}

/** The decisions that are legal from a state, in the order a person is offered them. */
export function legalDecisions(state: ProviderState): Decision[] {
  return decisions.filter((decision) => transitions[state][decision] !== undefined);
}
