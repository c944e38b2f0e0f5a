import { currentDocument, type ProviderDocument } from "./gates";
import type { FormStep, StepAnswers } from "./provider-form";
import { type GateName, gateNames } from "./rubric";

/** What a provider says of a document on its form. */
export type StatedDocument = { kind: GateName; issuer: string; number: string; validUntil: string };

/** The documents its answers name whole; `answers` holds each step's fields by name. */
export function statedDocuments(answers: ReadonlyMap<FormStep, StepAnswers>): StatedDocument[] {
  return gateNames.flatMap((kind) => {
    const given = answers.get(kind);
    const issuer = given?.[`${kind}Issuer`];
    const number = given?.[`${kind}Number`];
    const validUntil = given?.[`${kind}Until`];
    return issuer && number && validUntil ? [{ kind, issuer, number, validUntil }] : [];
  });
}

/**
 * The stated documents that come to stand as unproven evidence: only where nothing stands, or what the provider itself
 * stated before. What staff entered is never replaced from outside, or a link alone could end an offer.
 */
export function documentsToStand(
  stated: readonly StatedDocument[],
  known: readonly (ProviderDocument & { addedBy: string | null })[],
): StatedDocument[] {
  return stated.filter((one) => {
    const current = currentDocument(known, one.kind);
    if (!current) return true;
    return current.addedBy === null && !isSameDocument(current, one);
  });
}

/** Whether two entries say the same of a document. */
function isSameDocument(a: StatedDocument, b: StatedDocument): boolean {
  return (["kind", "issuer", "number", "validUntil"] as const).every((part) => a[part] === b[part]);
}

/** The stated documents that differ from what stands: staff may enter them in its place. */
export function statedBeside(
  stated: readonly StatedDocument[],
  known: readonly ProviderDocument[],
): StatedDocument[] {
  return stated.filter((one) => {
    const current = currentDocument(known, one.kind);
    return !(current && isSameDocument(current, one));
  });
}
