import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientSecret, type Received, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.control("reset", { seedOrders: 3 });
  store.received.length = 0;
  store.app.answer = () => 200;
  store.app.hangMs = 0;
});

const flush = (wish: object = {}) =>
  store.control<{ pending: number }>("flush", { timeoutMs: 5000, ...wish });
const body = (one: Received | undefined) =>
  JSON.parse(one?.body.toString() ?? "null") as Record<string, unknown>;
const ofTopic = (topic: string) => store.received.filter((one) => one.headers["x-shopify-topic"] === topic);

describe("webhooks", () => {
  it("are signed over the raw body and carry the platform's headers", async () => {
    await store.control("orders/create", { country: "BR" });
    expect(await flush()).toEqual({ pending: 0 });
    const [one] = ofTopic("orders/create");
    expect(one?.headers).toMatchObject({
      "x-shopify-shop-domain": "sunda-trading.myshopify.com",
      "x-shopify-api-version": "2026-07",
      "x-shopify-name": "orders",
      "x-shopify-hmac-sha256": createHmac("sha256", clientSecret)
        .update(one?.body ?? "")
        .digest("base64"),
    });
    for (const name of ["x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-triggered-at"])
      expect(one?.headers[name]).toBeTruthy();
  });

  it("carry only the included fields", async () => {
    await store.control("orders/create", { country: "BR" });
    await flush();
    const payload = body(ofTopic("orders/create")[0]);
    expect(Object.keys(payload).sort()).toEqual([
      "admin_graphql_api_id",
      "customer",
      "id",
      "name",
      "shipping_address",
      "shipping_lines",
      "updated_at",
    ]);
    expect(payload.shipping_address).toEqual({ country_code: "BR" });
    expect(Object.keys(payload.customer as object)).toEqual(["id"]);
    expect((payload.shipping_lines as object[]).map((line) => Object.keys(line))).toEqual([["code"]]);
  });

  it("share the event id across topics of one action and never the webhook id", async () => {
    await store.control("orders/create", {});
    await store.control("orders/cancel", {});
    await flush();
    const [cancelled, updated] = [ofTopic("orders/cancelled")[0], ofTopic("orders/updated")[0]];
    expect(cancelled?.headers["x-shopify-event-id"]).toBe(updated?.headers["x-shopify-event-id"]);
    expect(cancelled?.headers["x-shopify-webhook-id"]).not.toBe(updated?.headers["x-shopify-webhook-id"]);
  });

  it("are retried with the same id and body until a 2xx", async () => {
    await store.control("webhooks", { timeScale: 1_000_000 });
    store.app.answer = (count) => (count < 4 ? 500 : 200);
    await store.control("orders/create", {});
    await flush({ includeRetries: true });
    expect(store.received).toHaveLength(4);
    expect(new Set(store.received.map((one) => one.headers["x-shopify-webhook-id"])).size).toBe(1);
    expect(new Set(store.received.map((one) => one.body.toString())).size).toBe(1);
  });

  it("fail for good after eight retries, redirects counted as failures", async () => {
    await store.control("webhooks", { timeScale: 10_000_000 });
    store.app.answer = () => 302;
    await store.control("orders/create", {});
    await flush({ includeRetries: true });
    const { deliveries } = await store.control<{
      deliveries: { state: string; attempts: { status: number }[] }[];
    }>("deliveries", { topic: "orders/create" });
    expect(deliveries[0]?.state).toBe("failed");
    expect(deliveries[0]?.attempts.map((one) => one.status)).toEqual(Array(9).fill(302));
  });

  it("count as failed when the app is slow", async () => {
    await store.control("webhooks", { timeoutMs: 50 });
    store.app.hangMs = 200;
    await store.control("orders/create", {});
    await flush();
    const { deliveries } = await store.control<{
      deliveries: { attempts: { status: null; error: string }[] }[];
    }>("deliveries", {});
    expect(deliveries[0]?.attempts[0]).toMatchObject({
      status: null,
      error: expect.stringContaining("Timeout"),
    });
  });

  it("come twice, out of order, or not at all when told to", async () => {
    await store.control("webhooks", { duplicates: 1, reorderMs: 120 });
    await store.control("orders/create", { count: 12 });
    await flush();
    expect(store.received).toHaveLength(24);
    const names = store.received.map((one) => String(body(one).name));
    expect(names).not.toEqual([...names].sort());
    expect(new Set(store.received.map((one) => one.headers["x-shopify-webhook-id"])).size).toBe(12);
    await store.control("webhooks", { reset: true, dropRate: 1 });
    await store.control("orders/create", {});
    await flush();
    expect(store.received).toHaveLength(24);
  });

  it("can be paused, replayed and sent as given", async () => {
    await store.control("webhooks", { paused: true });
    expect(await store.control("replay", { topic: "orders/create", count: 2 })).toEqual({ sent: 2 });
    expect(store.received).toHaveLength(0);
    await store.control("webhooks", { paused: false });
    await flush();
    expect(ofTopic("orders/create")).toHaveLength(2);
    await store.control("webhooks/send", {
      topic: "made/up",
      payload: { id: 1, odd: true },
      webhookId: "w-1",
      copies: 2,
      secret: "wrong",
    });
    await flush();
    const odd = ofTopic("made/up");
    expect(odd.map((one) => body(one))).toEqual([
      { id: 1, odd: true },
      { id: 1, odd: true },
    ]);
    expect(odd[0]?.headers["x-shopify-hmac-sha256"]).not.toBe(
      createHmac("sha256", clientSecret)
        .update(odd[0]?.body ?? "")
        .digest("base64"),
    );
  });

  it("follow a parcel with REST payloads", async () => {
    await store.control("orders/create", {});
    await store.control("orders/fulfil", { company: "Northbridge Express", number: "NX1" });
    await store.control("orders/event", { status: "delivered", city: "Köln" });
    await flush();
    expect(body(ofTopic("fulfillments/create")[0])).toMatchObject({
      status: "success",
      tracking_company: "Northbridge Express",
      tracking_number: "NX1",
      shipment_status: null,
    });
    expect(body(ofTopic("fulfillment_events/create")[0])).toMatchObject({
      status: "delivered",
      city: "Köln",
      shop_id: 61_204_118_931,
    });
    expect(body(ofTopic("fulfillments/update")[0])).toMatchObject({ shipment_status: "delivered" });
  });

  it("tell of a parcel's step that is taken back by its id alone, and what it leaves", async () => {
    await store.control("orders/create", {});
    await store.control("orders/fulfil", { company: "Northbridge Express", number: "NX1" });
    await store.control("orders/event", {
      status: "in_transit",
      estimatedDeliveryAt: "2026-12-01T12:00:00Z",
    });
    await store.control("orders/event", { status: "delivered" });
    await store.control("orders/event-delete");
    await flush();
    const [first, wrong] = ofTopic("fulfillment_events/create").map((one) => body(one));
    expect(new Date(String(first?.estimated_delivery_at))).toEqual(new Date("2026-12-01T12:00:00Z"));
    expect(ofTopic("fulfillment_events/delete").map((one) => body(one))).toEqual([{ id: wrong?.id }]);
    expect(body(ofTopic("fulfillments/update").at(-1))).toMatchObject({ shipment_status: "in_transit" });
  });

  it("announce uninstall, and the redaction two days later", async () => {
    await store.control("uninstall");
    expect(await flush()).toEqual({ pending: 0 });
    expect(store.received.map((one) => one.headers["x-shopify-topic"])).toEqual(["app/uninstalled"]);
    expect(body(store.received[0])).toMatchObject({ myshopify_domain: "sunda-trading.myshopify.com" });
    await store.control("orders/create", {});
    await store.control("redact-shop");
    await flush();
    expect(store.received.map((one) => one.headers["x-shopify-topic"])).toEqual([
      "app/uninstalled",
      "shop/redact",
    ]);
  });

  it("carry the compliance requests", async () => {
    await store.control("compliance", { topic: "customers/data_request" });
    await store.control("compliance", { topic: "customers/redact" });
    await flush();
    expect(body(ofTopic("customers/data_request")[0])).toMatchObject({
      shop_domain: "sunda-trading.myshopify.com",
      orders_requested: [expect.any(Number)],
    });
    expect(body(ofTopic("customers/redact")[0])).toMatchObject({ orders_to_redact: [expect.any(Number)] });
  });

  it("need the scope of their topic", async () => {
    await store.control("scopes", { granted: ["read_markets"] });
    await store.control("orders/create", {});
    await flush();
    expect(store.received.map((one) => one.headers["x-shopify-topic"])).toEqual(["app/scopes_update"]);
    expect(body(store.received[0])).toMatchObject({ current: ["read_markets"] });
  });
});
