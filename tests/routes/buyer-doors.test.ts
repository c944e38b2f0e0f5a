import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop, newShopDomain } from "../support/shops";

const paths = ["/buyer/thank-you", "/buyer/order-status", "/buyer/arrived"];
const bodyFor = (path: string, orderId: string) =>
  path === "/buyer/arrived" ? { orderId, yes: true } : { orderId, locale: "de" };

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const seconds = () => Math.floor(Date.now() / 1000);

let shop: string;
let order: ReturnType<typeof orderPayload>;
let parcel: ReturnType<typeof fulfillmentPayload>;
let customer: number;

/** An order of four weeks ago, promised within a week, whose carrier has said nothing since it left. */
async function silentOrder(to: string) {
  const placed = orderPayload({
    created_at: daysAgo(28),
    processed_at: daysAgo(28),
    updated_at: daysAgo(28),
  });
  const sent = fulfillmentPayload(placed.id, { created_at: daysAgo(27), updated_at: daysAgo(27) });
  await deliver(to, "orders/create", placed);
  await deliver(to, "fulfillments/create", sent);
  await deliver(
    to,
    "fulfillment_events/create",
    eventPayload(placed.id, sent.id, { happened_at: daysAgo(26), message: "left with Greta Falk" }),
  );
  await runJobs();
  return { placed, sent };
}

async function shopWithTransit() {
  const domain = await installedShop();
  await inShop(domain, (db) =>
    db.parcelPromiseDefault.create({
      data: { shopId: domain, id: "*", minDays: 3, maxDays: 5, updatedAt: new Date() },
    }),
  );
  return domain;
}

beforeAll(async () => {
  await prepareQueues();
  shop = await shopWithTransit();
  const { placed, sent } = await silentOrder(shop);
  order = placed;
  parcel = sent;
  customer = (order.customer as { id: number }).id;
});

describe.each(paths)("%s", (path) => {
  it.each([
    ["no token", () => undefined],
    ["an expired token", () => buyerToken(shop, { claims: { exp: seconds() - 30 } })],
    [
      "a token with a foreign secret",
      () => buyerToken(shop, { secret: "some-other-secret-of-32-characters" }),
    ],
    ["another app's token", () => buyerToken(shop, { claims: { aud: "another-client-id" } })],
    ["a token of a shop without the app", () => buyerToken(newShopDomain())],
    ["a token of no shop", () => buyerToken("evil.example")],
  ])("refuses %s with 401, readable for the block", async (_name, make) => {
    const token = make();
    const answer = await askDoor(path, bodyFor(path, String(order.id)), token === undefined ? {} : { token });
    expect(answer).toMatchObject({ status: 401, headers: { "Access-Control-Allow-Origin": "*" } });
    expect(answer.body).toBeUndefined();
  });

  it("answers a preflight, and lets any origin read every answer", async () => {
    const preflight = await askDoor(path, "", { method: "OPTIONS" });
    expect(preflight).toMatchObject({ status: 204, headers: { "Access-Control-Allow-Origin": "*" } });
    for (const body of [
      "{",
      "[]",
      "null",
      { orderId: 7 },
      { orderId: "gid://shopify/Customer/1", yes: true },
    ]) {
      const answer = await askDoor(path, body, { token: buyerToken(shop) });
      expect(answer).toMatchObject({ status: 400, headers: { "Access-Control-Allow-Origin": "*" } });
    }
    const large = await askDoor(
      path,
      { orderId: "1", locale: "x".repeat(40_000) },
      { token: buyerToken(shop) },
    );
    expect(large.status).toBe(413);
    expect((await askDoor(path, "", { method: "GET" })).status).toBe(405);
  });

  it("answers a foreign order, another customer's and one that does not exist alike, and keeps nothing", async () => {
    const other = await shopWithTransit();
    const to = (orderId: string, token: string) => askDoor(path, bodyFor(path, orderId), { token });
    // Which statements are asked depends on the order's id, so one id is asked of both.
    const unknown = await to(String(order.id), buyerToken(other));
    const foreign = await to(String(order.id), buyerToken(shop, { customer: 1 }));
    const nowhere = await to("99999999999999999999", buyerToken(shop));
    expect([unknown.status, foreign.status, nowhere.status]).toEqual([200, 200, 200]);
    const known = ({ json }: { json?: object }) => ({ ...json, support: undefined });
    expect(known(foreign)).toEqual(known(unknown));
    expect(Object.keys(known(nowhere))).toEqual(Object.keys(known(unknown)));
    for (const one of [shop, other]) {
      const where = { shopId: one, id: { in: [String(order.id), "99999999999999999999"] } };
      expect(await inShop(one, (db) => db.arrivalAnswer.count({ where }))).toBe(0);
    }
  });

  it("never tells who the buyer is", async () => {
    const own = await silentOrder(shop);
    for (const token of [
      buyerToken(shop),
      buyerToken(shop, { customer: (own.placed.customer as { id: number }).id }),
    ]) {
      const { body } = await askDoor(path, bodyFor(path, `gid://shopify/Order/${own.placed.id}`), { token });
      expect(body).not.toMatch(/Greta|Falk|Linden|example\.com|10115|JD0146/);
    }
  });
});

describe("the order-status block", () => {
  const ask = (token: string, orderId = String(order.id)) =>
    askDoor("/buyer/order-status", { orderId }, { token });

  it("gets the parcels with their timeline, the promise, and when to ask whether it has arrived", async () => {
    const { json } = await ask(buyerToken(shop, { customer }));
    expect(json).toMatchObject({
      parcels: [
        {
          id: String(parcel.id),
          state: "in-transit",
          carrier: "DHL Express",
          verdict: null,
          timeline: [{ state: "sent" }, { state: "in-transit", place: "Leipzig, DE", message: null }],
        },
      ],
      askArrived: true,
      arrived: null,
    });
    expect(json.promise).toEqual({ from: json.parcels[0].promisedFrom, by: json.parcels[0].promisedBy });
  });

  it("shows a guest the country of a scan, not the city", async () => {
    const { json } = await ask(buyerToken(shop), `gid://shopify/OrderIdentity/${order.id}`);
    expect(json.parcels[0].timeline[1].place).toBe("DE");
  });
});

describe("the answer to 'Has it arrived?'", () => {
  const status = async (token: string, orderId: number) =>
    (await askDoor("/buyer/order-status", { orderId: String(orderId) }, { token })).json;
  const answer = (orderId: number, said: object) =>
    askDoor("/buyer/arrived", { orderId: String(orderId), ...said }, { token: buyerToken(shop) });

  it("yes on a day is a delivery on the buyer's word, once, however often it is sent", async () => {
    const { placed, sent } = await silentOrder(shop);
    const on = daysAgo(25).slice(0, 10);
    const answers = await Promise.all(Array.from({ length: 5 }, () => answer(placed.id, { yes: true, on })));
    expect(answers.map((one) => [one.status, one.json])).toEqual(answers.map(() => [200, { ok: true }]));
    const shown = await status(buyerToken(shop), placed.id);
    expect(shown).toMatchObject({
      askArrived: false,
      arrived: "yes",
      parcels: [{ id: String(sent.id), state: "delivered", deliveredHow: "buyer" }],
    });
    expect(shown.parcels[0].deliveredAt.slice(0, 10)).toBe(on);
    expect(shown.parcels[0].verdict).toMatch(/early|on-time/);
  });

  it("yes without a day, weeks after the promise, proves no lateness", async () => {
    const { placed } = await silentOrder(shop);
    await answer(placed.id, { yes: true });
    expect((await status(buyerToken(shop), placed.id)).parcels).toMatchObject([
      { state: "delivered", verdict: null },
    ]);
  });

  it("no is kept and shown as trouble, and the carrier's own word still counts after it", async () => {
    const { placed, sent } = await silentOrder(shop);
    await answer(placed.id, { yes: false });
    const row = () =>
      inShop(shop, (db) => db.parcel.findFirst({ where: { shopId: shop, id: String(sent.id) } }));
    expect(await row()).toMatchObject({ trouble: "missing", troubleTurn: "shop", state: "in-transit" });
    await deliver(
      shop,
      "fulfillment_events/create",
      eventPayload(placed.id, sent.id, { status: "delivered" }),
    );
    await runJobs();
    expect(await row()).toMatchObject({ trouble: "missing", state: "delivered", deliveredHow: "event" });
  });

  it.each([
    ["before the order", () => daysAgo(60).slice(0, 10)],
    ["next week", () => daysAgo(-7).slice(0, 10)],
  ])("a day %s is refused with 422", async (_name, on) => {
    const { placed } = await silentOrder(shop);
    expect(await answer(placed.id, { yes: true, on: on() })).toMatchObject({
      status: 422,
      json: { ok: false, problem: "day-impossible" },
    });
  });

  it.each(["2026-02-30", "yesterday", 7, ""])("%j is no day: 400", async (on) => {
    expect((await answer(order.id, { yes: true, on })).status).toBe(400);
  });
});

describe("the thank-you block", () => {
  it("gets the promise of an order whose jobs have not run yet", async () => {
    const placed = orderPayload({
      created_at: new Date().toISOString(),
      processed_at: new Date().toISOString(),
    });
    await deliver(shop, "orders/create", placed);
    const { drainInbox } = await import("../../app/orders/commands.server");
    const { forJob } = await import("../../app/authenticate.server");
    const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!ctx) throw new Error("the shop is gone");
    await drainInbox(ctx);
    const body = { orderId: `gid://shopify/OrderIdentity/${placed.id}`, checkoutToken: "c1", locale: "de" };
    const { json } = await askDoor("/buyer/thank-you", body, { token: buyerToken(shop) });
    expect(json.promise).toEqual({
      from: expect.stringMatching(/^\d{4}-/),
      by: expect.stringMatching(/^\d{4}-/),
    });
    expect(json.support).toMatchObject({ channels: [], answersBy: expect.stringMatching(/Z$/) });
  });
});
