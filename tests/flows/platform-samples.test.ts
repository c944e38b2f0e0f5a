import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { adminApiVersion } from "../../app/gateways/shopify/admin-client.server";
import english from "../../app/locales/en.json";
import { webhookApiVersion } from "../../app/orders/core/inbox";
import { setAsidePage } from "../../app/orders/set-aside-queries.server";
import { reasonWords } from "../../app/orders/ui/set-aside-words";
import { deliver } from "../support/deliveries";
import { orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop, shopRow } from "../support/shops";

/*
 * What others have published of the platform's payloads is signed and delivered. Each is applied, or refused with a
 * reason that has words and that the owner finds on the page of messages set aside.
 */

const folder = "tests/fixtures/platform-samples";
type Sample = Record<string, unknown>;

function samples(file: string, shop = ""): Sample[] {
  const text = readFileSync(`${folder}/${file}.json`, "utf8").replaceAll("{shop}.myshopify.com", shop);
  const read = JSON.parse(text) as Sample | Sample[];
  return Array.isArray(read) ? read : [read];
}

beforeAll(prepareQueues);

async function setAside(shop: string) {
  const ctx = await fromAdmin(adminRequest(shop, "/app/messages"), "deliveries.retry");
  const { deliveries } = await setAsidePage(ctx, null);
  for (const { reason } of deliveries) {
    const words = (reasonWords[reason ?? "unreadable"].split(".") as string[]).reduce<unknown>(
      (at, key) => (at as Record<string, unknown>)[key],
      english,
    );
    expect(words, String(reason)).toEqual(expect.any(String));
  }
  return deliveries;
}

/** Delivers each sample under a topic. Answers how they ended, in the order of the samples. */
async function outcomes(shop: string, topic: string, bodies: readonly Sample[], version = webhookApiVersion) {
  for (const body of bodies) {
    const headers = { "x-shopify-api-version": version };
    expect(await deliver(shop, topic, body, { headers })).toEqual({ status: 200 });
    await runJobs();
  }
  const rows = await inShop(shop, (db) =>
    db.webhookInbox.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }),
  );
  return rows.map(({ state, reason }) => (reason ? `${state}: ${reason}` : state));
}

const count = (ends: string[]) =>
  Object.fromEntries([...new Set(ends)].map((end) => [end, ends.filter((one) => one === end).length]));
const idsOf = (bodies: readonly Sample[]) => new Set(bodies.map(({ id }) => String(id)));

describe("the platform's own samples of its version", () => {
  it.each(["orders/create", "orders/updated", "orders/cancelled"])(
    "of orders are applied by %s",
    async (topic) => {
      const shop = await installedShop();
      const bodies = samples("rest-2026-07-orders");
      // The list's `fields` left all but three keys of one of them away.
      const whole = bodies.filter((body) => body.total_price_set);
      const ends = await outcomes(shop, topic, bodies);
      expect(bodies.length - whole.length).toBe(1);
      expect(ends.filter((end) => end === "parked: not-understood")).toHaveLength(1);
      expect(ends.filter((end) => /^parked/.test(end))).toHaveLength(1);
      const orders = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
      expect(new Set(orders.map(({ id }) => id))).toEqual(idsOf(whole));
      expect(await setAside(shop)).toMatchObject([{ topic, kept: true, reason: "not-understood" }]);
    },
  );

  it.each(["fulfillments/create", "fulfillments/update"])(
    "of fulfillments are applied by %s",
    async (topic) => {
      const shop = await installedShop();
      const bodies = samples("rest-2026-07-fulfillments");
      const ends = await outcomes(shop, topic, bodies);
      expect(ends.filter((end) => /^parked/.test(end))).toEqual([]);
      const rows = await inShop(shop, (db) => db.fulfillment.findMany({ where: { shopId: shop } }));
      expect(new Set(rows.map(({ id }) => id))).toEqual(idsOf(bodies));
      expect(await setAside(shop)).toEqual([]);
    },
  );

  it("of fulfillment events are applied", async () => {
    const shop = await installedShop();
    const bodies = samples("rest-2026-07-fulfillment-events");
    const ends = await outcomes(shop, "fulfillment_events/create", bodies);
    expect(ends.filter((end) => /^parked/.test(end))).toEqual([]);
    const rows = await inShop(shop, (db) => db.fulfillmentEvent.findMany({ where: { shopId: shop } }));
    expect(new Set(rows.map(({ id }) => id))).toEqual(idsOf(bodies));
  });

  it.each([
    ["refunds/create", "rest-2026-07-refunds"],
    ["customers/create", "rest-2026-07-customers"],
    ["customers/update", "rest-2026-07-customers"],
    ["products/update", "rest-2026-07-customers"],
  ])("of %s are refused by name, and nothing of them is kept", async (topic, file) => {
    const shop = await installedShop();
    const bodies = samples(file);
    const ends = await outcomes(shop, topic, bodies);
    expect(count(ends)).toEqual({ "ignored: unknown-topic": bodies.length });
    const kept = await inShop(shop, (db) =>
      db.webhookInbox.count({ where: { shopId: shop, sealedPayload: { not: null } } }),
    );
    expect(kept).toBe(0);
    const shown = await setAside(shop);
    expect(shown).toHaveLength(bodies.length);
    expect(shown[0]).toMatchObject({ topic, kept: false, reason: "unknown-topic" });
  });

  it("of the three compliance requests are answered", async () => {
    const shop = await installedShop();
    const asked = samples("compliance-customers-data-request", shop);
    const redact = samples("compliance-customers-redact", shop);
    await outcomes(shop, "customers/data_request", asked);
    expect(await outcomes(shop, "customers/redact", redact)).toEqual(["applied", "applied"]);
    const requests = await inShop(shop, (db) => db.privacyRequest.findMany({ where: { shopId: shop } }));
    expect(requests.map(({ kind }) => kind).sort()).toEqual(["customer_redaction", "data_request"]);
    expect(requests.every(({ finishedAt }) => finishedAt !== null)).toBe(true);
    expect(await setAside(shop)).toEqual([]);
    await outcomes(shop, "app/uninstalled", [{ id: 1, myshopify_domain: shop }]);
    await outcomes(shop, "shop/redact", samples("compliance-shop-redact", shop));
    expect(await shopRow(shop)).toMatchObject({ state: "redacted" });
  });

  it("all have been tried", () => {
    const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
    const source = readFileSync("tests/flows/platform-samples.test.ts", "utf8");
    const tried = (file: string) => source.includes(`"${file.slice(0, -".json".length)}"`);
    expect(files.filter((file) => !tried(file))).toEqual([]);
  });
});

describe("payloads of another version of the platform's interface", () => {
  it("are applied where they fit, whatever version they name", async () => {
    const shop = await installedShop();
    const [fulfillment, event] = ["go-shopify-fulfillment", "go-shopify-fulfillment-event"].map((file) =>
      samples(file),
    );
    expect(await outcomes(shop, "fulfillments/create", fulfillment ?? [], "2018-07")).toEqual(["applied"]);
    expect(await outcomes(shop, "fulfillment_events/create", event ?? [], "2023-10")).toEqual([
      "applied",
      "applied",
    ]);
    const order = orderPayload();
    for (const version of ["2026-10", "2027-01", "unstable"])
      await outcomes(shop, "orders/updated", [{ ...order, updated_at: new Date().toISOString() }], version);
    expect(await setAside(shop)).toEqual([]);
    const orders = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
    expect(orders.map(({ id }) => id)).toEqual([String(order.id)]);
  });

  it("are kept where they do not fit, and say which version they are of", async () => {
    const shop = await installedShop();
    await outcomes(shop, "orders/create", samples("go-shopify-order"), "2016-05");
    await outcomes(shop, "customers/create", samples("go-shopify-customer"), "2017-09");
    expect(await setAside(shop)).toMatchObject([
      { topic: "customers/create", kept: false, reason: "unknown-topic" },
      { topic: "orders/create", kept: true, reason: "other-version", apiVersion: "2016-05" },
    ]);
  });

  it("are judged as ours where the header says nothing that the platform would say", async () => {
    const shop = await installedShop();
    await outcomes(shop, "orders/create", samples("go-shopify-order"), "<script>");
    const shown = await setAside(shop);
    expect(shown).toMatchObject([{ reason: "not-understood", apiVersion: null }]);
  });

  it("are told from ours by the version the app orders and asks in", () => {
    const ordered = /\[webhooks\]\s+api_version = "([^"]+)"/.exec(readFileSync("shopify.app.toml", "utf8"));
    expect([webhookApiVersion, adminApiVersion]).toEqual([ordered?.[1], ordered?.[1]]);
  });
});
