import { describe, expect, it } from "vitest";
import { type Expected, forecastOf, predictedLateSince } from "./forecast";
import type { Lane } from "./lane";

const sentAt = new Date("2026-11-16T09:00:00Z");
/** `counts[days]` parcels took so many days. */
const lane = (counts: Record<number, number>): Lane => ({
  sent: 0,
  heard: 0,
  days: Object.entries(counts).flatMap(([days, count]) => Array<number>(count).fill(Number(days))),
});
const base: Expected = {
  state: "in-transit",
  sentAt,
  country: "DE",
  promisedBy: "2026-11-24",
  events: [],
  lane: null,
};
const scan = (happenedAt: string, estimate: string | null, status = "in_transit") => ({
  id: happenedAt,
  status,
  happenedAt: new Date(happenedAt),
  estimatedDeliveryAt: estimate === null ? null : new Date(estimate),
});
const noon = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

describe("a forecast", () => {
  it("is what the carrier names, by the destination's calendar, and the latest it named", () => {
    const events = [
      scan("2026-11-17T09:00:00Z", "2026-11-22T12:00:00Z"),
      // Eleven in the evening UTC is the next day in Berlin.
      scan("2026-11-18T09:00:00Z", "2026-11-24T23:00:00Z"),
      scan("2026-11-19T09:00:00Z", null),
    ];
    expect(forecastOf({ ...base, events }, noon(20))).toMatchObject({
      source: "carrier",
      from: "2026-11-25",
      by: "2026-11-25",
    });
    expect(predictedLateSince({ ...base, events }, noon(20))).toEqual(new Date("2026-11-18T09:00:00Z"));
  });

  it("warns once, when the carrier first names a day after the promise, and takes it back with an earlier one", () => {
    const late = [
      scan("2026-11-17T09:00:00Z", "2026-11-25T12:00:00Z"),
      scan("2026-11-18T09:00:00Z", "2026-11-26T12:00:00Z"),
    ];
    expect(predictedLateSince({ ...base, events: late }, noon(18))).toEqual(late[0]?.happenedAt);
    const back = [...late, scan("2026-11-19T09:00:00Z", "2026-11-23T12:00:00Z")];
    expect(predictedLateSince({ ...base, events: back }, noon(19))).toBeNull();
    const again = [...back, scan("2026-11-20T09:00:00Z", "2026-11-25T12:00:00Z")];
    expect(predictedLateSince({ ...base, events: again }, noon(20))).toEqual(again[3]?.happenedAt);
  });

  it("believes no carrier whose day has passed", () => {
    const events = [scan("2026-11-17T09:00:00Z", "2026-11-19T12:00:00Z")];
    expect(forecastOf({ ...base, events }, noon(19))?.source).toBe("carrier");
    expect(forecastOf({ ...base, events }, noon(20))).toBeNull();
    const known = lane({ 9: 30 });
    expect(forecastOf({ ...base, events, lane: known }, noon(20))).toMatchObject({
      source: "history",
      by: "2026-11-25",
    });
  });

  it("is today for a parcel that is being brought", () => {
    const events = [scan("2026-11-20T06:00:00Z", "2026-11-30T12:00:00Z", "out_for_delivery")];
    const brought: Expected = { ...base, state: "out-for-delivery", events, lane: lane({ 20: 40 }) };
    expect(forecastOf(brought, noon(20))).toMatchObject({ from: "2026-11-20", by: "2026-11-20" });
    expect(predictedLateSince(brought, noon(20))).toBeNull();
  });

  it("rests on twenty deliveries, and is none with nineteen", () => {
    expect(forecastOf({ ...base, lane: lane({ 5: 19 }) }, noon(17))).toBeNull();
    expect(forecastOf({ ...base, lane: lane({ 5: 20 }) }, noon(17))).toEqual({
      source: "history",
      from: "2026-11-21",
      by: "2026-11-21",
      of: 20,
      late: 0,
    });
  });

  it("leaves out the fastest and the slowest of a hundred, and those that were already there", () => {
    const days = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [index + 1, 1]));
    const expected = { ...base, promisedBy: null, lane: lane(days) };
    expect(forecastOf(expected, noon(16))).toMatchObject({ from: "2026-11-21", by: "2027-02-19", of: 100 });
    // Ten days on, ninety-one took at least as long.
    expect(forecastOf(expected, noon(26))).toMatchObject({ from: "2026-11-30", of: 91, late: null });
  });

  it("grows worse as time passes: half of those as slow came late", () => {
    // Promised in eight days; of forty, thirty came within six days and ten took twelve.
    const expected = { ...base, lane: lane({ 6: 30, 12: 10 }) };
    expect(forecastOf(expected, noon(17))).toMatchObject({ of: 40, late: 10 });
    // The seventh day begins at midnight in Berlin.
    expect(predictedLateSince(expected, noon(17))).toEqual(new Date("2026-11-22T23:00:00Z"));
    expect(forecastOf(expected, noon(23))).toMatchObject({ of: 10, late: 10, by: "2026-11-28" });
    expect(predictedLateSince({ ...expected, lane: lane({ 6: 30, 12: 3 }) }, noon(17))).toBeNull();
    expect(predictedLateSince({ ...expected, lane: lane({ 12: 40 }) }, noon(17))).toEqual(sentAt);
  });

  it("is none for what no longer travels, and none without a promise to miss", () => {
    const known = { ...base, lane: lane({ 12: 40 }) };
    for (const state of ["delivered", "failed", "returning", "ready-for-pickup", "cancelled"] as const) {
      expect(forecastOf({ ...known, state }, noon(17))).toBeNull();
      expect(predictedLateSince({ ...known, state }, noon(17))).toBeNull();
    }
    expect(predictedLateSince({ ...known, promisedBy: null }, noon(17))).toBeNull();
  });
});
