import { describe, expect, it } from "vitest";
import { addDays, calendarDay, startOfDay } from "./calendar";

describe("the start of a day", () => {
  it.each([
    ["2026-11-23T03:00:00Z", "Asia/Shanghai", 0, "2026-11-22T16:00:00.000Z"],
    ["2026-11-23T03:00:00Z", "America/Sao_Paulo", 0, "2026-11-23T03:00:00.000Z"],
    ["2026-11-23T02:59:59Z", "America/Sao_Paulo", 0, "2026-11-22T03:00:00.000Z"],
    ["2026-03-29T12:00:00Z", "Europe/Berlin", 0, "2026-03-28T23:00:00.000Z"],
    ["2026-03-30T12:00:00Z", "Europe/Berlin", 2, "2026-03-27T23:00:00.000Z"],
    ["2026-06-01T00:10:00Z", "Asia/Kathmandu", 0, "2026-05-31T18:15:00.000Z"],
    ["2026-04-24T12:00:00Z", "Africa/Cairo", 0, "2026-04-23T22:00:00.000Z"],
    // Half an hour of summer time; a day left out at the date line; a leap day.
    ["2026-10-05T12:00:00Z", "Australia/Lord_Howe", 0, "2026-10-04T13:00:00.000Z"],
    ["2026-10-05T12:00:00Z", "Australia/Lord_Howe", 1, "2026-10-03T13:30:00.000Z"],
    ["2011-12-31T12:00:00Z", "Pacific/Apia", 0, "2011-12-31T10:00:00.000Z"],
    ["2028-03-01T12:00:00Z", "Asia/Kathmandu", 1, "2028-02-28T18:15:00.000Z"],
    ["2026-11-23T03:00:00Z", "Not/AZone", 0, "2026-11-23T00:00:00.000Z"],
  ])("of %s in %s, %i days back, is %s", (at, zone, daysBack, start) => {
    expect(startOfDay(new Date(at), zone, daysBack).toISOString()).toBe(start);
  });
});

describe("a calendar day", () => {
  it.each([
    ["2026-11-23T15:59:59.999Z", "Asia/Shanghai", "2026-11-23"],
    ["2026-11-23T16:00:00Z", "Asia/Shanghai", "2026-11-24"],
    ["2026-11-24T02:59:59Z", "America/Sao_Paulo", "2026-11-23"],
    ["2026-11-23T23:59:59Z", "Not/AZone", "2026-11-23"],
  ])("of %s in %s is %s", (at, zone, day) => {
    expect(calendarDay(new Date(at), zone)).toBe(day);
  });

  it("is followed by others, over the ends of months and years", () => {
    expect(addDays("2026-12-20", 60)).toBe("2027-02-18");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  });
});
