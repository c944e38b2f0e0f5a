import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { listeners } from "../../app/jobs/listeners";
import { queue } from "../../app/jobs/queue.server";
import { rebuildGaps } from "../../app/surveys/count-commands.server";
import { qualityPage, topGap } from "../../app/surveys/quality-queries.server";
import { deliver } from "../support/deliveries";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";
import { answersBody, deliverParcel, sendAnswers, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

async function ctxOf(shop: string): Promise<Ctx> {
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return ctx;
}

const gaps = (shop: string) =>
  inShop(shop, (db) =>
    db.surveyGap.findMany({
      where: { shopId: shop, buyers: { gt: 0 } },
      orderBy: [{ scope: "asc" }, { dimension: "asc" }, { market: "asc" }],
      omit: { changedAt: true },
    }),
  );

/** Orders whose buyers answered before and after, each a little differently. */
async function answeredOrders(shop: string, count: number, change: Record<string, unknown> = {}) {
  const orders: Awaited<ReturnType<typeof storeOrder>>[] = [];
  for (let at = 0; at < count; at++) orders.push(await storeOrder(shop, { change }));
  await runJobs();
  for (const [at, order] of orders.entries()) {
    const whole = answersBody(order.id, "expectation", 7 - (at % 2));
    const [one, two, ...rest] = whole.answers;
    await sendAnswers(shop, { ...whole, answers: [one, two] });
    await sendAnswers(shop, { ...whole, answers: rest });
    await deliverParcel(shop, order.id);
  }
  await runJobs();
  for (const [at, order] of orders.entries()) {
    const body = answersBody(order.id, "perception", 0);
    const felt = body.answers.map((answer, place) => ({ ...answer, value: ((at + place) % 5) + 1 }));
    for (const answer of felt) await sendAnswers(shop, { ...body, answers: [answer] });
  }
  return orders;
}

/** The sums of statements, alone and two together. They are whole numbers, so they agree to the last digit. */
const statements = (shop: string) =>
  inShop(shop, async (db) => {
    const where = { shopId: shop, buyers: { gt: 0 } };
    const omit = { changedAt: true } as const;
    return {
      alone: await db.surveyItemGap.findMany({ where, omit, orderBy: [{ item: "asc" }] }),
      together: await db.surveyItemCovariance.findMany({
        ...{ where, omit, orderBy: [{ item: "asc" }, { other: "asc" }] },
      }),
    };
  });

function expectEqualSums(a: Awaited<ReturnType<typeof gaps>>, b: Awaited<ReturnType<typeof gaps>>) {
  expect(a.map((row) => `${row.scope} ${row.dimension} ${row.market}`)).toEqual(
    b.map((row) => `${row.scope} ${row.dimension} ${row.market}`),
  );
  a.forEach((row, at) => {
    for (const key of ["buyers", "pairs", "gapSum", "gapSquareSum", "expectedSum", "feltSum"] as const) {
      expect(Math.abs(row[key] - (b[at]?.[key] ?? Number.NaN)), key).toBeLessThan(1e-9);
    }
  });
}

describe("the kept sums", () => {
  it("equal those counted anew from the answers, after parts and after an erasure", async () => {
    const shop = await installedShop();
    const orders = await answeredOrders(shop, 7);
    const ctx = await ctxOf(shop);
    const kept = await gaps(shop);
    const ofStatements = await statements(shop);
    expect(kept.length).toBeGreaterThan(7);
    expect(ofStatements.together.length).toBeGreaterThan(0);
    await rebuildGaps(ctx);
    expectEqualSums(await gaps(shop), kept);
    expect(await statements(shop)).toEqual(ofStatements);
    const [gone] = orders;
    if (!gone) throw new Error("no orders");
    await deliver(shop, "customers/redact", {
      shop_domain: shop,
      customer: { id: gone.id + 1_000_000 },
      orders_to_redact: [],
    });
    await runJobs();
    const orderIds = await inShop(shop, (db) =>
      db.surveySubmission.findMany({ where: { shopId: shop }, select: { orderId: true } }),
    );
    expect(orderIds).toHaveLength(12);
    expect(orderIds.map((row) => row.orderId)).not.toContain(String(gone.id));
    const left = await gaps(shop);
    const reliability = left.find((row) => row.scope === "all" && row.dimension === "reliability");
    expect(reliability?.buyers).toBe(6);
    const statementsLeft = await statements(shop);
    await rebuildGaps(ctx);
    expectEqualSums(await gaps(shop), left);
    expect(await statements(shop)).toEqual(statementsLeft);
  });

  it("lose an order that the store deletes", async () => {
    const shop = await installedShop();
    const [order] = await answeredOrders(shop, 1);
    await deliver(shop, "orders/delete", { id: order?.id });
    await runJobs();
    expect(await gaps(shop)).toEqual([]);
    expect(await inShop(shop, (db) => db.surveyAnswer.count({ where: { shopId: shop } }))).toBe(0);
  });
});

describe("the page of service quality", () => {
  it("shows a dimension with its interval from five buyers on, and hides smaller cells", async () => {
    const shop = await installedShop();
    await answeredOrders(shop, 6);
    const admin = await fromAdmin(adminRequest(shop, "/app/quality"), "quality.view");
    const page = await qualityPage(admin, { dimension: "reliability", after: null });
    const reliability = page.dimensions.find((one) => one.dimension === "reliability");
    expect(reliability).toMatchObject({ buyers: 6, estimate: { buyers: 6, early: true } });
    const { gap = 0, low = 0, high = 0 } = reliability?.estimate ?? {};
    expect(gap).toBeLessThan(0);
    expect(low).toBeLessThan(gap);
    expect(high).toBeGreaterThan(gap);
    for (const one of page.dimensions) expect(one.estimate === null).toBe(one.buyers < 5);
    expect(page.markets).toEqual([{ id: "default", name: null }]);
    expect(page.providers).toMatchObject([{ gaps: [{ dimension: "reliability", buyers: 6 }] }]);
    expect(page.worst).toMatchObject({ market: { id: "default" }, sure: false });
    expect(page.answered).toEqual({ expectations: 6, perceptions: 6 });
    const ctx = await ctxOf(shop);
    const top = await ctx.transact((db) => topGap(db, ctx));
    expect(top).toMatchObject({ market: "default", marketName: null, sure: false });
    expect(top?.n).toBeGreaterThanOrEqual(5);
  });

  it("has nothing to say without answers", async () => {
    const shop = await installedShop();
    const admin = await fromAdmin(adminRequest(shop, "/app/quality"), "quality.view");
    expect(await qualityPage(admin, { dimension: null, after: null })).toMatchObject({
      ...{ dimension: "reliability", markets: [], providers: [], worst: null },
      answered: { expectations: 0 },
    });
    expect(await admin.transact((db) => topGap(db, admin))).toBeNull();
  });
});

it("every counted part is announced, and a low answer too", async () => {
  const shop = await installedShop();
  const order = await storeOrder(shop, { delivered: true });
  await runJobs();
  const boss = await queue();
  const names = ["survey.answered", "survey.low-answer"] as const;
  const before = names.map((name) => listeners[name]);
  for (const name of names) {
    await boss.createQueue(`heard.${name}`);
    (listeners as Record<string, readonly string[]>)[name] = [`heard.${name}`];
  }
  try {
    await sendAnswers(shop, answersBody(order.id, "perception", 2));
    const heard = async (name: string) =>
      (await boss.fetch<object>(`heard.${name}`, { batchSize: 9 })).map((job) => job.data);
    const orderId = String(order.id);
    expect(await heard("survey.answered")).toMatchObject([{ orderId, touch: "perception" }]);
    expect(await heard("survey.low-answer")).toMatchObject([{ orderId, lowest: 2 }]);
  } finally {
    names.forEach((name, at) => {
      (listeners as Record<string, readonly string[]>)[name] = before[at] ?? [];
    });
  }
});
