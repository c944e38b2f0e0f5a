import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { decideProvider } from "../../app/providers/commands.server";
import { refreshOffers } from "../../app/shipping/commands.server";
import type { Draft } from "../../app/shipping/core/service-form";
import { publishFlatRates } from "../../app/shipping/flat-rate-commands.server";
import { shippingPage } from "../../app/shipping/queries.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { forgetShop, harbor, openFirst } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, typedService } from "../support/shipping";

let store: DevStore;
let ctx: AdminCtx;

beforeAll(async () => {
  store = await startDevStore();
  await prepareQueues();
});
afterAll(() => store.stop());
beforeEach(async () => {
  await store.control("reset", { seedOrders: 0 });
  await store.control("install", { shop: harbor });
  await forgetShop(harbor);
  ctx = await openFirst(store, harbor);
  await ctx.transact(async (db) => {
    const where = { shopId: harbor };
    await db.shippingService.deleteMany({ where });
    await db.publishedRate.deleteMany({ where });
    await db.carrierRegistration.deleteMany({ where });
    await db.shop.update({ where: { id: harbor }, data: { currency: "USD" } });
  });
});

const zone = (countries: string, ...tiers: [from: string, to: string, price: string][]) => ({
  countries,
  provinces: "",
  postcodes: "",
  tiers: tiers.map(([from, to, price]) => ({ from, to, price })),
  transitMin: "3",
  transitMax: "5",
});

/** An approved provider with one service of these zones, told to the store. */
async function offer(zones: Draft["zones"], change: Partial<Draft> = {}) {
  // The shop is the dev store's, shared by the tests of this file: each has a provider of its own.
  const providerId = await approvedProvider(ctx, `Ferry ${randomUUID()}`);
  const code = "FERRY_POST";
  const words = { en: { name: "Ferry post", description: "Tracked" } };
  const saved = await typedService(ctx, providerId, {
    head: { currency: "USD", code },
    draft: { words, zones, packaging: null, ...change },
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  await runJobs({ platform: true });
  return { providerId, serviceId: saved.value.id };
}

type Rate = { title: string; description: string | null; priceMinor: number };
/** What a buyer is offered; the shop's product weighs 1,900 g. */
async function offered(country: string, quantity = 1): Promise<[string, number][]> {
  const items = [{ product: 0, quantity }];
  const { rates } = await store.control<{ rates: Rate[] }>("checkout", { shop: harbor, country, items });
  return rates.map((rate) => [rate.title, rate.priceMinor]);
}
const own: [string, number][] = [
  ["Standard international", 690],
  ["Express", 1950],
];
const stateOf = async () => (await shippingPage(ctx)).flat;
const republish = async () => {
  await refreshOffers(ctx);
  await runJobs({ platform: true });
};

describe("on a plan without rates from apps", () => {
  it("a saved option is a flat rate at checkout, by weight, beside the store's own", async () => {
    const before = await offered("US");
    await offer([zone("US", ["0", "2000", "4.50"], ["2000", "", "6.00"])]);
    expect(await offered("US")).toEqual([["Ferry post", 450], ...before]);
    expect(await offered("US", 2)).toEqual([["Ferry post", 600], ...before]);
    expect(await offered("DE")).toEqual(before);
    const flat = await stateOf();
    expect(flat).toMatchObject({ state: "published", message: null });
    expect(flat?.lines.map((line) => [line.fromGrams, line.toGrams, line.published])).toEqual([
      [0, 2000, true],
      [2000, null, true],
    ]);
  });

  it("a suspension takes it back, and a reinstatement brings it again", async () => {
    const before = await offered("US");
    const { providerId } = await offer([zone("US", ["0", "", "4.50"])]);
    const decide = async (decision: "suspend" | "reinstate", seen: "approved" | "suspended") => {
      const decided = await decideProvider(ctx, providerId, { decision, reason: "Customs.", seen });
      expect(decided).toMatchObject({ ok: true });
      await runJobs({ platform: true });
    };
    await decide("suspend", "approved");
    expect(await offered("US")).toEqual(before);
    expect(await inShop(harbor, (db) => db.publishedRate.count({ where: { shopId: harbor } }))).toBe(0);
    await decide("reinstate", "suspended");
    expect(await offered("US")).toEqual([["Ferry post", 450], ...before]);
  });

  it("a country without a zone gets one, in which the store's own rates stay, and gives it back", async () => {
    const before = await offered("DE");
    const { providerId } = await offer([zone("DE, JP", ["0", "", "4.50"])]);
    expect(await offered("DE")).toEqual([["Ferry post", 450], ...before]);
    expect(await offered("JP")).toEqual([["Ferry post", 450], ...before]);
    expect(await offered("BR")).toEqual(before);
    const suspension = { decision: "suspend", reason: "Customs.", seen: "approved" } as const;
    await decideProvider(ctx, providerId, suspension);
    await runJobs({ platform: true });
    expect(await offered("DE")).toEqual(before);
    const profile = await ctx.admin.shippingProfile();
    expect(profile.ok && profile.data.kind === "profile" && profile.data.zones.length).toBe(2);
  });

  it("asking again changes nothing, and a lost answer makes no second rate", async () => {
    await offer([zone("US", ["0", "", "4.50"]), zone("DE", ["0", "", "6.50"])]);
    const once = [await offered("US"), await offered("DE")];
    await store.clearCalls();
    await republish();
    expect((await store.calls()).graphql.byOperation.DeliveryProfileUpdate).toBeUndefined();
    // As after a crash between the platform's change and our note of it.
    await inShop(harbor, (db) =>
      db.publishedRate.updateMany({ where: { shopId: harbor }, data: { methodId: null } }),
    );
    await republish();
    expect([await offered("US"), await offered("DE")]).toEqual(once);
    expect((await stateOf())?.lines.every((line) => line.published)).toBe(true);
  });

  it("a new price replaces the old one", async () => {
    const { providerId, serviceId } = await offer([zone("US", ["0", "", "4.50"])]);
    const saved = await typedService(ctx, providerId, {
      id: serviceId,
      head: { currency: "USD", code: "FERRY_POST" },
      draft: {
        words: { en: { name: "Ferry post", description: "" } },
        zones: [zone("US", ["0", "", "5.25"])],
        packaging: null,
      },
    });
    expect(saved).toMatchObject({ ok: true });
    await runJobs({ platform: true });
    expect(await offered("US")).toEqual([["Ferry post", 525], ...own]);
  });

  it("the store moving to a plan with rates from apps has the flat rates taken back", async () => {
    const before = await offered("US");
    await offer([zone("US", ["0", "", "4.50"])]);
    await store.control("plan", { shop: harbor, plan: "advanced" });
    await republish();
    const profile = await ctx.admin.shippingProfile();
    const names =
      profile.ok && profile.data.kind === "profile"
        ? profile.data.zones.flatMap((one) => one.methods.flatMap((method) => method.spec?.name ?? []))
        : [];
    expect(names).not.toContain("Ferry post");
    expect(names).toHaveLength(before.length * 2);
    expect(await stateOf()).toBeNull();
  });
});

describe("what flat rates cannot say", () => {
  it("is named line by line and not published", async () => {
    const before = await offered("US");
    await offer([
      { ...zone("US", ["0", "", "4.50"]), postcodes: "97" },
      { ...zone("CA", ["0", "", "4.50"]), provinces: "BC" },
    ]);
    expect(await offered("US")).toEqual(before);
    expect((await stateOf())?.lines.map((line) => [line.obstacle, line.published])).toEqual([
      ["postcodes", false],
      ["provinces", false],
    ]);
  });

  it("is a highest value of the goods, and a price in a currency without a rate to the store's", async () => {
    const before = await offered("US");
    await offer([zone("US", ["0", "", "4.50"])], { limits: { maxGrams: "", maxValue: "100" } });
    expect(await offered("US")).toEqual(before);
    expect((await stateOf())?.lines.map((line) => line.obstacle)).toEqual(["value-limit"]);
  });

  it("does not end the table at a heaviest parcel: that is said by the weights", async () => {
    const before = await offered("US");
    await offer([zone("US", ["0", "", "4.50"])], { limits: { maxGrams: "2000", maxValue: "" } });
    expect(await offered("US")).toEqual([["Ferry post", 450], ...before]);
    expect(await offered("US", 2)).toEqual(before);
  });
});

describe("a store that refuses", () => {
  it("is remembered, and the page goes on saying what to enter by hand", async () => {
    await offer([zone("US", ["0", "", "4.50"])]);
    await inShop(harbor, (db) => db.publishedRate.deleteMany({ where: { shopId: harbor } }));
    await store.faults({ at: "graphql", kind: "forbidden", times: 99 });
    try {
      await publishFlatRates(ctx);
    } finally {
      await store.faults();
    }
    expect(await stateOf()).toMatchObject({ state: "refused", lines: [{ published: false }] });
    await publishFlatRates(ctx);
    expect(await stateOf()).toMatchObject({ state: "published", lines: [{ published: true }] });
    expect(await offered("US")).toEqual([["Ferry post", 450], ...own]);
  });
});
