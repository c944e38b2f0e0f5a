import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closestLanguage, inForce, marketOf, nothingSaid, readiness, type StoreMarket } from "./market";
import { type MarketFields, readMarketFields, toMarketFields } from "./market-form";

const market = (id: string, ...codes: string[]): StoreMarket => ({
  id,
  handle: id,
  name: id.toUpperCase(),
  active: true,
  currency: "EUR",
  languages: ["pt-BR", "en"],
  countries: codes.map((code) => ({ code, currency: code === "SA" ? "SAR" : "AED" })),
});
const shop = { timezone: "Asia/Shanghai", currency: "USD" };
const empty = toMarketFields(nothingSaid);

describe("the market of a country", () => {
  it("is the active one with the fewest countries, and none where no market holds it", () => {
    const markets = [
      market("gulf", "SA", "AE"),
      market("saudi", "SA"),
      { ...market("off", "BR"), active: false },
    ];
    expect(marketOf("SA", markets)?.id).toBe("saudi");
    expect(marketOf("AE", markets)?.id).toBe("gulf");
    expect(marketOf("BR", markets)).toBeNull();
    expect(marketOf(null, markets)).toBeNull();
  });
});

describe("what is in force", () => {
  it("has a value for everything where nothing was said", () => {
    expect(inForce(null, nothingSaid, nothingSaid, shop)).toMatchObject({
      id: "default",
      language: "en",
      currency: "USD",
      dutiesPaidBy: "unknown",
      support: { zone: "Asia/Shanghai", holidays: [] },
    });
  });

  it("is the market's own word, then the default's, then what the store shows", () => {
    const own = { ...nothingSaid, zone: "Asia/Riyadh" };
    const fallback = {
      ...nothingSaid,
      zone: "UTC",
      language: "de" as const,
      dutiesPaidBy: "merchant" as const,
      dutiesSource: "terms",
      dutiesAsOf: "2026-11-01",
    };
    expect(inForce(market("gulf", "SA", "AE"), own, fallback, { ...shop, country: "SA" })).toMatchObject({
      language: "pt-BR",
      currency: "SAR",
      support: { zone: "Asia/Riyadh" },
      dutiesPaidBy: "merchant",
      dutiesSource: "terms",
    });
  });

  it("never lends a statement about duties another one's source", () => {
    const own = { ...nothingSaid, dutiesPaidBy: "unknown" as const };
    const fallback = { ...nothingSaid, dutiesPaidBy: "buyer" as const, dutiesSource: "customs" };
    expect(inForce(null, own, fallback, shop)).toMatchObject({ dutiesPaidBy: "unknown", dutiesSource: null });
  });

  it.each([
    ["zh-CN", "zh-Hans"],
    ["pt", "pt-BR"],
    ["de-AT", "de"],
    ["ko", null],
    ["", null],
    [null, null],
  ])("finds for %s the language %s", (tag, language) => {
    expect(closestLanguage(tag)).toBe(language);
  });
});

describe("a market's form", () => {
  const read = (change: Partial<MarketFields>) => readMarketFields({ ...empty, ...change });

  it("left empty says nothing", () => {
    expect(read({})).toEqual({ ok: true, value: nothingSaid });
  });

  it("reads a week as people write it", () => {
    const week = read({ monday: "9-18", tuesday: "09:00–12:30, 13:30—18:00", sunday: "0:00~24:00" });
    expect(week.ok && week.value.weekly).toEqual([
      { day: 1, from: "09:00", to: "18:00" },
      { day: 2, from: "09:00", to: "12:30" },
      { day: 2, from: "13:30", to: "18:00" },
      { day: 7, from: "00:00", to: "24:00" },
    ]);
  });

  it.each([
    [{ monday: "18-9" }, "hours-unreadable"],
    [{ monday: "9-12, 11-15" }, "hours-unreadable"],
    [{ monday: "morning" }, "hours-unreadable"],
    [{ monday: "9-25" }, "hours-unreadable"],
    [{ holidays: "2026-02-30" }, "holidays-unreadable"],
    [{ zone: "Mars/Base" }, "zone-unknown"],
    [{ email: "nobody" }, "email-unreadable"],
    [{ email: "a@b.example\r\nBcc: c@d.example" }, "email-unreadable"],
    [{ chat: "javascript:alert(1)" }, "chat-unreadable"],
    [{ phone: "0301234" }, "phone-unreadable"],
    [{ dutiesPaidBy: "buyer" }, "duties-unproven"],
    [{ dutiesAsOf: "yesterday" }, "date-unreadable"],
  ] as [Partial<MarketFields>, string][])("refuses %j: %s", (change, code) => {
    expect(read(change)).toEqual({ ok: false, problem: code });
  });

  it("shows again what it has read, and reads any text without throwing", () => {
    const field = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("9-18", "2026-12-25", "Asia/Riyadh"),
    );
    fc.assert(
      fc.property(field, field, field, field, (monday, holidays, zone, returnAddress) => {
        const settings = read({ monday, holidays, zone, returnAddress });
        if (!settings.ok) return;
        expect(readMarketFields(toMarketFields(settings.value))).toEqual(settings);
      }),
    );
  });

  it("is ready only with what was really said", () => {
    expect(readiness(market("gulf", "SA"), nothingSaid, nothingSaid)).toEqual({
      done: ["language"],
      next: "duties",
    });
    const said = read({
      monday: "9-18",
      email: "help@example.com",
      returnAddress: "Shenzhen",
      dutiesPaidBy: "buyer",
      dutiesSource: "terms",
      dutiesAsOf: "2026-11-01",
    });
    expect(readiness(market("gulf", "SA"), nothingSaid, said.ok ? said.value : nothingSaid).next).toBeNull();
  });
});
