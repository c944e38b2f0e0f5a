import { createHash, createHmac } from "node:crypto";
import { type Carrier, carriers } from "../api/carrier-data.ts";
import type { CarrierCall, Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import type { Checkout } from "./checkout.ts";
import { type CarrierAnswer, readRates } from "./rate-answer.ts";
import { rateRequest } from "./rate-request.ts";

const keptMs = 15 * 60_000;
const keptAfterFailureMs = 30_000;
const largestCache = 500;

/** Asks every active carrier service of the shop what it offers: one call each, or what it said before. */
export function askCarriers(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
): Promise<{ carrier: Carrier; answer: CarrierAnswer }[]> {
  const active = carriers(platform, shop).filter(({ carrier }) => carrier.active);
  return Promise.all(
    active.map(async ({ id, carrier }) => ({
      carrier,
      answer: await askCarrier(platform, shop, id, carrier, checkout),
    })),
  );
}

async function askCarrier(
  platform: Platform,
  shop: ShopRecord,
  id: number,
  carrier: Carrier,
  checkout: Checkout,
): Promise<CarrierAnswer> {
  const { carrier: memory } = platform;
  const request = rateRequest(shop, checkout);
  const key = cacheKey(shop, id, request.rate);
  const kept = memory.cache.get(key);
  const at = Date.now();
  if (kept && kept.until > at) {
    note(platform, { at, shop: shop.facts.handle, cached: true, status: null, ms: 0, why: null });
    return kept.answer;
  }
  const { answer, status } = await post(platform, shop, carrier.callbackUrl, JSON.stringify(request));
  const why = answer.kind === "failed" ? answer.why : null;
  note(platform, { at, shop: shop.facts.handle, cached: false, status, ms: Date.now() - at, why });
  // Longest-kept first out: a bounded memory is enough for a store of this size.
  if (memory.cache.size >= largestCache) memory.cache.delete(memory.cache.keys().next().value ?? "");
  memory.cache.set(key, { answer, until: Date.now() + (why === null ? keptMs : keptAfterFailureMs) });
  return answer;
}

async function post(platform: Platform, shop: ShopRecord, url: string, body: string) {
  const patience = platform.carrier.patienceMs ?? patienceFor(callsInLastMinute(platform, shop));
  let status: number | null = null;
  const failed = (why: string) => ({ answer: { kind: "failed", why } as CarrierAnswer, status });
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "x-shopify-shop-domain": shop.facts.domain,
        "x-shopify-timeout": String(patience),
        "x-shopify-hmac-sha256": createHmac("sha256", platform.env.clientSecret)
          .update(body)
          .digest("base64"),
      },
      body,
    });
    status = response.status;
    const text = await response.text();
    if (status >= 300 && status < 400) return failed("it redirected elsewhere");
    if (!response.ok) return failed(`it answered ${status}`);
    return { answer: readRates(text), status };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return failed(late ? `it took longer than ${patience} ms` : "it could not be reached");
  }
}

/** How long the platform waits, by the calls per minute of one shop and app. */
export function patienceFor(callsPerMinute: number): number {
  if (callsPerMinute > 3000) return 3000;
  return callsPerMinute >= 1500 ? 5000 : 10_000;
}

function callsInLastMinute({ carrier }: Platform, { facts }: ShopRecord): number {
  const since = Date.now() - 60_000;
  return carrier.calls.filter((one) => one.shop === facts.handle && !one.cached && one.at > since).length;
}

function note({ carrier }: Platform, call: CarrierCall): void {
  carrier.calls.push(call);
  if (carrier.calls.length > 4000) carrier.calls.splice(0, 1000);
}

/**
 * Only what the platform documents: variants, quantities, weights, carrier service, origin and destination. Language,
 * currency, prices and line properties are not among it, so an answer may be older than a change of those.
 */
function cacheKey(shop: ShopRecord, id: number, rate: ReturnType<typeof rateRequest>["rate"]): string {
  const items = rate.items.map((one) => [one.variant_id, one.quantity, one.grams, one.requires_shipping]);
  const text = JSON.stringify([shop.facts.handle, id, items, rate.origin, rate.destination]);
  return createHash("sha256").update(text).digest("base64url");
}
