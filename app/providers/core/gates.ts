import { type GateName, gateNames } from "./rubric";

/**
 * How well a document's claim is proven: said by the provider, seen on paper, or checked with its issuer (public
 * register, the insurer itself).
 */
export const evidenceGrades = ["self-declared", "document", "verified"] as const;
export type EvidenceGrade = (typeof evidenceGrades)[number];

export type ProviderDocument = {
  id: string;
  kind: GateName;
  issuer: string;
  number: string;
  /** Last calendar day it is in force, YYYY-MM-DD, in the shop's zone. */
  validUntil: string;
  grade: EvidenceGrade;
  addedAt: Date;
};

/** `unproven`: only the provider says so. Only `in-force` passes. */
export type GateState = "missing" | "unproven" | "in-force" | "expired";
export type Gate = { gate: GateName; state: GateState; documentId: string | null; validUntil: string | null };

/**
 * The document that counts for a gate: the one entered last, so that a correction needs nothing deleted.
 * `documents` may hold other gates' too.
 */
export function currentDocument<D extends ProviderDocument>(
  documents: readonly D[],
  gate: GateName,
): D | null {
  const [first, ...others] = documents.filter((one) => one.kind === gate);
  if (!first) return null;
  return others.reduce((current, one) => {
    const apart = one.addedAt.getTime() - current.addedAt.getTime();
    return apart > 0 || (apart === 0 && one.id > current.id) ? one : current;
  }, first);
}

/** The documents that count, one for each gate that has any. */
export function documentsThatCount<D extends ProviderDocument>(documents: readonly D[]): D[] {
  return gateNames.flatMap((gate) => currentDocument(documents, gate) ?? []);
}

/** Where each gate stands on the calendar day `today` (YYYY-MM-DD in the shop's zone). */
export function gatesOn(documents: readonly ProviderDocument[], today: string): Gate[] {
  return gateNames.map((gate) => {
    const document = currentDocument(documents, gate);
    if (!document) return { gate, state: "missing", documentId: null, validUntil: null };
    const { id, validUntil, grade } = document;
    const proven = grade === "self-declared" ? "unproven" : "in-force";
    return { gate, state: validUntil < today ? "expired" : proven, documentId: id, validUntil };
  });
}

export function gatesPass(gates: readonly Gate[]): boolean {
  return gates.every((gate) => gate.state === "in-force");
}

/** The first gate whose document has run out, or null. It ends an offer at once, vetted or not. */
export function endedGate(gates: readonly Gate[]): GateName | null {
  return gates.find((gate) => gate.state === "expired")?.gate ?? null;
}

/** The day on which the first of the current documents runs out, or null without documents. */
export function nextExpiry(documents: readonly ProviderDocument[]): string | null {
  const days = documentsThatCount(documents).map((document) => document.validUntil);
  return days.sort()[0] ?? null;
}
