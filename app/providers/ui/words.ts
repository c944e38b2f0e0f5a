import type { Decision, ProviderState } from "../core/decision";
import type { EvidenceGrade, GateState } from "../core/gates";
import type { Offerability } from "../core/offerability";
import type { GateName } from "../core/rubric";

type Tone = "success" | "attention" | "critical" | "warning" | "info";

/** A state's words and the colour of its badge; the words alone say it, too. */
export const stateWords = {
  found: { words: "providers.state.found", tone: "attention" },
  draft: { words: "providers.state.draft", tone: "info" },
  approved: { words: "providers.state.approved", tone: "success" },
  conditional: { words: "providers.state.conditional", tone: "warning" },
  rejected: { words: "providers.state.rejected", tone: "critical" },
  suspended: { words: "providers.state.suspended", tone: "critical" },
} as const satisfies Record<ProviderState, { words: string; tone: Tone }>;

/** Whether buyers may be offered it, and why. */
export const offerWords = {
  approved: "providers.offer.approved",
  conditional: "providers.offer.conditional",
  "unvetted-until": "providers.offer.unvettedUntil",
  "unvetted-too-late": "providers.offer.unvettedTooLate",
  "gate-failed": "providers.offer.gateFailed",
  suspended: "providers.offer.suspended",
  rejected: "providers.offer.rejected",
  "not-reviewed": "providers.offer.notReviewed",
} as const satisfies Record<Offerability["why"], string>;

export const decisionWords = {
  approve: { name: "providers.decision.approve", done: "providers.decided.approve" },
  conditional: { name: "providers.decision.conditional", done: "providers.decided.conditional" },
  reject: { name: "providers.decision.reject", done: "providers.decided.reject" },
  suspend: { name: "providers.decision.suspend", done: "providers.decided.suspend" },
  reinstate: { name: "providers.decision.reinstate", done: "providers.decided.reinstate" },
} as const satisfies Record<Decision, { name: string; done: string }>;

export const gateWords = {
  licence: { name: "providers.gate.licence", ended: "providers.ended.licence" },
  insurance: { name: "providers.gate.insurance", ended: "providers.ended.insurance" },
} as const satisfies Record<GateName, { name: string; ended: string }>;

export const gateStateWords = {
  missing: { words: "providers.gateState.missing", tone: "attention" },
  unproven: { words: "providers.gateState.unproven", tone: "attention" },
  "in-force": { words: "providers.gateState.inForce", tone: "success" },
  expired: { words: "providers.gateState.expired", tone: "critical" },
} as const satisfies Record<GateState, { words: string; tone: Tone }>;

export const gradeWords = {
  "self-declared": "providers.grade.selfDeclared",
  document: "providers.grade.document",
  verified: "providers.grade.verified",
} as const satisfies Record<EvidenceGrade, string>;
