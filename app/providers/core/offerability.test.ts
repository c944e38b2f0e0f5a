import { describe, expect, it } from "vitest";
import { currentDocument, gatesOn, nextExpiry, type ProviderDocument } from "./gates";
import { latestUnvettedDay, offerability, readUnvettedDay } from "./offerability";

const shanghai = (instant: string) => ({ now: new Date(instant), zone: "Asia/Shanghai" });
/** The last second of 23 November and the first of the 24th in Shanghai. */
const lastSecond = shanghai("2026-11-23T15:59:59.999Z");
const firstSecond = shanghai("2026-11-23T16:00:00Z");

let serial = 0;
function document(kind: ProviderDocument["kind"], validUntil: string, more: Partial<ProviderDocument> = {}) {
  serial += 1;
  const id = String(serial).padStart(4, "0");
  const addedAt = new Date(Date.UTC(2026, 0, 1, 0, serial));
  return {
    id,
    kind,
    issuer: "Office",
    number: "7",
    validUntil,
    grade: "document",
    addedAt,
    ...more,
  } as const;
}

const both = (validUntil: string) => [document("licence", validUntil), document("insurance", "2027-06-30")];
const approved = { state: "approved", offerUntil: null } as const;
const unvetted = (offerUntil: string | null) => ({ state: "found", offerUntil }) as const;

describe("an approved provider", () => {
  it("is offered to the last second of a document's last day in the shop's zone, and no longer", () => {
    const documents = both("2026-11-23");
    expect(offerability(approved, documents, lastSecond)).toEqual({
      offerable: true,
      why: "approved",
      until: "2026-11-23",
    });
    expect(offerability(approved, documents, firstSecond)).toMatchObject({
      offerable: false,
      why: "gate-failed",
    });
  });

  it("is not offered when a document that counts is missing or only said", () => {
    expect(offerability(approved, [document("licence", "2027-01-01")], lastSecond).why).toBe("gate-failed");
    const said = [...both("2027-01-01"), document("insurance", "2028-01-01", { grade: "self-declared" })];
    expect(offerability(approved, said, lastSecond).offerable).toBe(false);
  });
});

describe("an unvetted carrier", () => {
  it("is offered until the end of the merchant's day", () => {
    expect(offerability(unvetted("2026-11-23"), [], lastSecond)).toEqual({
      offerable: true,
      why: "unvetted-until",
      until: "2026-11-23",
    });
    expect(offerability(unvetted("2026-11-23"), [], firstSecond)).toMatchObject({
      offerable: false,
      why: "unvetted-too-late",
    });
  });

  it("is not offered before the merchant sets a day", () => {
    expect(offerability(unvetted(null), [], lastSecond)).toMatchObject({
      offerable: false,
      why: "not-reviewed",
    });
  });

  it("is ended at once by a document that ran out, and bounded by one that will", () => {
    const over = [document("insurance", "2026-11-22")];
    expect(offerability(unvetted("2026-12-31"), over, lastSecond).why).toBe("gate-failed");
    const soon = [document("insurance", "2026-12-01", { grade: "self-declared" })];
    expect(offerability(unvetted("2026-12-31"), soon, lastSecond)).toMatchObject({
      offerable: true,
      until: "2026-12-01",
    });
  });
});

it.each(["suspended", "rejected"] as const)("whoever is %s is not offered, whatever else holds", (state) => {
  const documents = both("2027-01-01");
  expect(offerability({ state, offerUntil: "2026-12-31" }, documents, lastSecond)).toMatchObject({
    offerable: false,
    why: state,
  });
});

it("who was entered by hand waits for a decision", () => {
  expect(offerability({ state: "draft", offerUntil: null }, both("2027-01-01"), lastSecond).why).toBe(
    "not-reviewed",
  );
});

describe("the day a merchant may set", () => {
  it("is at most 60 days ahead, by the shop's calendar", () => {
    expect(latestUnvettedDay(lastSecond)).toBe("2027-01-22");
    expect(latestUnvettedDay(firstSecond)).toBe("2027-01-23");
    expect(readUnvettedDay("2027-01-22", lastSecond)).toEqual({ ok: true, value: "2027-01-22" });
    expect(readUnvettedDay("2027-01-23", lastSecond)).toEqual({ ok: false, problem: "until-too-far" });
  });

  it("begins today", () => {
    expect(readUnvettedDay("2026-11-23", lastSecond).ok).toBe(true);
    expect(readUnvettedDay("2026-11-23", firstSecond)).toEqual({ ok: false, problem: "until-past" });
  });
});

describe("the document that counts", () => {
  it("is the one entered last, whatever its dates, so that a mistake can be corrected", () => {
    const mistaken = document("licence", "2062-11-23");
    const corrected = document("licence", "2026-11-20");
    for (const documents of [
      [mistaken, corrected],
      [corrected, mistaken],
    ]) {
      expect(currentDocument(documents, "licence")).toBe(corrected);
      expect(gatesOn(documents, "2026-11-23")).toMatchObject([
        { gate: "licence", state: "expired" },
        { gate: "insurance", state: "missing" },
      ]);
      expect(nextExpiry(documents)).toBe("2026-11-20");
    }
  });
});
