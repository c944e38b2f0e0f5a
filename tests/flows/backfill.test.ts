import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { forJob } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { homePage } from "../../app/improvements/home-queries.server";
import { catchUp } from "../../app/orders/catch-up-commands.server";
import { deliver } from "../support/deliveries";
import { type DevStore, startDevStore } from "../support/dev-store";
import { forgetShop, openFirst, sunda } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { catchUpAll, jobCtx, stateOfMirror, stateOfStore } from "../support/store-and-mirror";

/*
 * The store has orders from before the install. They are read page by page (20 orders a page), and whatever breaks a
 * walk off, it goes on: nothing is missing, nothing is there twice, and an app that is gone asks nothing.
 */

let store: DevStore;
// Each test walks a store that is a process of its own.
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  await forgetShop(sunda);
  await store.control("reset", { seedOrders: 0 });
  // What happened before the install was told to nobody.
  await store.control("webhooks", { dropRate: 1 });
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
type Created = { orders: { id: number }[] };

/** 24 orders of the last weeks, two of three sent, one of three delivered, one with a long way. */
async function past(): Promise<void> {
  const ids: number[] = [];
  for (let number = 0; number < 24; number++) {
    const createdAt = daysAgo(1 + number * 2);
    const { orders } = await store.control<Created>("orders/create", { shop: sunda, createdAt });
    ids.push(orders[0]?.id ?? 0);
  }
  const change = (call: string, some: number[], body: object = {}) =>
    store.control(`orders/${call}`, { shop: sunda, ids: some, ...body });
  const sent = ids.filter((_, number) => number % 3 > 0);
  await change("fulfil", sent);
  await change("event", sent, { status: "in_transit", city: "Leipzig", country: "DE" });
  // More than the store tells of a parcel with its order.
  for (let stop = 1; stop < 12; stop++) await change("event", sent.slice(0, 1), { status: "in_transit" });
  await change("event", sent.slice(1, 9), { status: "delivered" });
}

const passes = () => inShop(sunda, (db) => db.orderPass.findMany({ where: { shopId: sunda } }));
const backfill = async () => (await passes()).find(({ kind }) => kind === "backfill");

describe("the backfill at install", () => {
  it("mirrors the last 60 days with every parcel and event, exactly as the store has them", async () => {
    await past();
    await store.control("orders/create", { shop: sunda, createdAt: daysAgo(70), count: 2 });
    const ctx = await openFirst(store);
    await runJobs({ platform: true });
    const there = await stateOfStore(store, sunda);
    const oldest = daysAgo(60);
    expect(there.orders).toHaveLength(26);
    const expected = there.orders.filter((one) => one.placedAt.toISOString() > oldest);
    expect(await stateOfMirror(sunda)).toEqual({ ...there, orders: expected });
    expect(await backfill()).toMatchObject({ read: 24, expected: 24, refused: false });
    const home = await homePage(ctx);
    expect(home.store.orders.total).toBe(24);
    expect(home.store.backfill).toBeNull();
  });

  it("knows something true about the carriers as soon as it has read", async () => {
    await past();
    const ctx = await openFirst(store);
    await runJobs({ platform: true });
    const providers = await inShop(sunda, (db) => db.provider.findMany({ where: { shopId: sunda } }));
    expect(providers).toMatchObject([{ name: "Sunda Post", state: "found", sent: 16, delivered: 8 }]);
    const { headline, tasks } = await homePage(ctx);
    expect(headline).toMatchObject({ kind: "first-true-thing", vetted: false });
    expect(tasks).toContainEqual(expect.objectContaining({ kind: "vet", name: "Sunda Post", sent: 16 }));
  });

  it("leaves what is known of a buyer where the store keeps it back", async () => {
    const made = { shop: sunda, createdAt: daysAgo(3), email: "mei@example.com", silent: true };
    const { orders } = await store.control<Created>("orders/create", made);
    await openFirst(store);
    await catchUpAll(await jobCtx(sunda));
    const before = await stateOfMirror(sunda);
    await store.control("withhold", { shop: sunda, fields: ["email", "name", "phone", "address"] });
    await store.control("orders/update", { shop: sunda, ids: [orders[0]?.id], note: "changed" });
    await catchUpAll(await jobCtx(sunda, 10));
    expect(before.orders[0]).toMatchObject({ contact: { email: "mei@example.com" } });
    expect(await stateOfMirror(sunda)).toEqual(before);
    const changes = (await passes()).find(({ kind }) => kind === "changes");
    expect(changes).toMatchObject({ repaired: 1, refused: false });
    await store.control("withhold", { shop: sunda, fields: [] });
  });
});

/** The context's way to the store and to the jobs, each step of which may be the one at which the process is killed. */
function killedAt(ctx: Ctx, step: number): Ctx {
  let taken = 0;
  const next = () => {
    taken += 1;
    if (taken === step) throw new Error("killed");
  };
  return {
    ...ctx,
    announce: async (db, fact) => {
      next();
      await ctx.announce(db, fact);
    },
    admin: {
      ...ctx.admin,
      // The store has answered, and nobody lives to hear it.
      orders: async (wish) => {
        const answer = await ctx.admin.orders(wish);
        next();
        return answer;
      },
    },
  };
}

describe("a backfill that is broken off", () => {
  /** Three pages of orders, a few of them sent. */
  async function threePages(): Promise<void> {
    const made = { shop: sunda, createdAt: daysAgo(5), silent: true };
    const { orders } = await store.control<Created>("orders/create", { ...made, count: 45 });
    const ids = [1, 22, 43].flatMap((at) => orders[at]?.id ?? []);
    await store.control("orders/fulfil", { shop: sunda, ids });
    await store.control("orders/event", { shop: sunda, ids, status: "in_transit" });
  }

  it("by kills at any moment goes on, loses nothing and doubles nothing", async () => {
    await threePages();
    await openFirst(store);
    const ctx = await jobCtx(sunda);
    let kills = 0;
    // Each life ends a little later than the last; 45 orders are 54 steps, in pages of 20 orders.
    for (let step = 1; !(await backfill())?.finishedAt; step += 6) {
      await catchUp(killedAt(ctx, step)).catch((error: Error) => {
        expect(error.message).toBe("killed");
        kills += 1;
      });
    }
    expect(kills).toBeGreaterThan(3);
    await catchUpAll(ctx);
    expect(await stateOfMirror(sunda)).toEqual(await stateOfStore(store, sunda));
    expect(await backfill()).toMatchObject({ read: 45, expected: 45 });
    const shop = await inShop(sunda, (db) => db.shop.findUniqueOrThrow({ where: { id: sunda } }));
    expect(shop.ordersMirrored).toBe(45);
    await runJobs();
    const sent = await inShop(sunda, (db) => db.provider.findMany({ where: { shopId: sunda } }));
    expect(sent).toMatchObject([{ name: "Sunda Post", state: "found", sent: 3 }]);
  });

  it("shows on home how far it is, and the newest orders at once", async () => {
    await threePages();
    const ctx = await openFirst(store);
    expect((await homePage(ctx)).store).toMatchObject({
      status: "reading-past",
      backfill: { state: "running", read: 0, expected: null },
    });
    // Killed in the second page.
    await catchUp(killedAt(await jobCtx(sunda), 30)).catch(() => undefined);
    const { store: shown, headline } = await homePage(ctx);
    expect(shown.backfill).toEqual({ state: "running", read: 20, expected: 45 });
    expect(shown.orders).toMatchObject({ total: 20 });
    expect(headline).toMatchObject({ kind: "nothing-yet", orders: 20 });
    expect(shown).toMatchObject({ status: "live" });
  });

  it("by an uninstall asks nothing more, writes nothing more, and starts anew after a reinstall", async () => {
    await threePages();
    await openFirst(store);
    const ctx = await jobCtx(sunda);
    const uninstallBefore = async () => {
      await store.control("uninstall", { shop: sunda });
      await deliver(sunda, "app/uninstalled", { id: 1, myshopify_domain: sunda });
      await runJobs();
      await store.clearCalls();
    };
    let pages = 0;
    const uninstalledMidway: Ctx = {
      ...ctx,
      admin: {
        ...ctx.admin,
        orders: async (wish) => {
          const answer = await ctx.admin.orders(wish);
          pages += 1;
          if (pages === 2) await uninstallBefore();
          return answer;
        },
      },
    };
    await expect(catchUpAll(uninstalledMidway)).rejects.toThrow("has been removed");
    await expect(catchUp(ctx)).rejects.toThrow("has been removed");
    expect(await forJob(sunda, "job", { alsoWhenUninstalled: false })).toBeNull();
    expect((await store.calls()).graphql).toMatchObject({ total: 0 });
    expect((await stateOfMirror(sunda)).orders).toHaveLength(20);

    await store.control("reinstall", { shop: sunda });
    await openFirst(store);
    await catchUpAll(await jobCtx(sunda));
    expect(await stateOfMirror(sunda)).toEqual(await stateOfStore(store, sunda));
    expect(await backfill()).toMatchObject({ epoch: 2, read: 45 });
  });

  it("by throttling waits for the points the store restores, and goes on", async () => {
    await threePages();
    await openFirst(store);
    await store.faults({ at: "graphql", kind: "throttled", times: 2 });
    const ctx = await jobCtx(sunda);
    await catchUpAll(ctx);
    expect((await backfill())?.read).toBe(45);
    expect((await store.calls()).graphql.refused).toBe(2);
  });

  it("by a store that lets nobody in for long fails its job, which the queue runs again", async () => {
    await threePages();
    await openFirst(store);
    const ctx = await jobCtx(sunda);
    const shut = async () => ({ ok: false, problem: "throttled" }) as const;
    await expect(catchUp({ ...ctx, admin: { ...ctx.admin, orders: shut } })).rejects.toThrow("throttled");
    await catchUpAll(ctx);
    expect((await backfill())?.read).toBe(45);
  });

  it("by a cursor the store no longer takes begins again, and writes what it had as nothing", async () => {
    await threePages();
    await openFirst(store);
    const ctx = await jobCtx(sunda);
    await catchUp(killedAt(ctx, 30)).catch(() => undefined);
    await inShop(sunda, (db) =>
      db.orderPass.updateMany({ where: { shopId: sunda }, data: { cursor: "bm8=" } }),
    );
    expect(await catchUp(ctx)).toEqual({ more: false });
    await catchUpAll(ctx);
    expect(await stateOfMirror(sunda)).toEqual(await stateOfStore(store, sunda));
    expect(await backfill()).toMatchObject({ read: 45, refused: false });
    const shop = await inShop(sunda, (db) => db.shop.findUniqueOrThrow({ where: { id: sunda } }));
    expect(shop.ordersMirrored).toBe(45);
  });

  it("by a missing scope says so, and asks again hours later only", async () => {
    await threePages();
    const staff = await openFirst(store);
    await store.control("scopes", { shop: sunda, granted: ["read_locales"] });
    await catchUpAll(await jobCtx(sunda));
    expect((await homePage(staff)).store.backfill).toMatchObject({ state: "refused" });
    await store.clearCalls();
    await catchUpAll(await jobCtx(sunda, 60));
    expect((await store.calls()).graphql.total).toBe(0);
    await store.control("scopes", {
      shop: sunda,
      granted: ["read_orders", "read_customers", "read_fulfillments"],
    });
    await catchUpAll(await jobCtx(sunda, 7 * 60));
    expect((await stateOfMirror(sunda)).orders).toHaveLength(45);
  });
});
