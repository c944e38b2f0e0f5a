import { describe, expect, it } from "vitest";
import { pauseAfter } from "./live-refresh";
import { isServerOutOfReach } from "./server-out-of-reach";

describe("the pause before the next refresh", () => {
  it("is five seconds while all is well and doubles with every failure, up to a minute", () => {
    expect([0, 1, 2, 3, 4, 5, 50].map(pauseAfter)).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000,
    ]);
  });
});

describe("a server out of reach", () => {
  it("is a network that fails or an answer of the 500s", () => {
    expect(isServerOutOfReach(new TypeError("Failed to fetch"))).toBe(true);
    expect(isServerOutOfReach(new Response(null, { status: 503 }))).toBe(true);
  });

  it("is not a server that says no, nor anything else that is thrown", () => {
    expect(isServerOutOfReach(new Response(null, { status: 403 }))).toBe(false);
    expect(isServerOutOfReach(new Response(null, { status: 302 }))).toBe(false);
    expect(isServerOutOfReach(undefined)).toBe(false);
  });
});
