import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seen, sized } from "../../../tests/support/promise-form";
import { currencyDecimals } from "../../lib/money";
import { readDestination } from "./destination";
import { convertMinor, fromPlatformSubunits, toPlatformSubunits } from "./price";
import { promiseDates, weekends } from "./promise-dates";
import { quoteRates, type RateRequest } from "./quote";
import { type RuleSet, type Service, usualHandling, type Zone } from "./service";

const at = new Date("2026-11-23T03:00:00Z");

const zone = (change: Partial<Zone> = {}): Zone => ({
  countries: ["DE"],
  provinces: [],
  postcodes: [],
  tiers: [
    { from: 0, to: 500, minor: 490 },
    { from: 500, to: null, minor: 990 },
  ],
  transit: { min: 3, max: 5 },
  ...change,
});

const service = (change: Partial<Service> = {}): Service => ({
  id: "0199b6a0-0000-7000-8000-000000000001",
  code: "STD",
  providerId: "p1",
  tier: "standard",
  currency: "EUR",
  words: { en: { name: "Standard", description: "" }, de: { name: "Normal", description: "versichert" } },
  zones: [zone()],
  limits: { maxGrams: null, maxValueMinor: null },
  packaging: null,
  active: true,
  version: 1,
  ...change,
});

const rules = (change: Partial<RuleSet> = {}): RuleSet => ({
  version: 1,
  timezone: "Asia/Shanghai",
  handling: usualHandling,
  conversions: [],
  services: [service()],
  providers: { p1: { name: "One", offerable: true, why: "approved", until: null } },
  duties: { "": "unknown" },
  ...change,
});

const cart = (
  change: Partial<Omit<RateRequest, "to">> & { to?: Partial<RateRequest["to"]> } = {},
): RateRequest => ({
  grams: 400,
  pieces: 1,
  valueMinor: 5_000,
  currency: "EUR",
  locale: "en",
  at,
  ...change,
  to: { country: "DE", province: null, postcode: null, ...change.to },
});

const codes = (set: RuleSet, request: RateRequest) =>
  quoteRates(set, request).options.map((option) => option.code);
const whys = (set: RuleSet, request: RateRequest) =>
  quoteRates(set, request).trace.map((step) => `${step.code} ${step.rule} ${step.outcome} ${step.reason}`);

describe("a quote", () => {
  it("takes the most specific zone: postcode over province over country over the rest of the world", () => {
    const price = (minor: number) => [{ from: 0, to: null, minor }];
    const set = rules({
      services: [
        service({
          zones: [
            zone({ countries: [], tiers: price(4) }),
            zone({ countries: ["DE", "AT"], tiers: price(3) }),
            zone({ provinces: ["BE"], tiers: price(2) }),
            zone({ postcodes: ["1"], tiers: price(1) }),
            zone({ postcodes: ["101"], tiers: price(0) }),
          ],
        }),
      ],
    });
    const paid = (to: Partial<RateRequest["to"]>) => quoteRates(set, cart({ to })).options[0]?.minor;
    expect(paid({ country: "FR" })).toBe(4);
    expect(paid({ postcode: "80331" })).toBe(3);
    expect(paid({ province: "BE", postcode: "99999" })).toBe(2);
    expect(paid({ province: "BE", postcode: "12345" })).toBe(1);
    expect(paid({ province: "BE", postcode: "10115" })).toBe(0);
  });

  it("calls a rule unknown, not failed, when the address lacks what it asks for", () => {
    const set = rules({ services: [service({ zones: [zone({ postcodes: ["10"] })] })] });
    expect(codes(set, cart())).toEqual([]);
    expect(whys(set, cart())).toContain("STD zone unknown zone-lacks-postcode");
    expect(whys(rules(), cart({ to: { country: null } }))).toContain("STD zone unknown zone-lacks-country");
    expect(whys(set, cart({ to: { postcode: "99" } }))).toEqual([
      "STD state matched service-active",
      "STD provider matched provider-offerable",
      "STD zone not zone-none",
    ]);
  });

  it("puts the cheapest first, of equals by code, and says each position", () => {
    const set = rules({
      services: [
        service({ code: "B" }),
        service({ code: "A" }),
        service({ code: "CHEAP", zones: [zone({ tiers: [{ from: 0, to: null, minor: 1 }] })] }),
      ],
    });
    expect(codes(set, cart())).toEqual(["CHEAP", "A", "B"]);
  });

  it("offers special packaging as a rate of its own code and price", () => {
    const packaging = {
      suffix: "GIFT",
      surchargeMinor: 300,
      words: { en: { name: "Gift box", description: "" } },
    };
    const { options } = quoteRates(rules({ services: [service({ packaging })] }), cart({ locale: "de" }));
    expect(options.map(({ code, minor, name }) => [code, minor, name])).toEqual([
      ["STD", 490, "Normal"],
      ["STD+GIFT", 790, "Gift box"],
    ]);
  });

  it("offers nothing of a provider that may not be offered, or no longer may", () => {
    const one = (change: object) =>
      rules({ providers: { p1: { name: "One", offerable: true, why: "approved", until: null, ...change } } });
    expect(codes(one({ offerable: false, why: "suspended" }), cart())).toEqual([]);
    expect(codes(one({ until: "2026-11-23" }), cart())).toEqual(["STD"]);
    expect(whys(one({ until: "2026-11-22" }), cart())).toContain("STD provider not provider-until-passed");
    expect(whys(rules({ providers: {} }), cart())).toContain("STD provider unknown provider-unknown");
    expect(codes(rules({ services: [service({ active: false })] }), cart())).toEqual([]);
  });

  it("keeps to limits of weight and value", () => {
    const set = rules({ services: [service({ limits: { maxGrams: 1_000, maxValueMinor: 9_000 } })] });
    expect(codes(set, cart({ grams: 1_000, valueMinor: 9_000 }))).toEqual(["STD"]);
    expect(whys(set, cart({ grams: 1_001 }))).toContain("STD limits not too-heavy");
    expect(whys(set, cart({ valueMinor: 9_001 }))).toContain("STD limits not too-valuable");
    expect(whys(set, cart({ valueMinor: null }))).toContain("STD limits unknown too-valuable");
    expect(whys(set, cart({ pieces: 0 }))).toContain("STD limits not nothing-to-ship");
  });

  it("answers in the checkout's currency only by a rate the merchant set", () => {
    expect(whys(rules(), cart({ currency: "JPY" }))).toContain("STD currency not currency-not-convertible");
    const set = rules({ conversions: [{ from: "EUR", to: "JPY", rate: "163.5" }] });
    expect(quoteRates(set, cart({ currency: "JPY" })).options[0]).toMatchObject({
      minor: 801,
      currency: "JPY",
    });
  });

  it("speaks the buyer's language, with the promise and who pays duties", () => {
    const set = rules({ duties: { "": "unknown", DE: "merchant" } });
    const description = (locale: string) => quoteRates(set, cart({ locale })).options[0]?.description;
    expect(description("de")).toMatch(/^versichert · Kommt an: .*Nov.* · Zölle und Steuern inbegriffen$/);
    expect(description("nl")).toMatch(/^Arrives .* · Duties and taxes included$/);
    expect(description("ar")).toContain("يصل");
    expect(quoteRates(set, cart({ locale: "de-AT" })).options[0]?.name).toBe("Normal");
  });
});

describe("promise dates", () => {
  const ask = (when: string, change: Partial<Parameters<typeof promiseDates>[0]> = {}) =>
    promiseDates({
      at: new Date(when),
      timezone: "Australia/Sydney",
      handling: {
        cutOff: "12:00",
        processingDays: 2,
        workingDays: [1, 2, 3, 4, 5],
        holidays: ["2025-01-27"],
      },
      transit: { min: 2, max: 3 },
      country: "AU",
      ...change,
    });

  it("follow the platform's own worked example: Wednesday after the cut-off, a holiday on Monday", () => {
    expect(ask("2025-01-22T02:00:00Z")).toEqual({
      ships: "2025-01-28",
      from: "2025-01-30",
      by: "2025-01-31",
    });
  });

  it("count the cut-off by the warehouse's clock, the cut-off itself as late", () => {
    const handling = { ...usualHandling, cutOff: "14:00", processingDays: 0 };
    const shanghai = { timezone: "Asia/Shanghai", handling, transit: { min: 0, max: 0 } };
    expect(ask("2026-11-23T05:59:59Z", shanghai).ships).toBe("2026-11-23");
    expect(ask("2026-11-23T06:00:00Z", shanghai).ships).toBe("2026-11-24");
  });

  it("rest on the destination's own weekend", () => {
    const handling = { ...usualHandling, processingDays: 0 };
    const to = (country: string) =>
      ask("2026-11-26T01:00:00Z", { handling, timezone: "UTC", country, transit: { min: 1, max: 2 } });
    expect(to("SA")).toMatchObject({ from: "2026-11-29", by: "2026-11-30" });
    expect(to("DE")).toMatchObject({ from: "2026-11-27", by: "2026-11-30" });
  });

  it("use weekends as the runtime's own data has them", () => {
    const weekOf = (country: string) => {
      const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
        getWeekInfo(): { weekend: number[] };
      };
      return locale.getWeekInfo().weekend;
    };
    for (const [country, days] of Object.entries(weekends)) expect(weekOf(country), country).toEqual(days);
    for (const country of ["DE", "BR", "AE", "CN", "US"]) expect(weekOf(country)).toEqual([6, 7]);
  });
});

describe("amounts", () => {
  it("are the platform's subunits: times 100 without subunits, fils for three decimals", () => {
    expect(toPlatformSubunits(1_000, "JPY")).toBe("100000");
    expect(toPlatformSubunits(490, "EUR")).toBe("490");
    expect(toPlatformSubunits(1_250, "KWD")).toBe("1250");
    expect(fromPlatformSubunits("100000", "JPY")).toBe(1_000);
    expect(fromPlatformSubunits("1999", "EUR")).toBe(1_999);
    expect(fromPlatformSubunits("19.99", "EUR")).toBeNull();
    expect(fromPlatformSubunits(-1, "EUR")).toBeNull();
  });

  it("convert between zero, two and three decimals, rounding half up", () => {
    expect(convertMinor(100, "EUR", "JPY", "163.5")).toBe(164);
    expect(convertMinor(100, "USD", "KWD", "0.3075")).toBe(308);
    expect(convertMinor(1_000, "JPY", "USD", "0.0067")).toBe(670);
  });
});

/** The same price the slow way: fractions of BigInt, every zone looked at, nothing shared with the code under test. */
function slowPrice(set: RuleSet, one: Service, request: RateRequest, extra: bigint): bigint | null {
  const { country, province, postcode } = request.to;
  let best: { score: number; zone: Zone } | null = null;
  for (const candidate of one.zones) {
    let score = 0;
    if (candidate.countries.length === 0) score = 1;
    else if (country !== null && candidate.countries.indexOf(country) >= 0) {
      if (candidate.provinces.length === 0 && candidate.postcodes.length === 0) score = 10;
      if (province !== null && candidate.provinces.indexOf(province) >= 0) score = 100;
      for (const prefix of candidate.postcodes)
        if (postcode !== null && postcode.indexOf(prefix) === 0)
          score = Math.max(score, 1_000 + prefix.length);
    }
    if (score > 0 && (best === null || score > best.score)) best = { score, zone: candidate };
  }
  if (best === null) return null;
  const open = 10n ** 12n;
  const weight = BigInt(request.grams);
  for (const tier of best.zone.tiers) {
    if (weight < BigInt(tier.from) || weight >= (tier.to === null ? open : BigInt(tier.to))) continue;
    const total = BigInt(tier.minor) + extra;
    if (one.currency === request.currency) return total;
    const found = set.conversions.filter((x) => x.from === one.currency && x.to === request.currency)[0];
    if (!found) return null;
    const millionths = BigInt(Math.round(Number(found.rate) * 1_000_000));
    const numerator = total * millionths * 10n ** BigInt(currencyDecimals(request.currency));
    const denominator = 1_000_000n * 10n ** BigInt(currencyDecimals(one.currency));
    const rest = numerator % denominator;
    return numerator / denominator + (rest * 2n >= denominator ? 1n : 0n);
  }
  return null;
}

const currency = fc.constantFrom("USD", "EUR", "JPY", "KWD", "CLP");
const country = fc.constantFrom("DE", "BR", "SA", "JP");
const tiersOf = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 0, max: 50_000 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((steps) => {
    let from = 0;
    let minor = 0;
    return steps.map(([width, more], index) => {
      const tier = { from, to: index === steps.length - 1 ? null : from + width, minor: minor + more };
      from += width;
      minor += more;
      return tier;
    });
  });
const anyZone = fc.oneof(
  fc.record({ countries: fc.uniqueArray(country, { maxLength: 3 }), tiers: tiersOf }).map(zone),
  fc
    .record({
      countries: country.map((one) => [one]),
      provinces: fc.uniqueArray(fc.constantFrom("BE", "SP"), { maxLength: 2 }),
      postcodes: fc.uniqueArray(fc.constantFrom("1", "10", "101", "2"), { maxLength: 3 }),
      tiers: tiersOf,
    })
    .map(zone),
);
const anyRules = fc
  .record({
    services: fc.array(
      fc.record({
        currency,
        zones: fc.array(anyZone, { minLength: 1, maxLength: 4 }),
        surcharge: fc.option(fc.integer({ min: 0, max: 9_999 }), { nil: null }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    conversions: fc.uniqueArray(
      fc.record({
        from: currency,
        to: currency,
        rate: fc.integer({ min: 1, max: 500_000_000 }).map((millionths) => (millionths / 1e6).toFixed(6)),
      }),
      { selector: (one) => one.from + one.to, maxLength: 8 },
    ),
  })
  .map(({ services, conversions }) =>
    rules({
      conversions,
      services: services.map((one, index) =>
        service({
          code: `S${index}`,
          currency: one.currency,
          zones: one.zones,
          packaging:
            one.surcharge === null
              ? null
              : {
                  suffix: "GIFT",
                  surchargeMinor: one.surcharge,
                  words: { en: { name: "Gift", description: "" } },
                },
        }),
      ),
    }),
  );
const anyCart = fc
  .record({
    grams: fc.integer({ min: 0, max: 20_000 }),
    currency,
    country: fc.option(country, { nil: null }),
    province: fc.constantFrom(null, "BE", "SP", "XX"),
    postcode: fc.constantFrom(null, "10115", "12", "2", "99"),
  })
  .map(({ grams, currency, ...to }) => cart({ grams, currency, to: readDestination(to) }));

describe("any cart under any rules", { timeout: sized({ short: 60_000, full: 900_000 }) }, () => {
  it("costs what the slow reference says", () => {
    const carts = sized({ short: 10_000, full: 100_000 });
    seen(12, { carts });
    fc.assert(
      fc.property(anyRules, anyCart, (set, request) => {
        const offered = new Map(
          quoteRates(set, request).options.map((option) => [option.code, BigInt(option.minor)]),
        );
        const expected = new Map(
          set.services.flatMap((one): [string, bigint][] => {
            const plain = slowPrice(set, one, request, 0n);
            if (plain === null) return [];
            const extra = one.packaging && slowPrice(set, one, request, BigInt(one.packaging.surchargeMinor));
            return extra === null
              ? [[one.code, plain]]
              : [
                  [one.code, plain],
                  [`${one.code}+GIFT`, extra],
                ];
          }),
        );
        expect([...offered].sort()).toEqual([...expected].sort());
      }),
      { numRuns: carts },
    );
  });

  it("costs with packaging what its parts cost: to the minor unit, and within one where both are rounded", () => {
    fc.assert(
      fc.property(anyRules, anyCart, (set, request) => {
        const { options } = quoteRates(set, request);
        const minorOf = (code: string) => options.find((option) => option.code === code)?.minor;
        for (const { code, currency, packaging } of set.services) {
          const plain = minorOf(code);
          const whole = minorOf(`${code}+GIFT`);
          if (plain === undefined || whole === undefined || !packaging) continue;
          if (currency === request.currency) expect(whole - plain).toBe(packaging.surchargeMinor);
          const rate = set.conversions.find((one) => one.from === currency && one.to === request.currency);
          if (currency === request.currency || !rate) continue;
          const extra = convertMinor(packaging.surchargeMinor, currency, request.currency, rate.rate);
          expect(Math.abs(whole - plain - extra)).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("goes to the rest of the world's zone when its address is short, odd or nobody's", () => {
    const everywhere = rules({
      services: [
        service({ zones: [zone({ countries: ["DE"], postcodes: ["1"] }), zone({ countries: [] })] }),
      ],
    });
    const addresses: [string | null, string | null, string | null][] = [
      ["IE", "D", null],
      ["HK", null, ""],
      ["GB", null, "  sw1a\u00a01aa "],
      ["DE", "BE", null],
      ["XK", null, "10000"],
      ["GG", null, "GY1 1AA"],
      ["PR", "PR", "00901"],
      ["ZZ", null, null],
      ["", "", ""],
      [null, null, null],
      ["Germany", "Berlin-Mitte", "１０１１５"],
      ["🇩🇪", "\u0000", "\u202e511"],
      ["constructor", "__proto__", "x".repeat(1_000)],
    ];
    for (const [country, province, postcode] of addresses) {
      const to = readDestination({ country, province, postcode });
      expect(codes(everywhere, cart({ to })), JSON.stringify([country, province, postcode])).toEqual(["STD"]);
    }
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (country, postcode) => {
        const to = readDestination({ country, province: country, postcode });
        expect(codes(everywhere, cart({ to }))).toEqual(["STD"]);
      }),
    );
  });

  it("costs a whole number that is not negative, cheapest first, and the same when asked again", () => {
    fc.assert(
      fc.property(anyRules, anyCart, (set, request) => {
        const first = quoteRates(set, request);
        const prices = first.options.map((option) => option.minor);
        expect(prices.every((minor) => Number.isSafeInteger(minor) && minor >= 0)).toBe(true);
        expect(prices).toEqual([...prices].sort((a, b) => a - b));
        expect(new Set(first.options.map((option) => option.code)).size).toBe(prices.length);
        expect(quoteRates(structuredClone(set), structuredClone(request))).toEqual(first);
      }),
      { numRuns: 1_000 },
    );
  });

  it("never costs less for being heavier", () => {
    fc.assert(
      fc.property(anyRules, anyCart, fc.integer({ min: 0, max: 9_000 }), (set, request, more) => {
        const light = quoteRates(set, request).options;
        const heavy = quoteRates(set, { ...request, grams: request.grams + more }).options;
        for (const option of light) {
          const again = heavy.find((one) => one.code === option.code);
          if (again) expect(again.minor).toBeGreaterThanOrEqual(option.minor);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("has a trace that ends each service with an option or with the rule that ended it", () => {
    fc.assert(
      fc.property(anyRules, anyCart, (set, request) => {
        const { options, trace } = quoteRates(set, request);
        for (const one of set.services) {
          const last = trace.filter((step) => step.code === one.code && step.rule !== "order").at(-1);
          const offered = options.some((option) => option.code === one.code);
          expect(last?.outcome === "matched").toBe(offered);
        }
      }),
      { numRuns: 500 },
    );
  });
});
