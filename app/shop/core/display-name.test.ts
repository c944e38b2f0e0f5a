import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestDisplayName, readDisplayName } from "./display-name";

describe("a display name", () => {
  it.each([
    ["  Li  Wei ", "Li Wei"],
    ["李\u3000伟", "李 伟"],
    ["Zoe\u0308", "Zoë"],
    ["👩‍👩‍👧 Ana", "👩‍👩‍👧 Ana"],
  ])("is tidied: %j becomes %j", (text, name) => {
    expect(readDisplayName(text)).toEqual({ ok: true, value: name });
  });

  it.each([
    ["", "name-empty"],
    ["   ", "name-empty"],
    ["…", "name-empty"],
    ["x".repeat(61), "name-too-long"],
    ["Ana\u0000", "name-unreadable"],
    ["Ana\u202egnirts", "name-unreadable"],
    ["Ana\ud800", "name-unreadable"],
  ])("is refused: %j with %s", (text, code) => {
    expect(readDisplayName(text)).toEqual({ ok: false, problem: code });
  });

  it("counts what a person sees as one character once", () => {
    expect(readDisplayName(`a${"👩‍👩‍👧".repeat(longestDisplayName - 1)}`).ok).toBe(true);
  });

  it("reads any text without throwing, and reads its own answer unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readDisplayName(text);
        if (read.ok) expect(readDisplayName(read.value)).toEqual(read);
      }),
    );
  });
});
