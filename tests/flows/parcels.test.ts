import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { listeners } from "../../app/jobs/listeners";
import { queue } from "../../app/jobs/queue.server";
import { lookAgain } from "../../app/parcels/commands.server";
import { parcelsPage } from "../../app/parcels/page-queries.server";
import { parcelPage } from "../../app/parcels/parcel-page-queries.server";
import { parcelsOfOrder } from "../../app/parcels/queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";
import { stopClockAt } from "../support/still-clock";

// A Monday, after everything that is told here has happened.
stopClockAt("2026-11-23T12:00:00Z");
beforeAll(prepareQueues);

const at = (day: number, hour = 10) => new Date(Date.UTC(2026, 10, day, hour)).toISOString();

/** A shop in China whose usual transit to Germany is two to four business days. */
async function shopWithTransit() {
  const shop = await installedShop();
  await inShop(shop, async (db) => {
    await db.shop.update({ where: { id: shop }, data: { timezone: "Asia/Shanghai", country: "CN" } });
    await db.parcelPromiseDefault.create({
      data: { shopId: shop, id: "DE", minDays: 2, maxDays: 4, updatedAt: new Date() },
    });
  });
  return shop;
}

const parcelRows = (shop: string) =>
  inShop(shop, (db) => db.parcel.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }));

/** The facts of parcels announced while `work` runs, by name. */
async function announcedDuring(work: () => Promise<unknown>): Promise<{ name: string; data: object }[]> {
  const boss = await queue();
  const names = ["parcel.sent", "parcel.delivered", "parcel.late", "parcel.missing"] as const;
  const heard: { name: string; data: object }[] = [];
  for (const name of names) await boss.createQueue(`heard.${name}`);
  const before = names.map((name) => listeners[name]);
  for (const name of names) (listeners as Record<string, readonly string[]>)[name] = [`heard.${name}`];
  try {
    await work();
    for (const name of names) {
      for (const job of await boss.fetch<object>(`heard.${name}`, { batchSize: 50 })) {
        heard.push({ name, data: job.data });
        await boss.complete(`heard.${name}`, job.id);
      }
    }
  } finally {
    names.forEach((name, index) => {
      (listeners as Record<string, readonly string[]>)[name] = before[index] ?? [];
    });
  }
  return heard;
}

describe("a parcel", () => {
  it("is what its events say, in whatever order and however often they come, and announces each fact once", async () => {
    const order = orderPayload({ created_at: at(16), updated_at: at(16), processed_at: at(16) });
    const parcel = fulfillmentPayload(order.id, { created_at: at(17), updated_at: at(17) });
    const events = [
      eventPayload(order.id, parcel.id, { status: "carrier_picked_up", happened_at: at(17, 18) }),
      eventPayload(order.id, parcel.id, { status: "in_transit", happened_at: at(18) }),
      eventPayload(order.id, parcel.id, { status: "out_for_delivery", happened_at: at(19, 6) }),
      eventPayload(order.id, parcel.id, { status: "delivered", happened_at: at(19, 11) }),
      eventPayload(order.id, parcel.id, { status: "beamed_up", happened_at: at(19, 12) }),
    ];
    const life: [string, unknown][] = [
      ["orders/create", order],
      ["fulfillments/create", parcel],
      ...events.map((event): [string, unknown] => ["fulfillment_events/create", event]),
    ];
    const indexes = life.map((_, index) => index);
    const shuffled = fc.tuple(
      fc.shuffledSubarray(indexes, { minLength: life.length }),
      fc.array(fc.constantFrom(...indexes), { maxLength: 4 }),
      fc.integer({ min: 1, max: life.length }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([sequence, repeats, cut]) => {
        const shop = await shopWithTransit();
        const all = [...sequence, ...repeats].flatMap((index) => [life[index] ?? (["", {}] as const)]);
        const heard = await announcedDuring(async () => {
          for (const part of [all.slice(0, cut), all.slice(cut)]) {
            for (const [topic, body] of part) await deliver(shop, topic, body);
            await runJobs();
          }
        });
        const rows = await parcelRows(shop);
        expect(rows).toMatchObject([
          {
            state: "delivered",
            orderName: order.name,
            country: "DE",
            deliveredAt: new Date(at(19, 11)),
            deliveredHow: "event",
            promisedFrom: new Date("2026-11-18T00:00:00Z"),
            promisedBy: new Date("2026-11-20T00:00:00Z"),
            verdict: "on-time",
            trouble: null,
          },
        ]);
        const ofParcel = { parcelId: String(parcel.id), orderId: String(order.id), country: "DE", shop };
        expect(heard.filter((one) => one.name !== "parcel.late")).toMatchObject([
          { name: "parcel.sent", data: ofParcel },
          { name: "parcel.delivered", data: { ...ofParcel, verdict: "on-time", promisedBy: "2026-11-20" } },
        ]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("keeps the promise of the order's first day, whatever the merchant sets later", async () => {
    const shop = await shopWithTransit();
    const order = orderPayload({ created_at: at(16), processed_at: at(16) });
    await deliver(shop, "orders/create", order);
    await runJobs();
    await inShop(shop, (db) =>
      db.parcelPromiseDefault.updateMany({ where: { shopId: shop }, data: { maxDays: 20 } }),
    );
    await deliver(shop, "fulfillments/create", fulfillmentPayload(order.id));
    await runJobs();
    expect(await parcelRows(shop)).toMatchObject([{ promisedBy: new Date("2026-11-20T00:00:00Z") }]);
  });

  it("without any promise is delivered without a verdict", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(order.id, parcel.id, { status: "delivered" }),
    );
    const heard = await announcedDuring(() => runJobs());
    expect(await parcelRows(shop)).toMatchObject([{ promisedBy: null, verdict: null, state: "delivered" }]);
    expect(heard).toMatchObject([
      { name: "parcel.sent" },
      { name: "parcel.delivered", data: { verdict: "unpromised", promisedBy: null } },
    ]);
  });

  it("is announced late once, by the clock alone, when its day has passed at the destination", async () => {
    const shop = await shopWithTransit();
    const order = orderPayload({ created_at: at(16), processed_at: at(16) });
    const parcel = fulfillmentPayload(order.id, { created_at: at(17) });
    await inShop(shop, (db) =>
      db.parcelPromiseDefault.updateMany({ where: { shopId: shop }, data: { maxDays: 20 } }),
    );
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await runJobs();
    const [before] = await parcelRows(shop);
    expect(before).toMatchObject({ lateAnnouncedAt: null, promisedBy: new Date("2026-12-14T00:00:00Z") });
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!ctx) throw new Error("the shop is gone");
    const sweepAt = (instant: string) => lookAgain({ ...ctx, now: () => new Date(instant) });
    // The fifteenth begins in Berlin at 23:00 UTC.
    expect(await announcedDuring(() => sweepAt("2026-12-14T22:59:59Z"))).toEqual([]);
    const late = await announcedDuring(async () => {
      await sweepAt("2026-12-14T23:00:00Z");
      await sweepAt("2026-12-14T23:10:00Z");
      await sweepAt("2026-12-20T23:10:00Z");
    });
    expect(late).toMatchObject([
      { name: "parcel.late", data: { parcelId: String(parcel.id), country: "DE" } },
    ]);
    expect(await parcelRows(shop)).toMatchObject([{ trouble: "overdue", troubleTurn: "shop" }]);
  });

  it("goes with its order, and forgets an event that the store takes back", async () => {
    const shop = await shopWithTransit();
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    const mistaken = eventPayload(order.id, parcel.id, { status: "delivered" });
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(shop, "fulfillment_events/create", mistaken);
    await runJobs();
    expect(await parcelRows(shop)).toMatchObject([{ state: "delivered" }]);
    await deliver(shop, "fulfillment_events/delete", { id: mistaken.id });
    await runJobs();
    expect(await parcelRows(shop)).toMatchObject([{ state: "sent", deliveredAt: null, deliveredHow: null }]);
    await deliver(shop, "orders/delete", { id: order.id });
    await runJobs();
    expect(await parcelRows(shop)).toEqual([]);
    const left = await inShop(shop, (db) => db.orderPromise.count({ where: { shopId: shop } }));
    expect(left).toBe(0);
  });

  it("waits a day for an order that never comes, and is then announced without it", async () => {
    const shop = await shopWithTransit();
    const parcel = fulfillmentPayload(1, { order_id: orderPayload().id });
    await deliver(shop, "fulfillments/create", parcel);
    expect(await announcedDuring(() => runJobs())).toEqual([]);
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!ctx) throw new Error("the shop is gone");
    const tomorrow = new Date(Date.now() + 25 * 3_600_000);
    const heard = await announcedDuring(() => lookAgain({ ...ctx, now: () => tomorrow }));
    expect(heard).toMatchObject([{ name: "parcel.sent", data: { country: null } }]);
  });

  it("shows its events as a timeline, a status nobody knows with its own text", async () => {
    const shop = await shopWithTransit();
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(order.id, parcel.id, { status: "beamed_up" }),
    );
    await runJobs();
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    const shown = await ctx?.transact((db) => parcelsOfOrder(db, ctx, String(order.id)));
    expect(shown).toMatchObject([
      {
        id: String(parcel.id),
        state: "unknown",
        timeline: [{ state: "sent" }, { state: "unknown", message: "beamed_up", place: "Leipzig, DE" }],
      },
    ]);
  });
});

describe("the pages", () => {
  it("show the queue by due time, then all parcels page by page, and one with its next step", async () => {
    const shop = await shopWithTransit();
    const ids: string[] = [];
    for (let number = 0; number < 27; number++) {
      const sent = new Date(Date.now() - (number + 1) * 60_000).toISOString();
      const order = orderPayload({ created_at: sent, processed_at: sent, name: `#P${number}` });
      const parcel = fulfillmentPayload(order.id, { created_at: sent, updated_at: sent });
      await deliver(shop, "orders/create", order);
      await deliver(shop, "fulfillments/create", parcel);
      ids.push(String(parcel.id));
      if (number < 2) {
        const happened_at = new Date(Date.now() - (2 - number) * 86_400_000).toISOString();
        const failed = eventPayload(order.id, parcel.id, { status: "failure", happened_at });
        await deliver(shop, "fulfillment_events/create", failed);
      }
    }
    await runJobs();
    const ctx = await fromAdmin(adminRequest(shop, "/app/parcels"), "parcels.view");
    const first = await parcelsPage(ctx, { show: null, after: null });
    expect(first.queue?.parcels.map((one) => [one.id, one.trouble?.kind])).toEqual([
      [ids[0], "failed"],
      [ids[1], "failed"],
    ]);
    expect(first.parcels.map((one) => one.id)).toEqual(ids.slice(0, 25));
    const second = await parcelsPage(ctx, { show: null, after: first.next });
    expect(second).toMatchObject({ next: null, parcels: [{ id: ids[25] }, { id: ids[26] }] });
    const failed = await parcelsPage(ctx, { show: "failed", after: null });
    expect(failed.parcels.map((one) => one.orderName)).toEqual(["#P0", "#P1"]);
    expect(await parcelPage(ctx, ids[0] ?? "")).toMatchObject({
      parcel: { trouble: { kind: "failed", turn: "shop" } },
      promiseSource: "default",
      tracking: { link: { host: "track.example" } },
      timeline: [{}, {}],
    });
    expect(await parcelPage(ctx, "1")).toBeNull();
  });
});

describe("a buyer who says that it has not arrived", () => {
  it("is heard once, however often they say so", async () => {
    const shop = await shopWithTransit();
    const order = orderPayload();
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", fulfillmentPayload(order.id));
    await runJobs();
    const say = () =>
      askDoor("/buyer/arrived", { orderId: String(order.id), yes: false }, { token: buyerToken(shop) });
    const heard = await announcedDuring(() => Promise.all([say(), say(), say()]));
    expect(heard.filter((one) => one.name === "parcel.missing")).toMatchObject([
      { data: { orderId: String(order.id) } },
    ]);
  });
});
