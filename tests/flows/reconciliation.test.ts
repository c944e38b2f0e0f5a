import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { inShop } from "../../app/db.server";
import { homePage } from "../../app/improvements/home-queries.server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { deliver } from "../support/deliveries";
import { type DevStore, startDevStore } from "../support/dev-store";
import { forgetShop, openFirst, sunda } from "../support/platform-session";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { catchUpAll, everySent, jobCtx, stateOfMirror, stateOfStore } from "../support/store-and-mirror";
import { hashTables } from "../support/table-hashes";

/*
 * Promise 4: what deliveries never brought is found. The dev store loses one delivery in five at random; after one pass
 * over what changed the mirror shows what the store has, and a second pass writes nothing.
 */

let store: DevStore;
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  await forgetShop(sunda);
  await store.control("reset", { seedOrders: 0 });
  // The app takes each delivery from the log: nothing is sent by itself.
  await store.control("webhooks", { paused: true });
});

const change = (call: string, ids: number[], body: object = {}) =>
  store.control(`orders/${call}`, { shop: sunda, ids, ...body });

/** A day: orders placed, changed, sent, followed, called off, deleted, a step taken back. */
async function day(): Promise<void> {
  const { orders } = await store.control<{ orders: { id: number }[] }>("orders/create", {
    shop: sunda,
    count: 30,
  });
  const ids = orders.map(({ id }) => id);
  await change("update", ids.slice(0, 6), { city: "Kiel" });
  await change("update", ids.slice(3, 9), { email: "new@example.com" });
  await change("fulfil", ids.slice(6, 24));
  await change("event", ids.slice(6, 24), { status: "in_transit", city: "Leipzig", country: "DE" });
  await change("event", ids.slice(10, 20), { status: "delivered" });
  await change("event", ids.slice(20, 24), { status: "failure" });
  await change("event-delete", ids.slice(20, 24));
  await change("cancel", ids.slice(24, 27));
  await change("delete", ids.slice(27, 30));
}

/** Delivers what the dev store did not lose, in no order. Answers how many it lost. */
async function deliverRest(): Promise<number> {
  const sent = await everySent(store, sunda);
  const kept = sent.filter(({ state }) => state !== "dropped");
  for (const { topic, payload, webhookId, triggeredAt } of [...kept.slice(40), ...kept.slice(0, 40)])
    await deliver(sunda, topic, payload, { webhookId, triggeredAt: new Date(triggeredAt) });
  await runJobs();
  return sent.length - kept.length;
}

async function businessOf(shop: string): Promise<Record<string, string>> {
  const hashes = await withClient(fileDatabase().superuserUrl, (client) => hashTables(client, shop));
  const records = ["public.OrderPass", "pgboss."];
  return Object.fromEntries(
    Object.entries(hashes).filter(([table]) => !records.some((one) => table.startsWith(one))),
  );
}

const pass = async (kind: string) => {
  const passes = await inShop(sunda, (db) => db.orderPass.findMany({ where: { shopId: sunda } }));
  return passes.find((one) => one.kind === kind);
};

describe("reconciliation", () => {
  it("finds and repairs what one lost delivery in five left behind; a second pass writes nothing (promise 4)", async () => {
    const staff = await openFirst(store);
    await catchUpAll(await jobCtx(sunda));
    await store.control("webhooks", { dropRate: 0.2 });
    await day();
    expect(await deliverRest()).toBeGreaterThan(20);
    const there = await stateOfStore(store, sunda);
    expect(await stateOfMirror(sunda)).not.toEqual(there);

    await catchUpAll(await jobCtx(sunda, 24 * 60));
    await runJobs();
    expect(await stateOfMirror(sunda)).toEqual(there);
    const found = (await pass("changes"))?.repaired ?? 0;
    expect(found).toBeGreaterThan(5);
    const { comparison } = (await homePage(staff)).store;
    expect(comparison.repaired).toBe(found + ((await pass("deletions"))?.repaired ?? 0));
    // What is built on the mirror follows: a parcel for each fulfillment.
    const parcels = await inShop(sunda, (db) => db.parcel.findMany({ where: { shopId: sunda } }));
    expect(parcels.map(({ id }) => id).sort()).toEqual(there.fulfillments.map(({ id }) => id));

    const once = await businessOf(sunda);
    await catchUpAll(await jobCtx(sunda, 48 * 60));
    expect(await runJobs()).toBe(0);
    expect(await businessOf(sunda)).toEqual(once);
    expect(await pass("changes")).toMatchObject({ repaired: 0, repairedInAll: found });
  });

  it("tells two changes of one second apart, though the store's times do not", async () => {
    await openFirst(store);
    await catchUpAll(await jobCtx(sunda));
    const { orders } = await store.control<{ orders: { id: number }[] }>("orders/create", { shop: sunda });
    const ids = orders.map(({ id }) => id);
    await change("update", ids, { city: "Kiel" });
    await deliverRest();
    await store.control("webhooks", { dropRate: 1 });
    await change("update", ids, { city: "Bonn" });
    // As if both had happened in the second the mirror shows.
    const [told] = (await store.control<{ orders: { updated_at: string }[] }>("orders/list", { shop: sunda }))
      .orders;
    await inShop(sunda, (db) =>
      db.order.updateMany({ where: { shopId: sunda }, data: { updatedAt: new Date(told?.updated_at ?? 0) } }),
    );
    expect((await stateOfMirror(sunda)).orders).toMatchObject([{ city: "Kiel" }]);
    await catchUpAll(await jobCtx(sunda, 10));
    expect((await stateOfMirror(sunda)).orders).toMatchObject([{ city: "Bonn" }]);
  });

  it("never goes back: what a delivery has said since the store was asked stays", async () => {
    await openFirst(store);
    await catchUpAll(await jobCtx(sunda));
    const { orders } = await store.control<{ orders: { id: number }[] }>("orders/create", { shop: sunda });
    await deliverRest();
    await change(
      "update",
      orders.map(({ id }) => id),
      { city: "Kiel" },
    );
    const ctx = await jobCtx(sunda, 10);
    const overtaken = {
      ...ctx,
      admin: {
        ...ctx.admin,
        orders: async (wish: Parameters<typeof ctx.admin.orders>[0]) => {
          const answer = await ctx.admin.orders(wish);
          const [list] = (await store.control<{ orders: object[] }>("orders/list", { shop: sunda })).orders;
          const later = new Date(Date.now() + 2_000).toISOString();
          const address = { name: "N", country_code: "DE", city: "Ulm", zip: "89073" };
          await deliver(sunda, "orders/updated", { ...list, shipping_address: address, updated_at: later });
          await runJobs();
          return answer;
        },
      },
    };
    await catchUpAll(overtaken);
    expect((await stateOfMirror(sunda)).orders).toMatchObject([{ city: "Ulm" }]);
  });

  it("does not believe that a store has lost most of its orders", async () => {
    await store.control("orders/create", { shop: sunda, count: 12, silent: true });
    await openFirst(store);
    const nobody = async () => ({ ok: true as const, data: [], withheld: [] });
    await catchUpAll(await jobCtx(sunda));
    const blind = await jobCtx(sunda, 24 * 60);
    await catchUpAll({ ...blind, admin: { ...blind.admin, knownOrders: nobody } });
    expect((await stateOfMirror(sunda)).orders).toHaveLength(12);
    expect(await pass("deletions")).toMatchObject({ refused: true });
  });
});
