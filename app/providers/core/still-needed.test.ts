import { expect, it } from "vitest";
import type { Gate } from "./gates";
import { stillNeeded } from "./still-needed";

const gate = (name: Gate["gate"], state: Gate["state"]): Gate => ({
  gate: name,
  state,
  documentId: null,
  validUntil: null,
});

it("what is still needed names gates first, then the provider's own answers, then parcels", () => {
  const gates = [gate("licence", "missing"), gate("insurance", "expired")];
  expect(stillNeeded({ gates, decided: 12, form: null })).toEqual([
    { what: "document", gate: "licence", state: "missing", minutes: 5 },
    { what: "document", gate: "insurance", state: "expired", minutes: 5 },
    { what: "invite", minutes: 1 },
    { what: "parcels", missing: 18 },
  ]);
});

it("nothing is needed once gates are in force, the form is whole and enough parcels are counted", () => {
  const gates = [gate("licence", "in-force"), gate("insurance", "in-force")];
  expect(stillNeeded({ gates, decided: 30, form: { open: 0, minutes: 0 } })).toEqual([]);
  expect(stillNeeded({ gates, decided: 30, form: { open: 4, minutes: 5 } })).toEqual([
    { what: "form", open: 4, minutes: 5 },
  ]);
});
