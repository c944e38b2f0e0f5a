import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { forJob } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { dropForsaken } from "../../app/surveys/commands.server";
import { formFor } from "../../app/surveys/core/form";
import { currentVersion, items } from "../../app/surveys/core/item-bank";
import { answeredItems, surveyForOrder } from "../../app/surveys/queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop } from "../support/shops";
import { answersBody, deliverParcel, sendAnswers, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

async function ctxOf(shop: string): Promise<Ctx> {
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return ctx;
}

const submissions = (shop: string) =>
  inShop(shop, (db) => db.surveySubmission.findMany({ where: { shopId: shop } }));
const answers = (shop: string) => inShop(shop, (db) => db.surveyAnswer.findMany({ where: { shopId: shop } }));
const gaps = (shop: string) => inShop(shop, (db) => db.surveyGap.findMany({ where: { shopId: shop } }));

describe("a buyer's answers", () => {
  it("before and after delivery become pairs and a gap, the form being the same both times", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop);
    await runJobs();
    const ctx = await ctxOf(shop);
    const form = (touch: "expectation" | "perception") =>
      ctx.transact((db) => surveyForOrder(db, ctx, { orderId: String(order.id), touch, locale: "pt-PT" }));
    const before = await form("expectation");
    expect(before?.items).toHaveLength(5);
    expect(before?.items.find((item) => item.id === "R1")?.text).toBe(
      "Meu pedido chegará até a data que me informaram.",
    );
    expect(await form("perception")).toBeNull();
    expect(await sendAnswers(shop, answersBody(order.id, "expectation", 6))).toMatchObject({
      status: 200,
      json: { received: true },
    });
    await deliverParcel(shop, order.id);
    await runJobs();
    const after = await form("perception");
    expect(after?.items.map((item) => item.id)).toEqual(before?.items.map((item) => item.id));
    expect((await sendAnswers(shop, answersBody(order.id, "perception", 2))).status).toBe(200);
    const sums = (await gaps(shop)).filter((row) => row.scope === "all");
    expect(sums.reduce((sum, row) => sum + row.pairs, 0)).toBe(5);
    for (const row of sums) {
      expect(row).toMatchObject({ buyers: 1, gapSum: -4, gapSquareSum: 16, expectedSum: 6, feltSum: 2 });
      expect(row.market).toBe("default");
    }
    expect(
      await ctx.transact((db) => answeredItems(db, ctx, { orderId: String(order.id), touch: "perception" })),
    ).toHaveLength(5);
  });

  it("are one submission when a hundred arrive at once, all thanked alike", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop);
    await runJobs();
    const same = randomUUID();
    const sent = Array.from({ length: 100 }, (_, at) =>
      sendAnswers(
        shop,
        answersBody(order.id, "expectation", (at % 7) + 1, at % 2 ? { submissionId: same } : {}),
      ),
    );
    const replies = await Promise.all(sent);
    expect([...new Set(replies.map(({ status, body }) => `${status} ${body}`))]).toEqual([
      '200 {"received":true}',
    ]);
    expect(await submissions(shop)).toHaveLength(1);
    expect(await answers(shop)).toHaveLength(5);
  });

  it("come in parts that add statements and never change one", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop);
    await runJobs();
    const whole = answersBody(order.id, "expectation", 7);
    const [first, ...rest] = whole.answers;
    if (!first) throw new Error("the form is empty");
    await sendAnswers(shop, { ...whole, answers: [first] });
    await sendAnswers(shop, { ...whole, answers: [{ ...first, value: 1 }, ...rest] });
    // Another device knows nothing of the first one's submission id.
    await sendAnswers(shop, answersBody(order.id, "expectation", 3));
    expect(await submissions(shop)).toHaveLength(1);
    expect((await answers(shop)).map((answer) => answer.value)).toEqual([7, 7, 7, 7, 7]);
  });

  it("may say that a statement does not apply, which makes no pair", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop, { delivered: true });
    const form = formFor(String(order.id), currentVersion);
    const none = form.map(({ id }) => ({ item: id, value: null, reason: "does-not-apply" }));
    // Before the jobs ran the order is unknown: what is felt waits.
    await sendAnswers(shop, answersBody(order.id, "perception", 1, { answers: none }));
    await runJobs();
    expect((await answers(shop)).map((answer) => answer.reason)).toEqual(Array(5).fill("does-not-apply"));
    expect(await gaps(shop)).toEqual([]);
  });

  it("given once the parcel has come are late expectations: kept, never paired", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop, { delivered: true });
    await runJobs();
    await sendAnswers(shop, answersBody(order.id, "expectation", 7));
    await sendAnswers(shop, answersBody(order.id, "perception", 1));
    expect((await submissions(shop)).map((row) => [row.touch, row.late]).sort()).toEqual([
      ["expectation", true],
      ["perception", false],
    ]);
    expect(await gaps(shop)).toEqual([]);
  });
});

describe("answers to an order the mirror does not show yet", () => {
  it("wait uncounted, and are counted once it does", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    expect((await sendAnswers(shop, answersBody(order.id, "expectation", 5))).status).toBe(200);
    expect(await submissions(shop)).toMatchObject([{ state: "pending", customerIndex: null }]);
    await deliver(shop, "orders/create", order);
    await runJobs();
    expect(await submissions(shop)).toMatchObject([{ state: "counted", market: "default", late: false }]);
  });

  it("are dropped when the token named another customer, and kept when it named the order's", async () => {
    const shop = await installedShop();
    const [theirs, own] = [orderPayload(), orderPayload()];
    const stranger = 4_242;
    await sendAnswers(shop, answersBody(theirs.id, "expectation", 1), stranger);
    await sendAnswers(shop, answersBody(own.id, "expectation", 5), own.id + 1_000_000);
    for (const order of [theirs, own]) await deliver(shop, "orders/create", order);
    await runJobs();
    expect(await submissions(shop)).toMatchObject([
      { orderId: String(own.id), state: "counted", customerIndex: null },
    ]);
    // Known by now, the other one is refused at the door, with the same thanks.
    expect(await sendAnswers(shop, answersBody(theirs.id, "expectation", 1), stranger)).toMatchObject({
      status: 200,
      json: { received: true },
    });
    expect(await submissions(shop)).toHaveLength(1);
  });

  it("are given up after thirty days", async () => {
    const shop = await installedShop();
    await sendAnswers(shop, answersBody(8_888_888_888_888, "expectation", 5));
    const ctx = await ctxOf(shop);
    await dropForsaken(ctx);
    expect(await submissions(shop)).toHaveLength(1);
    await dropForsaken({ ...ctx, now: () => new Date(Date.now() + 31 * 86_400_000) });
    expect([await submissions(shop), await answers(shop)]).toEqual([[], []]);
  });
});

describe("the door refuses", () => {
  it("what is not this order's form, off the scale, doubled, of another version, or felt before it came", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop);
    await runJobs();
    const good = answersBody(order.id, "expectation", 4);
    const form = new Set(good.answers.map((answer) => answer.item));
    const other = items.find((item) => !form.has(item.id))?.id ?? "";
    const [one] = good.answers;
    const item = one?.item ?? "";
    const cases: [number, object][] = [
      [422, { ...good, answers: [{ item: other, value: 4 }] }],
      [422, { ...good, answers: [{ item: "R1; DROP", value: 4 }] }],
      [422, { ...good, answers: [{ item, value: 0 }] }],
      [422, { ...good, answers: [{ item, value: 8 }] }],
      [422, { ...good, answers: [{ item, value: 3.5 }] }],
      [422, { ...good, answers: [{ item, value: null }] }],
      [422, { ...good, answers: [{ item, value: 3, reason: "does-not-apply" }] }],
      [422, { ...good, answers: [one, one] }],
      [400, { ...good, answers: [{ item, value: "3" }] }],
      [400, { ...good, answers: [] }],
      [400, { ...good, submissionId: "1" }],
      [400, { ...good, touch: "opinion" }],
      [400, { ...good, orderId: "1 OR 1=1" }],
      [409, { ...good, version: "delivery-0" }],
      [409, { ...good, touch: "perception" }],
    ];
    for (const [status, body] of cases) {
      expect((await sendAnswers(shop, body)).status, JSON.stringify(body)).toBe(status);
    }
    expect(await submissions(shop)).toEqual([]);
  });

  it("a submission id that stands for another order", async () => {
    const shop = await installedShop();
    const [a, b] = [await storeOrder(shop), await storeOrder(shop)];
    await runJobs();
    const submissionId = randomUUID();
    await sendAnswers(shop, answersBody(a.id, "expectation", 4, { submissionId }));
    expect((await sendAnswers(shop, answersBody(b.id, "expectation", 4, { submissionId }))).status).toBe(409);
    expect(await submissions(shop)).toHaveLength(1);
  });

  it("a flood with one token, yet never a resend of what it has", async () => {
    const shop = await installedShop();
    const token = buyerToken(shop);
    const send = (order: number) =>
      askDoor("/buyer/answers", answersBody(order, "expectation", 4), { token });
    const first = 9_100_000_000_000;
    const statuses: number[] = [];
    for (let at = 0; at < 64; at++) statuses.push((await send(first + at)).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
    expect((await send(first)).status).toBe(200);
    expect(await submissions(shop)).toHaveLength(60);
  });
});
