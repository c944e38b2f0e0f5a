import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessDays, afterBusinessDays, dayAt, endOfDay, isDay, noonOf } from "./destination-calendar";
import { promiseByDefault, verdictAt } from "./promise";

const promised = { from: "2026-11-18", by: "2026-11-20" };

describe("the destination's calendar", () => {
  it.each([
    ["DE", "2026-11-20T22:59:59Z", "2026-11-20"],
    ["DE", "2026-11-20T23:00:00Z", "2026-11-21"],
    // Across the date line: already the next day, or still the day before.
    ["NZ", "2026-11-20T11:00:00Z", "2026-11-21"],
    ["AS", "2026-11-20T10:59:59Z", "2026-11-19"],
    ["JP", "2026-11-20T15:00:00Z", "2026-11-21"],
    // The last clock of several zones: Honolulu, Rio Branco.
    ["US", "2026-11-21T09:59:59Z", "2026-11-20"],
    ["BR", "2026-11-21T04:59:59Z", "2026-11-20"],
    // No zone known: the last clock on Earth.
    ["XK", "2026-11-21T11:59:59Z", "2026-11-20"],
    [null, "2026-11-21T11:59:59Z", "2026-11-20"],
  ])("of %s reads %s as %s", (country, instant, day) => {
    expect(dayAt(new Date(instant), country)).toBe(day);
  });

  it("ends a day of 23 or 25 hours at its own midnight", () => {
    const length = (day: string, before: string) =>
      (endOfDay(day, "DE").getTime() - endOfDay(before, "DE").getTime()) / 3_600_000;
    expect(length("2026-03-29", "2026-03-28")).toBe(23);
    expect(length("2026-10-25", "2026-10-24")).toBe(25);
  });

  it("ends a day at the instant after which the country has left it, everywhere and always", () => {
    const countries = fc.constantFrom("DE", "US", "BR", "RU", "AU", "KI", "SA", "NP", "WS", "XK", "ZZ", null);
    const days = fc
      .integer({ min: 0, max: 4_000 })
      .map((offset) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(countries, days, (country, day) => {
        const end = endOfDay(day, country);
        expect(dayAt(new Date(end.getTime() - 1), country) <= day).toBe(true);
        expect(dayAt(end, country) > day).toBe(true);
        expect(dayAt(noonOf(day, country), country)).toBe(day);
      }),
      { numRuns: 300 },
    );
  });

  it("counts business days by the country's own weekend", () => {
    expect(addBusinessDays("2026-11-19", 2, "DE")).toBe("2026-11-23");
    // Friday and Saturday are free in Saudi Arabia.
    expect(addBusinessDays("2026-11-19", 2, "SA")).toBe("2026-11-23");
    expect(addBusinessDays("2026-11-19", 1, "SA")).toBe("2026-11-22");
    expect(addBusinessDays("2026-11-21", 0, "DE")).toBe("2026-11-21");
  });

  it("keeps the time of day over a change of clocks", () => {
    // From Friday before the clocks go back to Monday after it, in Berlin.
    const later = afterBusinessDays(new Date("2026-10-23T10:00:00Z"), 1, "DE");
    expect(later.toISOString()).toBe("2026-10-26T11:00:00.000Z");
  });

  it("knows what is a day", () => {
    expect(["2026-02-28", "2028-02-29"].map(isDay)).toEqual([true, true]);
    expect(["2026-02-29", "2026-2-1", "x", "", "+002026-01-01", "2026-13-01"].some(isDay)).toBe(false);
  });
});

describe("a verdict", () => {
  it.each([
    ["2026-11-17T22:59:59Z", "early"],
    ["2026-11-17T23:00:00Z", "on-time"],
    ["2026-11-20T22:59:59Z", "on-time"],
    ["2026-11-20T23:00:00Z", "late"],
  ])("on a delivery in Germany at %s is %s", (instant, verdict) => {
    expect(verdictAt(new Date(instant), "DE", promised)).toBe(verdict);
  });

  it("blames nobody for a day that may not have ended where the parcel went", () => {
    expect(verdictAt(new Date("2026-11-21T09:59:00Z"), "US", promised)).toBe("on-time");
    expect(verdictAt(new Date("2026-11-21T10:00:00Z"), "US", promised)).toBe("late");
  });
});

describe("the usual transit", () => {
  const defaults = [
    { country: "*", minDays: 10, maxDays: 15 },
    { country: "DE", minDays: 2, maxDays: 4 },
  ];

  it("of the country is taken before that of all others, and none makes no promise", () => {
    expect(promiseByDefault(defaults, "DE", "2026-11-16")).toEqual({ from: "2026-11-18", by: "2026-11-20" });
    expect(promiseByDefault(defaults, "BR", "2026-11-16")?.by).toBe("2026-12-07");
    expect(promiseByDefault([], "DE", "2026-11-16")).toBeNull();
  });
});
