import { describe, expect, it } from "vitest";
import { describeError } from "./describe-error";

describe("errors in the log", () => {
  it("keep kind, code and place and lose the message, in which libraries quote values", () => {
    const error = Object.assign(new TypeError("Invalid token eyJhbGciOi for zoe@example.com"), {
      code: "P2002",
    });
    const line = JSON.stringify(describeError(new Error("outer zoe@example.com", { cause: error })));
    expect(line).not.toContain("zoe");
    expect(line).not.toContain("eyJ");
    expect(line).toContain("P2002");
    expect(line).toContain("describe-error.test");
  });
});
