import { createRequestHandler } from "@remix-run/node";
import { beforeAll, describe, expect, it } from "vitest";
import { fromAdminExtension } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { orderDeliveryAnswer } from "../../app/orders/schemas";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { idToken, installedShop, open } from "../support/shops";
import { assembledBuild } from "./served";

/** Where the admin runs extensions. */
const extensionOrigin = "https://extensions.shopifycdn.com";
const handle = createRequestHandler(assembledBuild(), "production");

type Asked = { token?: string; method?: string; origin?: string | null; headers?: Record<string, string> };

/** Asks through the framework, as the browser behind an extension does. */
async function ask(
  id: string | number,
  { token, method = "GET", origin = extensionOrigin, headers }: Asked = {},
) {
  const sent = new Headers(headers);
  if (origin !== null) sent.set("origin", origin);
  if (token) sent.set("authorization", `Bearer ${token}`);
  const url = `http://127.0.0.1:4100/api/orders/${encodeURIComponent(id)}`;
  const response = await handle(new Request(url, { method, headers: sent }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}

let shop: string;
let otherShop: string;
const order = orderPayload({ id: 7_900_000_000_001 });
const waiting = orderPayload({ id: 7_900_000_000_002 });
const foreign = orderPayload({ id: 7_900_000_000_003 });

beforeAll(async () => {
  await prepareQueues();
  shop = await installedShop();
  otherShop = await installedShop();
  const first = fulfillmentPayload(order.id, { tracking_url: "javascript:alert(1)" });
  const second = fulfillmentPayload(order.id, { created_at: "2026-11-21T12:00:00Z" });
  const city = { city: "الرياض", country: "SA", status: "delivered", happened_at: "2026-11-23T08:00:00Z" };
  await deliver(shop, "orders/create", order);
  await deliver(shop, "orders/create", waiting);
  await deliver(shop, "fulfillments/create", first);
  await deliver(shop, "fulfillments/create", second);
  await deliver(shop, "fulfillment_events/create", eventPayload(order.id, second.id, city));
  await deliver(shop, "fulfillment_events/create", eventPayload(order.id, second.id, { message: "left" }));
  await deliver(otherShop, "orders/create", foreign);
  await deliver(otherShop, "fulfillments/create", fulfillmentPayload(foreign.id));
  await runJobs();
});

describe("an order's parcels, asked for by the block beside it", () => {
  it("are told to every role, in the agreed form, to an extension on its own origin", async () => {
    await open(shop, "agent");
    const answer = await ask(order.id, { token: idToken(shop, { subject: "agent" }) });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
      "content-type": "application/json; charset=utf-8",
    });
    const { parcels } = orderDeliveryAnswer.parse(JSON.parse(answer.body));
    expect(parcels).toMatchObject([
      {
        state: "sent",
        carrier: "DHL Express",
        trackingNumber: "JD014600003",
        trackingLink: null,
        latestEvent: null,
        promisedBy: null,
      },
      {
        state: "delivered",
        trackingLink: { url: "https://track.example/JD014600003", host: "track.example" },
        latestEvent: { at: "2026-11-23T08:00:00.000Z", city: "الرياض", country: "SA" },
      },
    ]);
  });

  it("come with what is wrong with each, and the order's newest ticket", async () => {
    const report = { orderId: String(order.id), text: "Where is it?", kind: "other", clientId: "message-1" };
    const told = await askDoor("/buyer/problems", report, { token: buyerToken(shop) });
    expect(told.status).toBe(200);
    await askDoor("/buyer/arrived", { orderId: String(order.id), yes: false }, { token: buyerToken(shop) });
    const { ticket, parcels } = orderDeliveryAnswer.parse(
      JSON.parse((await ask(order.id, { token: idToken(shop) })).body),
    );
    expect(parcels[0]).toMatchObject({ state: "sent", trouble: "missing" });
    expect(ticket).toMatchObject({ standing: "waiting", dueAt: expect.stringMatching(/Z$/) });
  });

  it("are an empty list while none has left", async () => {
    const { body } = await ask(waiting.id, { token: idToken(shop) });
    expect(orderDeliveryAnswer.parse(JSON.parse(body))).toMatchObject({ parcels: [], cancelled: false });
  });

  it("are told even before their order's own message has come", async () => {
    const early = fulfillmentPayload(7_900_000_000_004);
    await deliver(shop, "fulfillments/create", early);
    await runJobs();
    const { body } = await ask(early.order_id, { token: idToken(shop) });
    expect(orderDeliveryAnswer.parse(JSON.parse(body)).parcels).toHaveLength(1);
  });

  it("of an erased buyer come without number and place, and say why", async () => {
    const erased = orderPayload({ id: 7_900_000_000_005 });
    const parcel = fulfillmentPayload(erased.id);
    await deliver(shop, "orders/create", erased);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(shop, "fulfillment_events/create", eventPayload(erased.id, parcel.id));
    const redact = { shop_domain: shop, customer: { id: 1 }, orders_to_redact: [erased.id] };
    await runJobs();
    await deliver(shop, "customers/redact", redact);
    await runJobs();
    const { body } = await ask(erased.id, { token: idToken(shop) });
    expect(orderDeliveryAnswer.parse(JSON.parse(body))).toMatchObject({
      personErased: true,
      parcels: [{ trackingNumber: null, trackingLink: null, latestEvent: { city: null } }],
    });
  });
});

describe("an order that is not there", () => {
  it("is answered alike whether it is another shop's, nobody's or no number at all", async () => {
    const token = idToken(shop);
    const unknown = await ask(7_999_999_999_999, { token });
    expect(unknown).toMatchObject({ status: 404, body: "" });
    expect(unknown.headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "no-store",
    });
    const ids = [
      foreign.id,
      "0",
      `${order.id}x`,
      ` ${order.id}`,
      "gid://shopify/Order/1",
      "1".repeat(21),
      "%00",
      "١٢",
    ];
    for (const id of ids) expect(await ask(id, { token }), String(id)).toEqual(unknown);
    expect(await ask(foreign.id, { token: idToken(otherShop) })).toMatchObject({ status: 200 });
  });
});

describe("whoever may not ask", () => {
  const readable = { "access-control-allow-origin": "*" };

  it("gets 401 without a token in the header, and can read that", async () => {
    expect(await ask(order.id)).toMatchObject({ status: 401, body: "", headers: readable });
    const inAddress = `${order.id}?id_token=${idToken(shop)}&shop=${shop}&embedded=1`;
    const answer = await handle(
      new Request(`http://127.0.0.1:4100/api/orders/${inAddress}`, { headers: { origin: extensionOrigin } }),
    );
    expect(answer.status).toBe(401);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    ["an expired", () => idToken(shop, { claims: { exp: 1_700_000_000 } })],
    ["a forged", () => idToken(shop, { secret: "some-other-secret-of-32-characters" })],
    ["a nameless", () => idToken(shop, { claims: { sub: undefined } })],
  ])("gets 401 with %s token, and can read that", async (_kind, token) => {
    expect(await ask(order.id, { token: token() })).toMatchObject({
      status: 401,
      body: "",
      headers: readable,
    });
  });

  it("gets 403 for a role that does not allow it, and can read that", async () => {
    await open(shop, "agent");
    const headers = {
      authorization: `Bearer ${idToken(shop, { subject: "agent" })}`,
      origin: extensionOrigin,
    };
    const request = new Request(`http://127.0.0.1:4100/api/orders/${order.id}`, { headers });
    // Every role may see orders today, so another permission stands in for one that is not given.
    const refusal = await fromAdminExtension(request, "team.change-role").catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(Response);
    expect((refusal as Response).status).toBe(403);
    expect((refusal as Response).headers.get("access-control-allow-origin")).toBe("*");
  });

  it("gets 401 with a token from before the uninstall, and can read that", async () => {
    const gone = await installedShop();
    const data = { state: "uninstalled", uninstalledAt: new Date() } as const;
    await inShop(gone, (db) => db.shop.update({ where: { id: gone }, data }));
    const past = Math.floor(Date.now() / 1000) - 30;
    const token = idToken(gone, { claims: { iat: past, nbf: past } });
    expect(await ask(order.id, { token })).toMatchObject({ status: 401, body: "", headers: readable });
  });
});

describe("a browser's question before the question", () => {
  it("is answered with what an extension needs: its origin and the header of its token", async () => {
    const headers = {
      "access-control-request-method": "GET",
      "access-control-request-headers": "authorization",
    };
    for (const origin of [extensionOrigin, "null"]) {
      const answer = await ask(order.id, { method: "OPTIONS", origin, headers });
      expect(answer).toMatchObject({ status: 204, body: "" });
      expect(answer.headers["access-control-allow-origin"]).toBe("*");
      expect(answer.headers["access-control-allow-headers"]).toMatch(/\bAuthorization\b/);
      expect(Number(answer.headers["access-control-max-age"])).toBeGreaterThan(0);
      expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
    }
  });

  it("comes from no page of the app itself, whose answers name no other origin", async () => {
    const answer = await ask(order.id, { token: idToken(shop), origin: "http://127.0.0.1:4100" });
    expect(answer.status).toBe(200);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});
