import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLine } from "./read-line";

describe("a line a person typed", () => {
  it.each([
    ["  two\r\nlines ", { ok: true, value: "two lines" }],
    ["…", { ok: false, problem: "empty" }],
    ["x".repeat(11), { ok: false, problem: "too-long" }],
    ["a\u0000b", { ok: false, problem: "unreadable" }],
    ["a\u202eb", { ok: false, problem: "unreadable" }],
    ["\ud800", { ok: false, problem: "unreadable" }],
  ])("%j is read as %j", (text, outcome) => {
    expect(readLine(text, 10)).toEqual(outcome);
  });

  it("is read without throwing, and its own answer unchanged", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readLine(text, 100);
        if (read.ok) expect(readLine(read.value, 100)).toEqual(read);
      }),
    );
  });
});
