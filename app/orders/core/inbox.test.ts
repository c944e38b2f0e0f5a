import { describe, expect, it } from "vitest";
import { afterFailure, mostAttempts, readTriggeredAt } from "./inbox";

describe("a delivery that fails", () => {
  it("is tried again later and later, then parked", () => {
    const waits = Array.from({ length: mostAttempts }, (_, index) => afterFailure(index + 1));
    expect(waits.at(-1)).toEqual({ park: true });
    expect(waits.slice(0, 3)).toEqual([
      { park: false, retryInMs: 5_000 },
      { park: false, retryInMs: 25_000 },
      { park: false, retryInMs: 125_000 },
    ]);
  });
});

describe("the time of the event", () => {
  const received = new Date("2026-11-23T10:00:00.000Z");

  it.each([
    ["2026-11-23T09:59:00.123456789Z", "2026-11-23T09:59:00.123Z"],
    ["2026-11-22T22:00:00-05:00", "2026-11-23T03:00:00.000Z"],
  ])("is read from %s", (header, at) => {
    expect(readTriggeredAt(header, received).toISOString()).toBe(at);
  });

  it.each([undefined, "", "yesterday", "2026-13-45T00:00:00Z", "2099-01-01T00:00:00Z"])(
    "is the time of receipt when the header is %s",
    (header) => expect(readTriggeredAt(header, received)).toBe(received),
  );
});
