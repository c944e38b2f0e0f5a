import { describe, expect, it } from "vitest";
import { planRates, wantedZones } from "./flat-rate-plan";
import { type RuleSet, type Service, usualRules, type Zone } from "./service";
import type { PublishedRate, RateSpec, StoreMethod, StoreZone } from "./store-profile";

const open = { atLeast: null, atMost: null };
const spec = (name: string, minor: number): RateSpec => {
  return { name, description: "", minor, currency: "USD", grams: open, price: open };
};
const method = (id: string, name: string, minor: number): StoreMethod => {
  return { id, active: true, spec: spec(name, minor) };
};
const storeZone = (id: string, countries: string[], ...methods: StoreMethod[]): StoreZone => {
  return { id, name: id, countries, methods };
};
const zone = (countries: string[], minor: number, change: Partial<Zone> = {}): Zone => ({
  countries,
  provinces: [],
  postcodes: [],
  tiers: [{ from: 0, to: null, minor }],
  transit: { min: 1, max: 2 },
  ...change,
});
const rulesWith = (zones: Zone[], change: Partial<Service> = {}): RuleSet => ({
  ...usualRules,
  timezone: "UTC",
  duties: {},
  providers: { p: { name: "P", offerable: true, why: "approved", until: null } },
  services: [
    {
      id: "0199b6a0-0000-7000-8000-000000000001",
      code: "POST",
      providerId: "p",
      tier: "standard",
      currency: "USD",
      words: { en: { name: "Post", description: "" } },
      zones,
      limits: { maxGrams: null, maxValueMinor: null },
      packaging: null,
      active: true,
      version: 1,
      ...change,
    },
  ],
});
/** Names and prices per zone, as they would stand in the store. */
const told = (rules: RuleSet, zones: StoreZone[], known: PublishedRate[] = []) =>
  wantedZones(rules, zones, known, "USD")
    .filter((one) => one.rates.length > 0)
    .map((one) => [one.countries.join(), one.own, one.rates.map(({ spec }) => `${spec.name} ${spec.minor}`)]);
const rest = storeZone("rest", [], method("m1", "Sea", 900));

describe("which flat rates belong into which zone", () => {
  it("are those that hold for every country of it", () => {
    const europe = storeZone("eu", ["DE", "FR"]);
    expect(told(rulesWith([zone(["DE", "FR"], 450)]), [europe])).toEqual([["DE,FR", false, ["Post 450"]]]);
    expect(told(rulesWith([zone(["DE"], 450)]), [europe])).toEqual([]);
    expect(told(rulesWith([zone(["DE"], 450), zone(["FR"], 450)]), [europe])).toEqual([]);
  });

  it("are none for a country that is priced otherwise in a part of it", () => {
    const islands = zone(["DE"], 990, { postcodes: ["25"] });
    expect(told(rulesWith([zone(["DE"], 450), islands]), [storeZone("de", ["DE"])])).toEqual([]);
  });

  it("of everywhere else stand in the rest of the world and in zones without an own price", () => {
    const zones = [storeZone("de", ["DE"]), rest];
    expect(told(rulesWith([zone([], 1200)]), zones)).toEqual([
      ["DE", false, ["Post 1200"]],
      ["", false, ["Post 1200"]],
    ]);
  });

  it("bring a zone of their own where there is none, with what the rest of the world had", () => {
    expect(told(rulesWith([zone(["JP"], 450)]), [rest])).toEqual([["JP", true, ["Sea 900", "Post 450"]]]);
    expect(told(rulesWith([zone(["JP", "DE"], 450)]), [])).toEqual([["DE,JP", true, ["Post 450"]]]);
  });

  it("make no zone where a rate of the rest of the world could not be copied", () => {
    const live: StoreMethod = { id: "m2", active: true, spec: null };
    expect(told(rulesWith([zone(["JP"], 450)]), [storeZone("rest", [], live)])).toEqual([]);
    const off = { ...live, active: false };
    expect(told(rulesWith([zone(["JP"], 450)]), [storeZone("rest", [], off)])).toHaveLength(1);
  });

  it("are none of a service that is paused, or whose provider may not be offered", () => {
    expect(told(rulesWith([zone([], 450)], { active: false }), [rest])).toEqual([]);
    expect(told(rulesWith([zone([], 450)], { providerId: "q" }), [rest])).toEqual([]);
  });
});

describe("what changes in the store", () => {
  const row = (change: Partial<PublishedRate> = {}): PublishedRate => {
    const usual = { id: "r1", code: "POST", places: "DE", ownZone: false, methodId: "m9" };
    return { ...usual, spec: spec("Post", 450), ...change };
  };
  const wanted = (minor: number) => [
    { countries: ["DE"], own: false, rates: [{ code: "POST", spec: spec("Post", minor) }] },
  ];

  it("is nothing when all stands there, and never a rate of the store's own", () => {
    const zones = [storeZone("de", ["DE"], method("m9", "Post", 450), method("m1", "Sea", 900))];
    const plan = planRates(zones, wanted(450), [row()]);
    expect(plan).toEqual({
      kept: [row()],
      made: [],
      gone: { methodIds: [], zoneIds: [], rowIds: [] },
    });
    expect(planRates(zones, [], [row()]).gone).toEqual({ methodIds: ["m9"], zoneIds: [], rowIds: ["r1"] });
  });

  it("is a rate somebody edited: it is made anew, and the edited one goes", () => {
    const zones = [storeZone("de", ["DE"], method("m9", "Post", 100))];
    const plan = planRates(zones, wanted(450), [row()]);
    expect(plan.made).toMatchObject([{ zoneId: "de", rates: [{ code: "POST" }] }]);
    expect(plan.gone).toEqual({ methodIds: ["m9"], zoneIds: [], rowIds: ["r1"] });
  });

  it("takes a rate that stands there word for word for its own, once", () => {
    const twice = [method("m7", "Post", 450), method("m8", "Post", 450)];
    const plan = planRates([storeZone("de", ["DE"], ...twice)], wanted(450), [row({ methodId: null })]);
    expect(plan.kept).toEqual([row({ methodId: "m7" })]);
    expect([plan.made, plan.gone.methodIds]).toEqual([[], []]);
  });

  it("is a whole zone only if the app made it and nobody else put a rate there", () => {
    const own = row({ ownZone: true });
    const alone = [storeZone("de", ["DE"], method("m9", "Post", 450))];
    expect(planRates(alone, [], [own]).gone.zoneIds).toEqual(["de"]);
    const shared = [storeZone("de", ["DE"], method("m9", "Post", 450), method("m1", "Sea", 900))];
    expect(planRates(shared, [], [own]).gone).toMatchObject({ zoneIds: [], methodIds: ["m9"] });
  });
});
