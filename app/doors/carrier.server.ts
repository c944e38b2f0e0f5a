import { createHash } from "node:crypto";
import { v7 as newId } from "uuid";
import { readShopDomain } from "../authenticate.server";
import { env } from "../env.server";
import { log } from "../log.server";
import { readDestination } from "../shipping/core/destination";
import { toPlatformSubunits } from "../shipping/core/price";
import { type Option, type Quote, quoteRates, type RateRequest } from "../shipping/core/quote";
import { goodsValue, type RateCallback, rateCallback } from "../shipping/schemas";
import { logQuote } from "./carrier-log.server";
import { rulesOfKey } from "./carrier-rules.server";
import type { DoorAnswer, DoorRequest } from "./door";
import { isSigned } from "./platform-signature.server";

const mostBytes = 256 * 1024;
/** Our own deadline in milliseconds; the platform's is ten seconds, or three for a busy shop. */
const ownDeadlineMs = 800;
/** Left of the platform's time for the way back. */
const marginMs = 200;

const start = "/carrier/";

/** Requests since the start without the platform's signature, which it does not document. */
let unsigned = 0;

const unknownKey: DoorAnswer = { status: 404 };
const refused: DoorAnswer = { status: 401 };

/**
 * Checkout asks for rates. The key in the address says whose; a signature that is there must be right. Answered from
 * memory: no outgoing call, the database is asked at most twice a second whether the rules have changed.
 *
 * 200 rates, also none on purpose · 400 not a rate request · 401 wrong signature, or another shop's header ·
 * 404 no such key · 405 · 413 · 503 we cannot tell: the platform shows its backup rates.
 */
export async function carrierDoor(request: DoorRequest): Promise<DoorAnswer> {
  const startedAt = performance.now();
  if (request.method !== "POST") return { status: 405, headers: { Allow: "POST" } };
  const key = request.path.slice(start.length);
  if (!/^[\w-]{43}$/.test(key)) return unknownKey;
  const body = await request.readBody(mostBytes);
  if (typeof body === "string") return { status: body === "too-large" ? 413 : 400 };
  const found = await rulesOfKey(key, request.requestId, deadlineOf(request));
  if (found === "unknown-key") return unknownKey;
  // The path holds the key, so it stays out of every line.
  const entry = { requestId: request.requestId, door: "carrier" };
  if (found === "unavailable") {
    log.error(entry, "no rules to answer from");
    return { status: 503, headers: { "Retry-After": "2" } };
  }
  if (!isFrom(found.shop, request, body)) {
    log.warn({ ...entry, shop: found.shop, unsigned }, "rate request refused");
    return refused;
  }
  const asked = rateCallback.safeParse(readJson(body));
  if (!asked.success) {
    log.warn({ ...entry, shop: found.shop }, "rate request unreadable");
    return { status: 400 };
  }
  const at = new Date();
  const question = toRequest(asked.data, at);
  const quote = quoteRates(found.rules, question);
  keep(found.shop, found.rules.version, question, asked.data, quote);
  log.info(
    {
      ...entry,
      shop: found.shop,
      country: question.to.country,
      rates: quote.options.length,
      version: found.rules.version,
      ...(quote.options.length === 0 && { because: quote.trace.map((step) => step.reason).slice(-20) }),
      ms: Math.round(performance.now() - startedAt),
    },
    "rates",
  );
  return {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({ rates: quote.options.map(toRate) }),
  };
}

function deadlineOf(request: DoorRequest): number {
  const given = request.header("x-shopify-timeout") ?? "";
  const theirs = /^\d{1,6}$/.test(given) ? Number(given) - marginMs : ownDeadlineMs;
  return Math.max(1, Math.min(ownDeadlineMs, theirs));
}

/** Signature and shop as the headers give them, as far as they do: what is there must be right. */
function isFrom(shop: string, request: DoorRequest, body: Uint8Array): boolean {
  const named = request.header("x-shopify-shop-domain");
  if (named !== undefined && readShopDomain(named) !== shop) return false;
  const signature = request.header("x-shopify-hmac-sha256");
  if (signature !== undefined) return isSigned(body, signature);
  unsigned += 1;
  return env.CARRIER_REQUIRE_HMAC !== "true";
}

function readJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return undefined;
  }
}

function toRequest(asked: RateCallback, at: Date): RateRequest {
  const { destination, items, currency, locale } = asked.rate;
  const shipped = items.filter((item) => item.requires_shipping !== false);
  return {
    to: readDestination({
      country: destination.country,
      province: destination.province,
      postcode: destination.postal_code,
    }),
    grams: shipped.reduce((sum, item) => sum + item.grams * item.quantity, 0),
    pieces: shipped.reduce((sum, item) => sum + item.quantity, 0),
    valueMinor: goodsValue(asked),
    currency,
    locale: locale ?? "en",
    at,
  };
}

function toRate(option: Option) {
  return {
    service_name: option.name,
    service_code: option.code,
    description: option.description,
    currency: option.currency,
    total_price: toPlatformSubunits(option.minor, option.currency),
    min_delivery_date: `${option.promise.from} 12:00:00 +0000`,
    max_delivery_date: `${option.promise.by} 12:00:00 +0000`,
  };
}

/** Logs what was answered. Of the question a digest is kept: places and goods, never the person. */
function keep(
  shop: string,
  ruleVersion: number,
  question: RateRequest,
  asked: RateCallback,
  quote: Quote,
): void {
  const { to, currency, locale, at } = question;
  const goods = asked.rate.items.map((item) => [item.variant_id, item.quantity, item.grams, item.price]);
  const digest = createHash("sha256")
    .update(JSON.stringify([to, currency, locale, goods]))
    .digest("hex");
  const answer = quote.options.map(({ code, serviceId, providerId, minor, currency, promise }) => {
    return { code, serviceId, providerId, minor, currency, from: promise.from, by: promise.by };
  });
  logQuote(shop, { id: newId(), at, digest, country: to.country, ruleVersion, answer });
}
