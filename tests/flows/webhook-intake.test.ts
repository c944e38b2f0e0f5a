import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { sealedWith } from "../../app/lib/sealed.server";
import { vaultOf } from "../../app/shop/keys.server";
import { deliver } from "../support/deliveries";
import { orderPayload, sign } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop, newShopDomain } from "../support/shops";

beforeAll(prepareQueues);

const rows = (shop: string) =>
  inShop(shop, (db) => db.webhookInbox.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }));

describe("a delivery", () => {
  it("is stored sealed before the 200, applied once, and its payload then forgotten", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    expect(await deliver(shop, "orders/create", order)).toEqual({ status: 200 });
    const [waiting] = await rows(shop);
    expect(waiting).toMatchObject({ topic: "orders/create", state: "waiting", attempts: 0 });
    expect(Buffer.from(waiting?.sealedPayload ?? []).includes("Greta")).toBe(false);

    await runJobs();
    const [applied] = await rows(shop);
    expect(applied).toMatchObject({ state: "applied", sealedPayload: null, reason: null });
    const found = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(found).toMatchObject([
      { id: String(order.id), country: "DE", totalMinor: 4250n, presentmentMinor: 3990n },
    ]);
  });

  it("is sealed with a key the shop still has, also where another process erased the shop and let it start anew", async () => {
    const shop = await installedShop();
    await deliver(shop, "orders/create", orderPayload());
    await runJobs();
    // As another process does: this one still remembers the first key.
    const before = await inShop(shop, (db) => db.shopKey.findFirstOrThrow({ where: { shopId: shop } }));
    await inShop(shop, (db) => db.shopKey.deleteMany({ where: { shopId: shop } }));
    await inShop(shop, (db) => vaultOf(db, shop, { create: true }));
    const order = orderPayload();
    expect(await deliver(shop, "orders/create", order)).toEqual({ status: 200 });
    const kept = (await rows(shop)).at(-1)?.sealedPayload;
    expect(kept && sealedWith(kept)).not.toBe(before.keyId);
    await runJobs();
    expect((await rows(shop)).map(({ state }) => state)).toEqual(["applied", "applied"]);
    const found = await inShop(shop, (db) =>
      db.order.count({ where: { shopId: shop, id: String(order.id) } }),
    );
    expect(found).toBe(1);
  });

  it("leaves nothing of its payload where the keys were destroyed, whatever this process remembers", async () => {
    const shop = await installedShop();
    await deliver(shop, "orders/create", orderPayload());
    await inShop(shop, (db) => db.shopKey.deleteMany({ where: { shopId: shop } }));
    expect(await deliver(shop, "orders/create", orderPayload())).toEqual({ status: 200 });
    expect((await rows(shop)).at(-1)).toMatchObject({ state: "waiting", sealedPayload: null });
  });

  it("is stored once when the platform repeats it, also at the same moment", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    const webhookId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => deliver(shop, "orders/create", order, { webhookId })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200));
    expect(await rows(shop)).toHaveLength(1);
    await runJobs();
    await deliver(shop, "orders/create", order, { webhookId });
    expect(await runJobs()).toBe(0);
    expect(await inShop(shop, (db) => db.shop.findUnique({ where: { id: shop } }))).toMatchObject({
      ordersMirrored: 1,
    });
  });

  it("changes nothing when the same body comes under another delivery id", async () => {
    const shop = await installedShop();
    const order = orderPayload();
    const triggeredAt = new Date(Date.now() - 60_000);
    await deliver(shop, "orders/create", order, { triggeredAt });
    await runJobs();
    const before = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    await deliver(shop, "orders/create", order, { triggeredAt });
    await runJobs();
    expect(await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }))).toEqual(before);
    expect((await rows(shop)).map((row) => row.reason)).toEqual([null, "older"]);
  });

  it("of a topic nobody listens to, or of a shop that is not ours, is answered 200 and not kept", async () => {
    const shop = await installedShop();
    expect(await deliver(shop, "themes/publish", { id: 1, secret: "x" })).toEqual({ status: 200 });
    expect(await rows(shop)).toMatchObject([
      { state: "ignored", reason: "unknown-topic", sealedPayload: null },
    ]);
    const stranger = newShopDomain();
    expect(await deliver(stranger, "orders/create", orderPayload())).toEqual({ status: 200 });
    expect(await rows(stranger)).toEqual([]);
  });

  it.each([
    ["broken JSON", '{"id": 1,', "not-json"],
    ["half of a character", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), "not-json"],
    ["an empty body", "", "not-json"],
    ["another shape", { id: "not a number" }, "not-understood"],
    [
      "an amount finer than its currency",
      orderPayload({ total_price_set: { shop_money: { amount: "0.5", currency_code: "JPY" } } }),
      "not-understood",
    ],
    ["nesting ten thousand deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "not-understood"],
  ])(
    "with %s is acknowledged and parked with its payload, for a person to see",
    async (_name, payload, reason) => {
      const shop = await installedShop();
      expect((await deliver(shop, "orders/create", payload)).status).toBe(200);
      await runJobs();
      const [row] = await rows(shop);
      expect(row).toMatchObject({ state: "parked", reason });
      expect(row?.sealedPayload).not.toBeNull();
    },
  );

  it("with fields nobody asked for, NUL and lone surrogates is applied with what can be stored", async () => {
    const shop = await installedShop();
    const body = JSON.stringify(orderPayload({ name: "#1\u0000🛍️", note: { deep: [1] } })).replace(
      "Berlin",
      "Ber\\ud800lin",
    );
    await deliver(shop, "orders/create", body);
    await runJobs();
    const found = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(found).toMatchObject([{ name: "#1🛍️", city: "Ber\ufffdlin" }]);
  });
});

describe("a delivery without a right signature (promise 6)", () => {
  const body = JSON.stringify(orderPayload({ note: "CANARY-BODY" }));
  const hex = (text: string) => Buffer.from(text, "base64").toString("hex");

  it.each<[string, string | undefined]>([
    ["none", undefined],
    ["an empty one", ""],
    ["one with another secret", sign(body, "another-secret-of-16")],
    ["one of another body", sign(`${body} `)],
    ["a cut one", sign(body).slice(0, -2)],
    ["one in hexadecimal", hex(sign(body))],
    ["a doubled one", `${sign(body)}, ${sign(body)}`],
    ["one with other letters", "ünïcödé✓"],
  ])("is 401 with %s and leaves no row", async (_name, signature) => {
    const shop = await installedShop();
    const answer = await deliver(shop, "orders/create", body, {
      headers: { "x-shopify-hmac-sha256": signature },
    });
    expect(answer).toEqual({ status: 401 });
    expect(await rows(shop)).toEqual([]);
  });

  it("is 401 when one byte of the body was changed", async () => {
    const shop = await installedShop();
    const signature = sign(body);
    const changed = body.replace("CANARY", "CANARX");
    const answer = await deliver(shop, "orders/create", changed, {
      headers: { "x-shopify-hmac-sha256": signature },
    });
    expect(answer).toEqual({ status: 401 });
    expect(await rows(shop)).toEqual([]);
  });
});

describe("a signed request that is no delivery", () => {
  it.each([
    ["no shop", { "x-shopify-shop-domain": undefined }],
    ["a shop elsewhere", { "x-shopify-shop-domain": "evil.example" }],
    ["a shop with a path", { "x-shopify-shop-domain": "a.myshopify.com/x" }],
    ["no topic", { "x-shopify-topic": undefined }],
    ["an odd topic", { "x-shopify-topic": "orders/create'; --" }],
    ["no delivery id", { "x-shopify-webhook-id": undefined }],
    ["an endless delivery id", { "x-shopify-webhook-id": "x".repeat(101) }],
  ])("is 400 with %s", async (_name, headers) => {
    const shop = await installedShop();
    expect((await deliver(shop, "orders/create", orderPayload(), { headers })).status).toBe(400);
    expect(await rows(shop)).toEqual([]);
  });

  it("is 405 for another method and 413 for a body past 5 MB", async () => {
    const shop = await installedShop();
    expect((await deliver(shop, "orders/create", {}, { method: "GET" })).status).toBe(405);
    expect((await deliver(shop, "orders/create", Buffer.alloc(5 * 1024 * 1024 + 1))).status).toBe(413);
  });
});

describe("parked deliveries", () => {
  it("are applied when the reason is gone and they are tried again", async () => {
    const shop = await installedShop();
    await deliver(shop, "orders/create", orderPayload());
    await inShop(shop, (db) =>
      db.webhookInbox.updateMany({ where: { shopId: shop }, data: { state: "parked", reason: "failed" } }),
    );
    await runJobs();
    const { retryParked } = await import("../../app/orders/commands.server");
    const { fromAdmin } = await import("../../app/authenticate.server");
    const { adminRequest } = await import("../support/shops");
    const ctx = await fromAdmin(adminRequest(shop, "/app"), "deliveries.retry");
    expect(await retryParked(ctx)).toEqual({ ok: true, value: { retried: 1 } });
    await runJobs();
    expect(await rows(shop)).toMatchObject([{ state: "applied" }]);
  });
});
