import { describe, expect, it } from "vitest";
import {
  decide,
  decisions,
  legalDecisions,
  needsSecondPerson,
  providerStates,
  type Signing,
} from "./decision";
import type { Gate } from "./gates";

const gate = (state: Gate["state"], name: Gate["gate"]): Gate => ({
  gate: name,
  state,
  documentId: null,
  validUntil: null,
});
const passed = [gate("in-force", "licence"), gate("in-force", "insurance")];
const alone: Signing = { signer: "1", severalDeciders: false, last: null, documents: [] };

/** Every legal step, written out: whatever is missing here must be refused. */
const legal: Record<string, string> = {
  "found approve": "approved",
  "found conditional": "conditional",
  "found reject": "rejected",
  "found suspend": "suspended",
  "draft approve": "approved",
  "draft conditional": "conditional",
  "draft reject": "rejected",
  "approved conditional": "conditional",
  "approved suspend": "suspended",
  "conditional approve": "approved",
  "conditional reject": "rejected",
  "conditional suspend": "suspended",
  "rejected conditional": "conditional",
  "suspended reinstate": "conditional",
  "suspended reject": "rejected",
};

describe("a decision", () => {
  it.each(providerStates.flatMap((state) => decisions.map((decision) => [state, decision] as const)))(
    "from %s to %s leads where the table says, or is refused",
    (state, decision) => {
      const to = legal[`${state} ${decision}`];
      const outcome = to ? { ok: true, value: to } : { ok: false, problem: "illegal-transition" };
      expect(decide(state, decision, passed, alone)).toEqual(outcome);
      expect(legalDecisions(state).includes(decision)).toBe(to !== undefined);
    },
  );

  it.each(["missing", "unproven", "expired"] as const)("for a provider waits while a gate is %s", (state) => {
    const gates = [gate("in-force", "licence"), gate(state, "insurance")];
    const refused = { ok: false, problem: "gate-failed" };
    expect(decide("draft", "approve", gates, alone)).toEqual(refused);
    expect(decide("draft", "conditional", gates, alone)).toEqual(refused);
    expect(decide("suspended", "reinstate", gates, alone)).toEqual(refused);
  });

  it("against a provider asks no gate", () => {
    expect(decide("found", "suspend", [], alone)).toEqual({ ok: true, value: "suspended" });
    expect(decide("draft", "reject", [gate("missing", "licence")], alone).ok).toBe(true);
  });
});

describe("lifting a suspension", () => {
  const byHand = { decision: "suspend", signedBy: "1" } as const;
  const byItself = { decision: "suspend", signedBy: null } as const;
  const several = { ...alone, severalDeciders: true };

  it("waits for somebody other than who suspended", () => {
    expect(needsSecondPerson({ ...several, last: byHand })).toBe(true);
    expect(needsSecondPerson({ ...several, last: byHand, signer: "2" })).toBe(false);
    expect(decide("suspended", "reinstate", passed, { ...several, last: byHand })).toEqual({
      ok: false,
      problem: "second-person-needed",
    });
  });

  it("after a document ran out waits for somebody other than who entered the next", () => {
    expect(needsSecondPerson({ ...several, last: byItself, documents: [{ addedBy: "1" }] })).toBe(true);
    expect(needsSecondPerson({ ...several, last: byItself, documents: [{ addedBy: "2" }] })).toBe(false);
  });

  it("waits for nobody where only one person may decide", () => {
    expect(needsSecondPerson({ ...alone, last: byHand })).toBe(false);
  });
});
