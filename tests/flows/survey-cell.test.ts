import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx, Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { cellPage } from "../../app/improvements/cell-queries.server";
import { replaceMarkets } from "../../app/markets/store.server";
import type { CellAddress } from "../../app/surveys/core/cell-address";
import { pairsOfCell } from "../../app/surveys/quality-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";
import { answersBody, deliverParcel, sendAnswers, storeOrder } from "../support/surveys";

const market = "900700500";
const nothing = { orders: null, comments: null, tickets: null };
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

let shop: string;
let orders: { id: number }[];

async function ctxOf(domain: string): Promise<Ctx> {
  const ctx = await forJob(domain, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return ctx;
}
const admin = (domain: string): Promise<AdminCtx> =>
  fromAdmin(adminRequest(domain, "/app/quality/cell"), "quality.view");

async function withMarket(domain: string): Promise<void> {
  const ctx = await ctxOf(domain);
  const countries = [{ code: "DE", currency: "EUR" }];
  const germany = {
    id: market,
    handle: "de",
    name: "Germany",
    active: true,
    currency: "EUR",
    languages: ["de"],
  };
  await inShop(domain, (db) => replaceMarkets(db, ctx.shop, [{ ...germany, countries }], new Date()));
  const usual = { shopId: domain, id: "*", minDays: 1, maxDays: 2, updatedAt: new Date() };
  await inShop(domain, (db) => db.parcelPromiseDefault.create({ data: usual }));
}

/** Buyers who expect 6 and feel 2; those `late` ordered a month ago and get their parcel today. */
async function answeredOrders(domain: string, { late, inTime }: { late: number; inTime: number }) {
  const old = { created_at: daysAgo(30), processed_at: daysAgo(30), updated_at: daysAgo(30) };
  const fresh = { created_at: daysAgo(0), processed_at: daysAgo(0), updated_at: daysAgo(0) };
  const placed: { id: number }[] = [];
  for (let at = 0; at < late + inTime; at++) {
    placed.push(await storeOrder(domain, { change: at < late ? old : fresh }));
  }
  await runJobs();
  for (const { id } of placed) {
    await sendAnswers(domain, answersBody(id, "expectation", 6));
    await deliverParcel(domain, id);
  }
  await runJobs();
  for (const { id } of placed) {
    const comment = `Order ${id}: ask me at greta@example.com or +49 30 1234567.`;
    await sendAnswers(domain, { ...answersBody(id, "perception", 2), comment });
  }
  await runJobs();
  return placed;
}

const accesses = (domain: string) =>
  inShop(domain, (db) => db.accessLog.findMany({ where: { shopId: domain, entity: "SurveyComment" } }));
const comments = (domain: string) =>
  inShop(domain, (db) => db.surveyComment.findMany({ where: { shopId: domain } }));

beforeAll(async () => {
  await prepareQueues();
  shop = await installedShop();
  await withMarket(shop);
  orders = await answeredOrders(shop, { late: 2, inTime: 10 });
}, 120_000);

const cell = (change: Partial<CellAddress> = {}): CellAddress => ({
  ...{ market, providerId: null, dimension: "reliability" },
  ...change,
});

describe("what lies behind a number", () => {
  it("is its statements, and its orders a page at a time with the late ones first", async () => {
    const ctx = await admin(shop);
    const first = await cellPage(ctx, cell(), nothing);
    expect(first).toMatchObject({ market: "Germany", provider: null, mayAct: true });
    expect(first?.answers.estimate).toMatchObject({ buyers: 12, expected: 6, felt: 2, gap: -4 });
    const promised = first?.answers.items.find((item) => item.id === "R1");
    expect(promised).toMatchObject({ buyers: 12, estimate: { expected: 6, felt: 2 } });
    const shown = first?.answers.orders ?? [];
    expect(shown.map((order) => order.parcelLate)).toEqual([true, true, ...Array(8).fill(false)]);
    expect(shown[0]?.score).toEqual({ expected: 6, felt: 2 });
    const parcels = (first?.parcels ?? []).filter((parcel) => parcel.orderId === shown[0]?.orderId);
    expect(parcels).toMatchObject([{ verdict: "late", carrier: "DHL Express" }]);
    const second = await cellPage(ctx, cell(), { ...nothing, orders: first?.answers.nextOrders ?? null });
    expect(second?.answers.nextOrders).toBeNull();
    const all = [...shown, ...(second?.answers.orders ?? [])].map((order) => order.orderId);
    expect([...new Set(all)].sort()).toEqual(orders.map((order) => String(order.id)).sort());
    expect(all).toHaveLength(12);
  });

  it("is the tickets about these parcels, and not those of another market", async () => {
    const abroad = await storeOrder(shop, { change: { shipping_address: { country_code: "FR" } } });
    await runJobs();
    const report = { orderId: String(abroad.id), text: "It is broken", kind: "damaged", locale: "fr" };
    await askDoor(
      "/buyer/problems",
      { ...report, clientId: "cell-test-abroad-1" },
      { token: buyerToken(shop) },
    );
    await runJobs();
    const ctx = await admin(shop);
    const seen = new Set<string>();
    for (let after: string | null = null, pages = 0; pages < 9; pages++) {
      const page = await cellPage(ctx, cell(), { ...nothing, tickets: after });
      for (const { id } of page?.tickets ?? []) expect(seen.has(id)).toBe(false);
      for (const { id } of page?.tickets ?? []) seen.add(id);
      after = page?.nextTickets ?? null;
      if (after === null) break;
    }
    const where = { shopId: shop, held: false };
    const all = await inShop(shop, (db) => db.ticket.findMany({ where }));
    expect(all.filter((ticket) => ticket.kind === "damaged")).toHaveLength(1);
    const here = all.filter((ticket) => ticket.kind !== "damaged").map((ticket) => ticket.id);
    expect(here.length).toBeGreaterThan(5);
    expect([...seen].sort()).toEqual(here.sort());
  });

  it("is nothing for a market or provider that is not the shop's", async () => {
    const ctx = await admin(shop);
    expect(await cellPage(ctx, cell({ market: "900700501" }), nothing)).toBeNull();
    expect(await cellPage(ctx, cell({ providerId: ctx.newId() }), nothing)).toBeNull();
    expect(await cellPage(await admin(await installedShop()), cell(), nothing)).toBeNull();
  });
});

describe("buyers' own words", () => {
  it("are shown without addresses and numbers, five at a time, and each showing is in the access log", async () => {
    const ctx = await admin(shop);
    const before = (await accesses(shop)).length;
    const page = await cellPage(ctx, cell(), nothing);
    expect(page?.answers.comments).toHaveLength(5);
    for (const { text, orderId } of page?.answers.comments ?? []) {
      expect(text).toBe("Order •••: ask me at ••• or •••.");
      expect(orders.map(({ id }) => String(id))).toContain(orderId);
    }
    const log = (await accesses(shop)).slice(before);
    expect(log.map((row) => row.entityId).sort()).toEqual(page?.answers.comments.map(({ id }) => id).sort());
    const next = await cellPage(ctx, cell(), { ...nothing, comments: page?.answers.nextComments ?? null });
    const ids = [...(page?.answers.comments ?? []), ...(next?.answers.comments ?? [])].map(({ id }) => id);
    expect(new Set(ids).size).toBe(10);
  });

  it("are sealed, kept as first written, and need no answer beside them", async () => {
    const domain = await installedShop();
    const order = await storeOrder(domain, { delivered: true });
    await runJobs();
    const bare = answersBody(order.id, "perception", 2, { answers: [] });
    expect((await sendAnswers(domain, bare)).status).toBe(400);
    expect((await sendAnswers(domain, { ...bare, comment: "  \u202e " })).status).toBe(400);
    expect((await sendAnswers(domain, { ...bare, touch: "expectation", comment: "soon?" })).status).toBe(422);
    expect((await sendAnswers(domain, { ...bare, comment: "a".repeat(4_001) })).status).toBe(400);
    expect(
      (await sendAnswers(domain, { ...bare, comment: `Box crushed. ${"b".repeat(1_500)}` })).status,
    ).toBe(200);
    expect((await sendAnswers(domain, { ...bare, comment: "All fine after all" })).status).toBe(200);
    const [kept, ...more] = await comments(domain);
    expect(more).toEqual([]);
    expect(Buffer.from(kept?.sealedText ?? []).includes("crushed")).toBe(false);
    const ctx = await ctxOf(domain);
    const text = kept && ctx.shop.vault.openText("SurveyComment.sealedText", kept.id, kept.sealedText);
    expect(text).toMatch(/^Box crushed\. b+$/);
    expect(text).toHaveLength(1_000);
    const status = await askDoor(
      "/buyer/order-status",
      { orderId: String(order.id) },
      { token: buyerToken(domain) },
    );
    expect(status.json.survey).toMatchObject({ mayComment: false, answered: [] });
  });

  it("wait with their answers for an order that is not mirrored yet, and go when its buyer is erased", async () => {
    const domain = await installedShop();
    const order = await storeOrder(domain, { delivered: true });
    await sendAnswers(domain, { ...answersBody(order.id, "perception", 2), comment: "Late" });
    expect(await comments(domain)).toMatchObject([{ market: null, providerId: null }]);
    await runJobs();
    expect(await comments(domain)).toMatchObject([{ market: "default", orderId: String(order.id) }]);
    const customer = { id: order.id + 1_000_000 };
    await deliver(domain, "customers/redact", { shop_domain: domain, customer, orders_to_redact: [] });
    await runJobs();
    expect(await comments(domain)).toEqual([]);
    expect(await inShop(domain, (db) => db.surveyItemGap.count({ where: { buyers: { gt: 0 } } }))).toBe(0);
  });

  it("and single scores stay hidden while fewer than five buyers have answered", async () => {
    const domain = await installedShop();
    await withMarket(domain);
    await answeredOrders(domain, { late: 0, inTime: 2 });
    const page = await cellPage(await admin(domain), cell(), nothing);
    expect(page?.answers).toMatchObject({ buyers: 2, estimate: null, comments: [] });
    expect(page?.answers.orders.map((order) => order.score)).toEqual([null, null]);
    expect(await accesses(domain)).toEqual([]);
  });
});

describe("the gaps of a cell", () => {
  it("are counted by when they were felt, in a market, of a provider, or everywhere", async () => {
    const ctx = await ctxOf(shop);
    const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];
    const count = (change: Partial<CellAddress> & { from?: Date; to?: Date } = {}) =>
      ctx.transact((db) => pairsOfCell(db, ctx, { ...cell(), from, to, ...change }));
    const all = { n: 12, mean: -4, variance: 0 };
    expect(await count()).toEqual(all);
    expect(await count({ market: null })).toEqual(all);
    const provider = await inShop(shop, (db) => db.provider.findFirst({ where: { shopId: shop } }));
    expect(await count({ providerId: provider?.id ?? null })).toEqual(all);
    const none = { n: 0, mean: 0, variance: 0 };
    expect(await count({ market: "default" })).toEqual(none);
    expect(await count({ providerId: "" })).toEqual(none);
    expect(await count({ to: from })).toEqual(none);
    expect(await count({ from: to, to: new Date(to.getTime() + 1) })).toEqual(none);
  });
});
