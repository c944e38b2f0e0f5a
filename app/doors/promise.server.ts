import { z } from "zod";
import { fromProxy } from "../authenticate.server";
import { allowance } from "../lib/allowance";
import { turnstile } from "../lib/turnstile";
import { log } from "../log.server";
import {
  type StorefrontRules,
  storefrontPromise,
  storefrontRules,
} from "../shipping/storefront-queries.server";
import { blockSeen } from "./block-sightings.server";
import type { DoorAnswer, DoorRequest } from "./door";

/** How long a shop's rules answer product pages before they are read again: a change is seen within this time. */
const freshMs = 5_000;
/** Shops a process remembers; the one asked for longest ago is forgotten first. */
const mostShops = 500;
/** How long a buyer's browser keeps an answer, in seconds: turning pages of a store asks once. */
const browserSeconds = 120;

const perShop = allowance({ most: 3_000, windowMs: 60_000 });
// Product pages are many, and checkout must always find a connection to the database.
const inTurn = turnstile({ atOnce: 3, waiting: 200 });

/** By shop; null while reading found that the app is gone. */
const memory = new Map<string, { at: number; rules: Promise<StorefrontRules | null> }>();

const question = z.object({
  country: z.string().regex(/^[A-Z]{2}$/),
  grams: z
    .string()
    .regex(/^\d{1,7}$/)
    .catch("500")
    .transform(Number),
  price: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .nullable()
    .catch(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .catch(null),
  locale: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?$/)
    .catch("en"),
});

/**
 * What the block on a product page shows: when this product would arrive. Asked through the store's own domain, which
 * the platform's signature proves; nobody is named and nothing is changed.
 *
 * 200 also where nothing is offered · 400 no country · 401 signature, time or shop · 405 · 429 · 503 too many at once.
 */
export async function promiseDoor(request: DoorRequest): Promise<DoorAnswer> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return { status: 405, headers: { Allow: "GET, HEAD" } };
  const asker = fromProxy(request.query, request.requestId);
  const at = new Date();
  if (!asker) return refuse(request, 401);
  if (!perShop(asker.shop, at)) return refuse(request, 429, { "Retry-After": "30" });
  const asked = question.safeParse(Object.fromEntries(asker.parameters));
  if (!asked.success) return refuse(request, 400);
  const rules = await rulesOf(asker, at);
  if (rules === "too-many") return refuse(request, 503, { "Retry-After": "2" });
  if (rules === null) return refuse(request, 401);
  const options = storefrontPromise(rules, asked.data, at);
  return {
    status: 200,
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": `public, max-age=${browserSeconds}`,
    },
    body: JSON.stringify({ country: asked.data.country, options }),
  };
}

function refuse(request: DoorRequest, status: number, headers: Record<string, string> = {}): DoorAnswer {
  log.warn({ requestId: request.requestId, door: "promise", status }, "storefront refused");
  return { status, headers };
}

type Asker = NonNullable<ReturnType<typeof fromProxy>>;

/** A shop's rules, read once for all who ask at the same time; null where the app is not installed. */
async function rulesOf({ shop, open }: Asker, now: Date): Promise<StorefrontRules | null | "too-many"> {
  const at = now.getTime();
  const known = memory.get(shop);
  if (known && at - known.at < freshMs) return known.rules;
  const reading = inTurn(async () => {
    const ctx = await open();
    const rules = ctx && (await storefrontRules(ctx));
    if (ctx && rules) await blockSeen(ctx, "product-page");
    return { rules };
  });
  remember(
    shop,
    at,
    reading.then((read) => read?.rules ?? null),
  );
  const read = await reading;
  // Neither a shop without the app nor a queue that was full is what the next buyer gets.
  if (!read?.rules) memory.delete(shop);
  return read ? read.rules : "too-many";
}

function remember(shop: string, at: number, rules: Promise<StorefrontRules | null>): void {
  rules.catch(() => memory.delete(shop));
  memory.delete(shop);
  memory.set(shop, { at, rules });
  const [oldest] = memory.keys();
  if (memory.size > mostShops && oldest !== undefined) memory.delete(oldest);
}
