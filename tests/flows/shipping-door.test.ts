import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { flushQuotes } from "../../app/doors/carrier-log.server";
import { decideProvider } from "../../app/providers/commands.server";
import { endOtherCarrierKeys, hashCarrierKey } from "../../app/shipping/carrier-key-store.server";
import { saveHandling } from "../../app/shipping/commands.server";
import { promiseOf } from "../../app/shipping/promise-queries.server";
import { sign } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { askRates, carrierKey, offering, rateRequest, typedService } from "../support/shipping";

beforeAll(prepareQueues);

const codes = (answer: Awaited<ReturnType<typeof askRates>>) => answer.rates.map((rate) => rate.service_code);

/** Whoever asks sees a change within a second of it; a busy machine is given longer, for it is not what is tested. */
const soon = { timeout: 30_000, interval: 100 };

describe("checkout asking for rates", () => {
  it("gets each option once, cheapest first, in the buyer's language and the platform's subunits", async () => {
    const { key } = await offering();
    const answer = await askRates(key);
    expect(answer.status).toBe(200);
    expect(answer.rates).toMatchObject([
      { service_code: "EXP_DHL", service_name: "Express", currency: "EUR", total_price: "990" },
      { service_code: "EXP_DHL+GIFT", service_name: "Express, gift box", total_price: "1340" },
    ]);
    expect(answer.rates[0]?.description).toMatch(/^Verfolgt · Kommt an: /);
    expect(answer.rates[0]?.min_delivery_date).toMatch(/^\d{4}-\d\d-\d\d 12:00:00 \+0000$/);
    expect((await askRates(key)).body).toBe(answer.body);
  });

  it("is answered for zero- and three-decimal currencies, with amounts as texts or numbers", async () => {
    const { key, ctx } = await offering();
    const typed = { cutOff: "14:00", processingDays: "1", workingDays: "1,2,3,4,5", holidays: "" };
    const conversions = "EUR JPY 163.5\nEUR KWD 0.3325";
    expect(await saveHandling(ctx, { ...typed, conversions })).toMatchObject({ ok: true });
    const total = async (currency: string) =>
      (await askRates(key, rateRequest({ rate: { currency, order_totals: { subtotal_price: 325000 } } })))
        .rates[0]?.total_price;
    expect(await total("JPY")).toBe("161900");
    expect(await total("KWD")).toBe("3292");
    expect(await total("BRL")).toBeUndefined();
  });

  it("is answered for partial addresses, and for a country nobody ships to with no rates on purpose", async () => {
    const { key } = await offering();
    expect(
      codes(await askRates(key, rateRequest({ to: { postal_code: null, city: "", name: null } }))),
    ).toEqual(["EXP_DHL", "EXP_DHL+GIFT"]);
    for (const country of ["BR", "ZZ", "", null]) {
      const answer = await askRates(key, rateRequest({ to: { country } }));
      expect({ status: answer.status, rates: answer.rates }).toEqual({ status: 200, rates: [] });
    }
    expect((await askRates(key, rateRequest({ rate: { destination: null } }))).status).toBe(200);
  });

  it("says 400 to what is no rate request", async () => {
    const { key } = await offering();
    const wrong = ["", "{", "[]", "{}", '{"rate":{}}', rateRequest({ rate: { currency: "euro" } })];
    for (const body of [...wrong, rateRequest({ rate: { items: [{ quantity: -1, grams: 1 }] } })]) {
      expect((await askRates(key, body)).status).toBe(400);
    }
    expect((await askRates(key, "x".repeat(300_000))).status).toBe(413);
    expect((await askRates(key, "{}", {}, "GET")).status).toBe(405);
  });
});

describe("who may ask", () => {
  it("is whoever has the key: an unknown one is as good as a malformed one", async () => {
    const { key } = await offering();
    const unknown = await askRates(`${key.slice(0, -2)}AA`);
    for (const other of ["", "short", `${key}x`, `${key}/`, "..%2f", key.replace(/^./, "ü")])
      expect(await askRates(other)).toEqual(unknown);
    expect(unknown.status).toBe(404);
  });

  it("is nobody with a wrong signature; without one the key is enough, and it is counted", async () => {
    const { key } = await offering();
    const raw = JSON.stringify(rateRequest());
    const status = async (signature: string | undefined) =>
      (await askRates(key, raw, { "x-shopify-hmac-sha256": signature })).status;
    expect(await status(sign(raw))).toBe(200);
    expect(await status(sign(raw, "another secret of some length"))).toBe(401);
    expect(await status(sign(`${raw} `))).toBe(401);
    expect(await status("")).toBe(401);
    expect(await status(undefined)).toBe(200);
  });

  it("is nobody whose header names another shop than the key's", async () => {
    const { key, shop } = await offering();
    const neighbour = await offering();
    const as = async (named: string) =>
      (await askRates(key, rateRequest(), { "x-shopify-shop-domain": named })).status;
    expect(await as(shop)).toBe(200);
    expect(await as(neighbour.shop)).toBe(401);
    expect(await as("no shop")).toBe(401);
  });

  it("keeps an old key for a day beside the new one, and no longer", async () => {
    const { key, ctx } = await offering();
    const newer = await carrierKey(ctx);
    const inADay = new Date(Date.now() + 86_400_000);
    const end = (at: Date) =>
      ctx.transact((db) => endOtherCarrierKeys(db, ctx.shop, hashCarrierKey(newer), { at, now: new Date() }));
    await end(inADay);
    expect([(await askRates(key)).status, (await askRates(newer)).status]).toEqual([200, 200]);
    await inShop(ctx.shop.id, (db) =>
      db.carrierKey.updateMany({
        where: { hash: hashCarrierKey(key) },
        data: { expiresAt: new Date(Date.now() - 1_000) },
      }),
    );
    await expect.poll(async () => (await askRates(key)).status, soon).toBe(404);
    expect((await askRates(newer)).status).toBe(200);
  });

  it("is nobody once the shop has removed the app", async () => {
    const { key, shop } = await offering();
    expect((await askRates(key)).status).toBe(200);
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { state: "uninstalled" } }));
    await expect.poll(async () => (await askRates(key)).status, soon).toBe(404);
  });
});

describe("a change", () => {
  it("of a service is soon in an answer", async () => {
    const { key, ctx, providerId, serviceId } = await offering();
    expect(codes(await askRates(key))).toContain("EXP_DHL");
    expect(await typedService(ctx, providerId, { id: serviceId, head: { active: false } })).toMatchObject({
      ok: true,
    });
    await expect.poll(async () => codes(await askRates(key)), soon).toEqual([]);
  });

  it("a suspended provider's service is gone from answers soon after the job", async () => {
    const { key, ctx, providerId } = await offering();
    expect(codes(await askRates(key))).toContain("EXP_DHL");
    const suspension = { decision: "suspend", reason: "Customs broke.", seen: "approved" } as const;
    expect(await decideProvider(ctx, providerId, suspension)).toMatchObject({ ok: true });
    await runJobs();
    const next = async () => {
      const answer = await askRates(key);
      return { status: answer.status, rates: answer.rates };
    };
    await expect.poll(next, soon).toEqual({ status: 200, rates: [] });
  });
});

describe("what is kept of a question", () => {
  it("is the answer and a digest, never the person", async () => {
    const { key, shop } = await offering();
    await askRates(key);
    await askRates(key);
    await flushQuotes();
    const rows = await inShop(shop, (db) => db.rateQuote.findMany({ where: { shopId: shop } }));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ country: "DE", codes: ["EXP_DHL", "EXP_DHL+GIFT"] });
    expect(JSON.stringify(rows)).not.toMatch(/Greta|Lindenweg|1234567|207119551|10115/);
  });

  it("is the promise of the order that follows; without it the service's rules promise", async () => {
    const { key, ctx, serviceId, providerId } = await offering();
    const answer = await askRates(key);
    await flushQuotes();
    const ask = (code: string | null, country: string | null, placedAt = new Date()) =>
      ctx.transact((db) => promiseOf(db, ctx, { code, country, placedAt }));
    const shown = {
      from: answer.rates[1]?.min_delivery_date?.slice(0, 10),
      by: answer.rates[1]?.max_delivery_date?.slice(0, 10),
      serviceId,
      providerId,
    };
    expect(await ask("EXP_DHL+GIFT", "DE")).toEqual(shown);
    expect(await ask("EXP_DHL", "AT")).toEqual({ ...shown });
    expect(await ask("EXP_DHL", "BR")).toBeNull();
    expect(await ask("STANDARD", "DE")).toBeNull();
    expect(await ask(null, "DE")).toBeNull();
    expect(await ask("EXP_DHL", "DE", new Date("2026-01-05T01:00:00Z"))).toMatchObject({
      from: "2026-01-08",
    });
  });
});
