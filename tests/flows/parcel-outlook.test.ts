import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { decideClaim, setClaimTerms } from "../../app/parcels/claim-commands.server";
import { lookAgain } from "../../app/parcels/commands.server";
import { changeLane, findLane } from "../../app/parcels/lane-store.server";
import { parcelsPage } from "../../app/parcels/page-queries.server";
import { parcelPage } from "../../app/parcels/parcel-page-queries.server";
import { claimsDueSoon } from "../../app/parcels/queries.server";
import { setDisplayName } from "../../app/shop/commands.server";
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

/** An order of Monday the 16th, promised by Friday the 20th, and its parcel of the same day. */
async function sentParcel(shop: string, change: Record<string, unknown> = {}) {
  const order = orderPayload({ created_at: at(16), processed_at: at(16) });
  const parcel = fulfillmentPayload(order.id, { created_at: at(16, 12), updated_at: at(16, 12), ...change });
  await deliver(shop, "orders/create", order);
  await deliver(shop, "fulfillments/create", parcel);
  return { order, parcel, id: String(parcel.id) };
}

/** Lets somebody of the shop act at another time. */
async function staffAt(shop: string, instant: string, subject = "1"): Promise<AdminCtx> {
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "parcels.view");
  return { ...ctx, now: () => new Date(instant) };
}

/** Looks at every parcel of the shop anew, as if it were `instant`. */
async function sweepAt(shop: string, instant: string) {
  await inShop(shop, (db) =>
    db.parcel.updateMany({ where: { shopId: shop }, data: { lookAgainAt: new Date(0) } }),
  );
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is gone");
  while ((await lookAgain({ ...ctx, now: () => new Date(instant) })).more);
}

const row = (shop: string, id: string) =>
  inShop(shop, (db) => db.parcel.findUniqueOrThrow({ where: { shopId_id: { shopId: shop, id } } }));

type Sent = Awaited<ReturnType<typeof sentParcel>>;
const happens = (shop: string, { order, parcel }: Sent, change: object) =>
  deliver(shop, "fulfillment_events/create", eventPayload(order.id, parcel.id, { ...change }));

describe("a parcel predicted late", () => {
  it("is in the queue once the carrier names a day after the promise, and out of it with a better scan", async () => {
    const shop = await shopWithTransit();
    const sent = await sentParcel(shop);
    await happens(shop, sent, { happened_at: at(17), estimated_delivery_at: at(23) });
    await runJobs();
    await sweepAt(shop, at(18));
    const [first] =
      (await parcelsPage(await staffAt(shop, at(18)), { show: null, after: null })).queue?.parcels ?? [];
    expect(first).toMatchObject({
      id: sent.id,
      trouble: { kind: "predicted-late", turn: "shop", since: at(17), dueAt: at(18) },
      forecast: { from: "2026-11-23", by: "2026-11-23", source: "carrier" },
    });
    expect(await parcelPage(await staffAt(shop, at(18)), sent.id)).toMatchObject({
      parcel: { promisedBy: "2026-11-20" },
      forecast: { source: "carrier", by: "2026-11-23", late: true },
    });
    await happens(shop, sent, { happened_at: at(18, 8), estimated_delivery_at: at(19) });
    await runJobs();
    await sweepAt(shop, at(18, 11));
    expect(await row(shop, sent.id)).toMatchObject({ trouble: null, troubleDueAt: null });
  });

  it("is told from what the carrier's own parcels took, from twenty on, and counts none twice", async () => {
    const shop = await shopWithTransit();
    for (let number = 0; number < 20; number++) {
      const before = await sentParcel(shop);
      const event = eventPayload(before.order.id, before.parcel.id, {
        status: "delivered",
        happened_at: at(number < 5 ? 18 : 22),
      });
      await deliver(shop, "fulfillment_events/create", event);
      await deliver(shop, "fulfillment_events/create", event);
    }
    await runJobs();
    const [lane] = await inShop(shop, (db) => db.parcelLane.findMany({ where: { shopId: shop } }));
    expect(lane).toMatchObject({ id: "dhlexpress DE", sent: 20, heard: 20 });
    expect([...(lane?.days ?? [])].sort()).toEqual([...Array(5).fill(2), ...Array(15).fill(6)]);
    const sent = await sentParcel(shop);
    await happens(shop, sent, { happened_at: at(17) });
    await runJobs();
    // Three of four came on the sixth day; promised is the fourth.
    await sweepAt(shop, at(17, 11));
    expect(await row(shop, sent.id)).toMatchObject({ trouble: "predicted-late", forecastSource: "history" });
    expect((await parcelPage(await staffAt(shop, at(17, 12)), sent.id))?.forecast).toEqual({
      source: "history",
      from: "2026-11-18",
      by: "2026-11-22",
      of: 20,
      late: 15,
    });
    // A carrier that brings it today says otherwise.
    await happens(shop, sent, { status: "out_for_delivery", happened_at: at(18, 6) });
    await runJobs();
    await sweepAt(shop, at(18, 8));
    expect((await row(shop, sent.id)).trouble).toBeNull();
    await deliver(shop, "orders/delete", { id: sent.order.id });
    await runJobs();
    const [left] = await inShop(shop, (db) => db.parcelLane.findMany({ where: { shopId: shop } }));
    expect(left).toMatchObject({ sent: 20, heard: 20 });
  }, 180_000);
});

describe("a lane", () => {
  it("remembers the latest hundred deliveries and loses one that is taken back", async () => {
    const shop = await installedShop();
    const ctx = await staffAt(shop, at(20));
    const change = (gone: number | null, come: number | null, sent = 0) =>
      ctx.transact((db) =>
        changeLane(db, ctx.shop, { laneId: "kestrel DE", sent, heard: sent, gone, come }, ctx.now()),
      );
    const lane = () => ctx.transact((db) => findLane(db, ctx.shop, "kestrel DE"));
    for (let days = 1; days <= 3; days++) await change(null, days, 1);
    await change(2, 9);
    expect(await lane()).toEqual({ sent: 3, heard: 3, days: [1, 3, 9] });
    await change(7, null, -1);
    await change(1, null, -5);
    expect(await lane()).toEqual({ sent: 0, heard: 0, days: [3, 9] });
    await inShop(shop, (db) => db.parcelLane.updateMany({ data: { days: Array(100).fill(5) } }));
    await change(null, 6, 1);
    expect((await lane())?.days).toEqual([...Array(99).fill(5), 6]);
  });
});

describe("a carrier that reports nothing", () => {
  it("makes no trouble by its silence, and none of its parcels late, once twenty have shown it", async () => {
    const shop = await shopWithTransit();
    const all: Sent[] = [];
    for (let number = 0; number < 21; number++) {
      all.push(await sentParcel(shop, { tracking_company: "Dune Post" }));
    }
    await runJobs();
    const last = all.at(-1)?.id ?? "";
    await inShop(shop, (db) => db.parcel.updateMany({ data: { lateAnnouncedAt: null } }));
    await sweepAt(shop, at(30));
    expect(await row(shop, last)).toMatchObject({ trouble: null, lateAnnouncedAt: null });
    expect((await parcelPage(await staffAt(shop, at(30)), last))?.forecast).toEqual({
      source: "none",
      because: "quiet",
    });
  }, 180_000);
});

describe("a claim", () => {
  async function lostParcel() {
    const shop = await shopWithTransit();
    await setDisplayName(await staffAt(shop, at(23)), { displayName: "Rui Chen" });
    const sent = await sentParcel(shop);
    await happens(shop, sent, { status: "failure", happened_at: at(19) });
    await runJobs();
    return { shop, ...sent };
  }

  it("has a last day, is due within its last week, and leaves the queue with a decision anybody can read", async () => {
    const { shop, id } = await lostParcel();
    expect(await row(shop, id)).toMatchObject({
      trouble: "failed",
      claimGround: "lost",
      claimBy: new Date("2027-01-15T00:00:00Z"),
    });
    const due = async (instant: string) => {
      const ctx = await staffAt(shop, instant);
      return ctx.transact((db) => claimsDueSoon(db, ctx));
    };
    // In Shanghai the eighth of January begins at four in the afternoon of the seventh.
    expect(await due("2027-01-07T15:59:59Z")).toEqual([]);
    expect(await due("2027-01-07T16:00:00Z")).toMatchObject([
      { parcelId: id, by: "2027-01-15", daysLeft: 7 },
    ]);
    expect(await due("2027-01-15T15:00:00Z")).toMatchObject([{ daysLeft: 0 }]);
    expect(await due("2027-01-15T16:00:00Z")).toEqual([]);

    const staff = await staffAt(shop, "2027-01-10T10:00:00Z");
    const decided = await decideClaim(staff, id, { decision: "claimed", note: "Form sent\u202e" });
    expect(decided).toEqual({ ok: true, value: null });
    expect(await due("2027-01-10T11:00:00Z")).toEqual([]);
    expect(await row(shop, id)).toMatchObject({ trouble: null, claimDecision: "claimed" });
    expect((await parcelPage(staff, id))?.claim).toMatchObject({
      days: 60,
      own: false,
      decided: { decision: "claimed", note: "Form sent", name: "Rui Chen", at: "2027-01-10T10:00:00.000Z" },
    });
    await decideClaim(staff, id, { decision: "reopen", note: "" });
    expect(await row(shop, id)).toMatchObject({ trouble: "failed", claimDecision: null });
    expect(await due("2027-01-10T11:00:00Z")).toHaveLength(1);
  });

  it("that nobody decided ends with its last day, and the trouble with it", async () => {
    const { shop, id } = await lostParcel();
    // The fifteenth has ended in all of China at six in the evening (Ürümqi).
    await sweepAt(shop, "2027-01-15T17:59:59Z");
    expect((await row(shop, id)).trouble).toBe("failed");
    await sweepAt(shop, "2027-01-15T18:00:00Z");
    expect(await row(shop, id)).toMatchObject({ trouble: null, claimGround: "lost", claimDecision: null });
  });

  it("follows the merchant's own period, for parcels that are lost already, too", async () => {
    const { shop, id } = await lostParcel();
    const ctx = await staffAt(shop, at(20));
    const provider = await inShop(shop, (db) => db.provider.findFirstOrThrow({ where: { shopId: shop } }));
    const terms = { intent: "save" as const, provider: provider.id, lostDays: "30", damagedDays: "7" };
    expect(await setClaimTerms(ctx, { ...terms, lostDays: "0" })).toMatchObject({ problem: "days-missing" });
    expect(await setClaimTerms(ctx, { ...terms, provider: crypto.randomUUID() })).toMatchObject({
      problem: "no-provider",
    });
    expect(await setClaimTerms(ctx, terms)).toEqual({ ok: true, value: null });
    await sweepAt(shop, at(20, 11));
    expect((await row(shop, id)).claimBy).toEqual(new Date("2026-12-16T00:00:00Z"));
    expect((await parcelPage(ctx, id))?.claim).toMatchObject({ days: 30, own: true, daysLeft: 26 });
  });

  it("is nothing for a parcel that is on its way, and nothing of another shop's", async () => {
    const shop = await shopWithTransit();
    const { id } = await sentParcel(shop);
    await runJobs();
    const ctx = await staffAt(shop, at(17));
    const input = { decision: "claimed" as const, note: "" };
    expect(await decideClaim(ctx, id, input)).toMatchObject({ problem: "nothing-to-claim" });
    expect(await decideClaim(ctx, id, { ...input, note: "x".repeat(1_001) })).toMatchObject({
      problem: "note-too-long",
    });
    const other = await lostParcel();
    expect(await decideClaim(ctx, other.id, input)).toMatchObject({ problem: "not-found" });
    expect((await row(other.shop, other.id)).claimDecision).toBeNull();
  });
});
