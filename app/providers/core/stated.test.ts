import { describe, expect, it } from "vitest";
import type { EvidenceGrade } from "./gates";
import { documentsToStand, type StatedDocument, statedBeside, statedDocuments } from "./stated";

const stated: StatedDocument = {
  kind: "insurance",
  issuer: "Insurer",
  number: "P-1",
  validUntil: "2027-06-30",
};

function known(grade: EvidenceGrade, addedBy: string | null, change: Partial<StatedDocument> = {}) {
  return { ...stated, ...change, id: "d1", grade, addedBy, addedAt: new Date("2026-11-01") };
}

describe("a document a provider names", () => {
  it("is one only when it is named whole", () => {
    const { issuer, number, validUntil } = stated;
    const whole = { insuranceIssuer: issuer, insuranceNumber: number, insuranceUntil: validUntil };
    expect(statedDocuments(new Map([["insurance", whole]]))).toEqual([stated]);
    expect(statedDocuments(new Map([["insurance", { insuranceIssuer: issuer }]]))).toEqual([]);
  });

  it("stands unproven where nothing stood, or what the provider said before", () => {
    expect(documentsToStand([stated], [])).toEqual([stated]);
    expect(documentsToStand([stated], [known("self-declared", null, { number: "P-0" })])).toEqual([stated]);
    expect(documentsToStand([stated], [known("self-declared", null)])).toEqual([]);
  });

  it.each(["self-declared", "document", "verified"] as const)(
    "never takes the place of what staff entered as %s",
    (grade) => {
      expect(documentsToStand([stated], [known(grade, "1", { number: "P-0" })])).toEqual([]);
    },
  );

  it("is shown beside what stands as long as it says something else", () => {
    expect(statedBeside([stated], [known("verified", "1", { number: "P-0" })])).toEqual([stated]);
    expect(statedBeside([stated], [known("self-declared", null)])).toEqual([]);
    expect(statedBeside([stated], [known("document", "1")])).toEqual([]);
  });
});
