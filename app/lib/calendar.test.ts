import { describe, expect, it } from "vitest";
import { startOfDay } from "./calendar";

describe("the start of a day", () => {
  it.each([
    ["2026-11-23T03:00:00Z", "Asia/Shanghai", 0, "2026-11-22T16:00:00.000Z"],
    ["2026-11-23T03:00:00Z", "America/Sao_Paulo", 0, "2026-11-23T03:00:00.000Z"],
    ["2026-11-23T02:59:59Z", "America/Sao_Paulo", 0, "2026-11-22T03:00:00.000Z"],
    ["2026-03-29T12:00:00Z", "Europe/Berlin", 0, "2026-03-28T23:00:00.000Z"],
    ["2026-03-30T12:00:00Z", "Europe/Berlin", 2, "2026-03-27T23:00:00.000Z"],
    ["2026-06-01T00:10:00Z", "Asia/Kathmandu", 0, "2026-05-31T18:15:00.000Z"],
    ["2026-04-24T12:00:00Z", "Africa/Cairo", 0, "2026-04-23T22:00:00.000Z"],
    ["2026-11-23T03:00:00Z", "Not/AZone", 0, "2026-11-23T00:00:00.000Z"],
  ])("of %s in %s, %i days back, is %s", (at, zone, daysBack, start) => {
    expect(startOfDay(new Date(at), zone, daysBack).toISOString()).toBe(start);
  });
});
