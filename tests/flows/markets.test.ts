import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { saveMarket } from "../../app/markets/commands.server";
import { nothingSaid } from "../../app/markets/core/market";
import { toMarketFields } from "../../app/markets/core/market-form";
import { marketForCountry, marketPage, marketsPage } from "../../app/markets/queries.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { openFirst, sunda } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";

let store: DevStore;
beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
  await openFirst(store);
  await runJobs({ platform: true });
});
afterAll(() => store.stop());

const empty = toMarketFields(nothingSaid);
const staff = async () => fromAdmin(await store.adminRequest(sunda), "markets.edit");

describe("the store's markets", () => {
  it("are mirrored when the app is installed, with a default for every other country", async () => {
    const ctx = await staff();
    const page = await marketsPage(ctx);
    expect(page.markets.map((market) => [market.name, market.countries.join(), market.language])).toEqual([
      ["Brazil", "BR", "pt-BR"],
      ["Germany", "DE", "de"],
      ["Gulf", "AE,SA", "ar"],
      ["United States", "US", "en"],
      ["default", "", "en"],
    ]);
    const gulf = await ctx.transact((db) => marketForCountry(db, ctx, "SA"));
    expect(gulf).toMatchObject({ name: "Gulf", currency: "SAR", dutiesPaidBy: "unknown" });
    expect(await ctx.transact((db) => marketForCountry(db, ctx, "JP"))).toMatchObject({ id: "default" });
    expect(await ctx.transact((db) => marketForCountry(db, ctx, null))).toMatchObject({ id: "default" });
  });

  it("hold what the merchant says from the moment it is saved, through the next mirroring", async () => {
    const ctx = await staff();
    const germany = (await marketsPage(ctx)).markets.find((market) => market.name === "Germany");
    const saved = await saveMarket(ctx, germany?.id ?? "", {
      ...empty,
      zone: "Europe/Berlin",
      monday: "10-16",
      email: "hilfe@sunda.example",
      dutiesPaidBy: "merchant",
      dutiesSource: "carrier's terms",
      dutiesAsOf: "2026-11-01",
    });
    expect(saved).toEqual({ ok: true, value: null });
    await ctx.transact((db) => ctx.announce(db, { name: "shop.installed", data: { epoch: 1 } }));
    await runJobs({ platform: true });
    expect(await ctx.transact((db) => marketForCountry(db, ctx, "DE"))).toMatchObject({
      name: "Germany",
      dutiesPaidBy: "merchant",
      support: { zone: "Europe/Berlin", weekly: [{ day: 1, from: "10:00", to: "16:00" }] },
      channels: [{ kind: "email", value: "hilfe@sunda.example" }],
    });
    expect(await ctx.transact((db) => marketForCountry(db, ctx, "BR"))).toMatchObject({ channels: [] });
  });

  it("are not needed: a shop of which nothing was read has the default everywhere", async () => {
    const ctx = await fromAdmin(adminRequest(await installedShop(), "/app"), "markets.view");
    expect((await marketsPage(ctx)).mirrored).toBe(false);
    expect(await ctx.transact((db) => marketForCountry(db, ctx, "DE"))).toMatchObject({ id: "default" });
  });

  it("stay as they are where the store refuses to show them", async () => {
    const ctx = await staff();
    const before = await marketsPage(ctx);
    await store.faults({ at: "graphql", kind: "forbidden", times: 99 });
    await ctx.transact((db) => ctx.announce(db, { name: "shop.installed", data: { epoch: 1 } }));
    try {
      await runJobs({ platform: true });
    } finally {
      await store.faults();
    }
    expect(await marketsPage(ctx)).toEqual(before);
  });

  it("answer an unknown id as if it were not there", async () => {
    const ctx = await staff();
    expect(await marketPage(ctx, "999")).toBeNull();
    expect(await saveMarket(ctx, "999", empty)).toEqual({ ok: false, problem: "not-found" });
  });
});
