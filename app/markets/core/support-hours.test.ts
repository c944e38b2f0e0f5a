import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addBusinessMinutes,
  businessMinutesBetween,
  isOpen,
  nextOpening,
  type SupportHours,
  type Weekday,
} from "./support-hours";

const weekdays = (from: string, to: string) =>
  ([1, 2, 3, 4, 5] as Weekday[]).map((day) => ({ day, from, to }));
const berlin: SupportHours = { zone: "Europe/Berlin", weekly: weekdays("09:00", "18:00"), holidays: [] };
const at = (text: string) => new Date(text);

describe("support hours", () => {
  it("begin with their first minute and end before their last instant, by the local clock", () => {
    expect(isOpen(at("2026-11-23T08:00:00Z"), berlin)).toBe(true);
    expect(isOpen(at("2026-11-23T07:59:59Z"), berlin)).toBe(false);
    expect(isOpen(at("2026-11-23T17:00:00Z"), berlin)).toBe(false);
    // Summer time: the same local hour is an hour earlier.
    expect(isOpen(at("2026-07-06T07:00:00Z"), berlin)).toBe(true);
  });

  it("know days off", () => {
    expect(isOpen(at("2026-11-21T12:00:00Z"), berlin)).toBe(false);
    expect(isOpen(at("2026-12-25T12:00:00Z"), { ...berlin, holidays: ["2026-12-25"] })).toBe(false);
    expect(nextOpening(at("2026-11-20T18:00:00Z"), berlin)).toEqual(at("2026-11-23T08:00:00Z"));
    expect(nextOpening(at("2026-11-23T10:00:00Z"), berlin)).toEqual(at("2026-11-23T10:00:00Z"));
  });

  it("count as always open when a week has none", () => {
    const never = { ...berlin, weekly: [] };
    expect(addBusinessMinutes(at("2026-11-21T23:00:00Z"), 60, never)).toEqual(at("2026-11-22T00:00:00Z"));
    expect(isOpen(at("2026-11-22T03:00:00Z"), never)).toBe(true);
  });
});

describe("a clock that runs in support hours only", () => {
  const due = (start: string, minutes: number, support = berlin) =>
    addBusinessMinutes(at(start), minutes, support).toISOString();

  it("stands still at night, at weekends and on holidays", () => {
    expect(due("2026-11-23T08:00:00Z", 240)).toBe("2026-11-23T12:00:00.000Z");
    // Friday 17:00 with four hours to go: one on Friday, three on Monday.
    expect(due("2026-11-20T16:00:00Z", 240)).toBe("2026-11-23T11:00:00.000Z");
    expect(due("2026-11-21T12:00:00Z", 240)).toBe("2026-11-23T12:00:00.000Z");
    expect(due("2026-11-21T12:00:00Z", 240, { ...berlin, holidays: ["2026-11-23"] })).toBe(
      "2026-11-24T12:00:00.000Z",
    );
  });

  it("stands still at lunch", () => {
    const weekly = [
      { day: 1 as const, from: "09:00", to: "12:00" },
      { day: 1 as const, from: "13:00", to: "18:00" },
    ];
    expect(due("2026-11-23T08:00:00Z", 240, { ...berlin, weekly })).toBe("2026-11-23T13:00:00.000Z");
  });

  it("counts elapsed minutes in the nights in which the clock changes", () => {
    const always = ([1, 2, 3, 4, 5, 6, 7] as Weekday[]).map((day) => ({ day, from: "00:00", to: "24:00" }));
    for (const zone of [
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "Africa/Cairo",
      "Asia/Kathmandu",
      "Pacific/Apia",
    ]) {
      const support = { zone, weekly: always, holidays: [] };
      expect(due("2026-03-28T12:00:00Z", 1_440, support)).toBe("2026-03-29T12:00:00.000Z");
      expect(due("2026-10-24T12:00:00Z", 1_440, support)).toBe("2026-10-25T12:00:00.000Z");
    }
    // The half hour of Lord Howe and the leap day are counted as they pass.
    const island = { zone: "Australia/Lord_Howe", weekly: always, holidays: [] };
    expect(due("2026-10-03T12:00:00Z", 1_440, island)).toBe("2026-10-04T12:00:00.000Z");
    expect(due("2028-02-28T12:00:00Z", 2_880, island)).toBe("2028-03-01T12:00:00.000Z");
    // Two to four o'clock local: one of these hours is skipped on 29 March 2026.
    const nights = {
      zone: "Europe/Berlin",
      weekly: [{ day: 7 as const, from: "02:00", to: "04:00" }],
      holidays: [],
    };
    expect(businessMinutesBetween(at("2026-03-29T00:00:00Z"), at("2026-03-29T12:00:00Z"), nights)).toBe(60);
  });
});

describe("for any calendar, zone and instant", () => {
  const time = fc
    .integer({ min: 0, max: 47 })
    .map((half) => `${String(half >> 1).padStart(2, "0")}:${half % 2 ? "30" : "00"}`);
  const hours = fc
    .record({
      day: fc.integer({ min: 1, max: 7 }).map((day) => day as Weekday),
      from: time,
      to: fc.oneof(time, fc.constant("24:00")),
    })
    .filter(({ from, to }) => from < to);
  const support: fc.Arbitrary<SupportHours> = fc.record({
    zone: fc.constantFrom(
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Asia/Riyadh",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Africa/Cairo",
      "Pacific/Apia",
      "No/Where",
    ),
    weekly: fc.array(hours, { minLength: 1, maxLength: 6 }),
    holidays: fc.array(
      fc.integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, "0")}`),
      { maxLength: 3 },
    ),
  });
  const instant = fc.date({
    min: at("2026-01-01T00:00:00Z"),
    max: at("2027-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const minutes = fc.integer({ min: 1, max: 5_000 });

  it("exactly the minutes asked for have passed when they are over", () => {
    fc.assert(
      fc.property(support, instant, minutes, (calendar, start, wanted) => {
        const end = addBusinessMinutes(start, wanted, calendar);
        expect(businessMinutesBetween(start, end, calendar)).toBe(wanted);
        expect(isOpen(new Date(end.getTime() - 1), calendar)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("two shares add up to the whole, and more minutes never end sooner", () => {
    fc.assert(
      fc.property(support, instant, minutes, minutes, (calendar, start, first, second) => {
        const middle = addBusinessMinutes(start, first, calendar);
        const end = addBusinessMinutes(start, first + second, calendar);
        expect(addBusinessMinutes(middle, second, calendar)).toEqual(end);
        expect(end.getTime()).toBeGreaterThan(middle.getTime());
      }),
      { numRuns: 300 },
    );
  });

  it("the next opening is open, and nothing before it was", () => {
    fc.assert(
      fc.property(support, instant, (calendar, start) => {
        const opening = nextOpening(start, calendar);
        expect(opening && isOpen(opening, calendar)).toBe(true);
        expect(opening && businessMinutesBetween(start, opening, calendar)).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
