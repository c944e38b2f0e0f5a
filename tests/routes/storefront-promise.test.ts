import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { findDoor } from "../../app/doors/doors.server";
import { decideProvider } from "../../app/providers/commands.server";
import { prepareQueues } from "../support/run-jobs";
import { type Offering, offering } from "../support/shipping";
import { newShopDomain } from "../support/shops";

let one: Offering;
let other: Offering;
beforeAll(async () => {
  await prepareQueues();
  one = await offering();
  other = await offering({ head: { code: "OTHER" } });
});

const secret = process.env.SHOPIFY_API_SECRET ?? "";
type Parameters = Record<string, string>;

/** The query as the platform forwards it; an argument replaces single parameters, before they are signed. */
function proxied(shop: string, change: Parameters = {}, key = secret): string {
  const parameters: Parameters = {
    country: "DE",
    currency: "EUR",
    locale: "de",
    grams: "480",
    price: "3250",
    shop,
    logged_in_customer_id: "",
    path_prefix: "/apps/fairlead",
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...change,
  };
  const parts = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const signature = createHmac("sha256", key).update(parts.sort().join("")).digest("hex");
  return new URLSearchParams({ ...parameters, signature }).toString();
}

async function ask(query: string, method = "GET") {
  const answer = await findDoor("/proxy/promise")?.({
    method,
    path: "/proxy/promise",
    query,
    requestId: "0199b6a0-0000-7000-8000-0000000000bb",
    header: () => undefined,
    readBody: async () => new Uint8Array(),
  });
  if (!answer) throw new Error("no door at /proxy/promise");
  return { ...answer, json: answer.status === 200 ? JSON.parse(answer.body ?? "") : undefined };
}

describe("the promise beside a product", () => {
  it("names days, carrier and duties of the cheapest option, and may be kept by a browser for a while", async () => {
    const answer = await ask(proxied(one.shop));
    expect(answer).toMatchObject({
      status: 200,
      headers: { "Cache-Control": "public, max-age=120", "Content-Type": "application/json; charset=utf-8" },
      json: {
        country: "DE",
        options: [{ name: "Express", carrier: "Meridian Express", duties: "unknown" }],
      },
    });
    const [option] = answer.json.options;
    expect(option.from).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(option.by > option.from).toBe(true);
  });

  it("is none where checkout would offer nothing", async () => {
    expect((await ask(proxied(one.shop, { country: "BR" }))).json).toEqual({ country: "BR", options: [] });
    expect((await ask(proxied(one.shop, { currency: "JPY" }))).json.options).toEqual([]);
  });

  it("is gone within seconds of a suspension", async () => {
    const { shop, ctx, providerId } = await offering();
    expect((await ask(proxied(shop))).json.options).toHaveLength(1);
    const suspension = { decision: "suspend", reason: "Customs.", seen: "approved" } as const;
    expect(await decideProvider(ctx, providerId, suspension)).toMatchObject({ ok: true });
    const options = async () => (await ask(proxied(shop))).json.options;
    await expect.poll(options, { timeout: 30_000, interval: 500 }).toEqual([]);
  }, 90_000);

  it("takes odd weights, prices and languages for unknown, and no country for a mistake", async () => {
    const odd = { grams: "-1", price: "1e9", locale: "<script>", currency: "euro" };
    expect((await ask(proxied(one.shop, odd))).status).toBe(200);
    for (const country of ["", "de", "DEU", "' OR 1=1"]) {
      expect((await ask(proxied(one.shop, { country }))).status).toBe(400);
    }
  });
});

describe("who may ask for it", () => {
  it.each<[string, () => string]>([
    ["nobody without a signature", () => proxied(one.shop).replace(/&signature=\w+/, "")],
    ["nobody with another secret", () => proxied(one.shop, {}, "another secret of some length")],
    ["nobody who changed the country", () => proxied(one.shop).replace("country=DE", "country=BR")],
    ["nobody who wrote in another shop", () => proxied(one.shop).replace(one.shop, other.shop)],
    ["nobody who named two shops", () => `${proxied(one.shop)}&shop=${other.shop}`],
    ["nobody who repeats an old request", () => proxied(one.shop, { timestamp: "1795400000" })],
    ["nobody of a store without the app", () => proxied(newShopDomain())],
    ["nobody of no store", () => proxied("evil.example")],
    ["nobody at all", () => ""],
  ])("is %s", async (_name, make) => {
    const answer = await ask(make());
    expect(answer.status).toBe(401);
    expect(answer.body).toBeUndefined();
  });

  it("is each store for itself alone", async () => {
    const names = async (shop: string) => (await ask(proxied(shop))).json.options.length;
    await decideProvider(other.ctx, other.providerId, {
      decision: "suspend",
      reason: "Customs.",
      seen: "approved",
    });
    await expect.poll(() => names(other.shop), { timeout: 30_000, interval: 500 }).toBe(0);
    expect(await names(one.shop)).toBe(1);
  }, 90_000);

  it("is nobody once the app was removed", async () => {
    const { shop } = await offering();
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { state: "uninstalled" } }));
    expect((await ask(proxied(shop))).status).toBe(401);
  });

  it("is nobody who writes", async () => {
    expect((await ask(proxied(one.shop), "POST")).status).toBe(405);
  });

  it("is not one store without end", async () => {
    const { shop } = await offering();
    const query = proxied(shop);
    const counts = new Map<number, number>();
    // More than two minutes' worth: somewhere on the way a whole window is used up.
    for (let sent = 0; sent < 6_200; sent += 100) {
      for (const { status } of await Promise.all(Array.from({ length: 100 }, () => ask(query))))
        counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    expect(counts.get(429) ?? 0).toBeGreaterThanOrEqual(1);
    expect((await ask(proxied(one.shop))).status).toBe(200);
  }, 90_000);
});
