import { describe, expect, it } from "vitest";
import { createFormat } from "./format";

const english = createFormat("en", "Asia/Shanghai");
const chinese = createFormat("zh-CN", "Asia/Shanghai");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

describe("money", () => {
  it("has as many decimals as its currency", () => {
    expect(english.money({ minor: 123_456, currency: "USD" })).toBe("$1,234.56");
    expect(english.money({ minor: 5_200, currency: "JPY" })).toBe("¥5,200");
    expect(plain(english.money({ minor: 18_250, currency: "KWD" }))).toBe("KWD 18.250");
    expect(plain(english.money({ minor: 1, currency: "BHD" }))).toBe("BHD 0.001");
  });

  it("keeps the sign and the cents of a refund", () => {
    expect(english.money({ minor: -5, currency: "EUR" })).toBe("-€0.05");
  });

  it("tells dollars and yen apart from the reader's own signs in Chinese", () => {
    expect(chinese.money({ minor: 9_900, currency: "USD" })).toBe("US$99.00");
    expect(chinese.money({ minor: 5_200, currency: "JPY" })).toBe("JP¥5,200");
  });
});

describe("time", () => {
  it("is shown in the shop's zone, also across midnight", () => {
    expect(plain(english.moment("2026-11-22T20:30:00.000Z"))).toBe("Nov 23, 2026, 4:30 AM");
    expect(plain(chinese.moment("2026-11-22T20:30:00.000Z"))).toBe("2026年11月23日 04:30");
    expect(english.clock("2026-11-22T16:00:05.000Z")).toBe("00:00:05");
  });

  it("says that it is UTC, which stands in for an unknown zone", () => {
    const utc = createFormat("en", "UTC");
    expect(plain(utc.moment("2026-11-22T20:30:00.000Z"))).toBe("Nov 22, 2026, 8:30 PM UTC");
  });

  it("counts elapsed time in the largest whole unit", () => {
    const now = "2026-11-23T12:00:00.000Z";
    expect(english.ago("2026-11-23T11:59:59.500Z", now)).toBe("now");
    expect(english.ago("2026-11-23T11:59:01.000Z", now)).toBe("59 seconds ago");
    expect(english.ago("2026-11-23T11:59:00.000Z", now)).toBe("1 minute ago");
    expect(english.ago("2026-11-22T12:00:01.000Z", now)).toBe("23 hours ago");
    expect(chinese.ago("2026-11-21T12:00:00.000Z", now)).toBe("2天前");
  });

  it("treats a moment ahead of the server's clock as now", () => {
    expect(english.ago("2026-11-23T12:00:30.000Z", "2026-11-23T12:00:00.000Z")).toBe("now");
  });

  it("names a length of time with its unit, never less than a second", () => {
    expect(english.span(0)).toBe("1 second");
    expect(english.span(190_000)).toBe("3 minutes");
    expect(chinese.span(190_000)).toBe("3分钟");
  });
});

describe("countries and counts", () => {
  it("are written in the reader's language", () => {
    expect(english.country("sa")).toBe("Saudi Arabia");
    expect(chinese.country("BR")).toBe("巴西");
    expect(english.count(12_480)).toBe("12,480");
  });

  it("shows a code nobody knows as it is", () => {
    expect(english.country("X1")).toBe("X1");
    expect(english.country("QQ")).toBe("QQ");
  });
});
