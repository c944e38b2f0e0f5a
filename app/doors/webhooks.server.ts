import { v7 as newId } from "uuid";
import { readShopDomain, vaultForDelivery } from "../authenticate.server";
import { within } from "../lib/within";
import { log } from "../log.server";
import { readApiVersion, readTriggeredAt } from "../orders/core/inbox";
import { countsWhenUninstalled, isKnownTopic } from "../orders/core/topics";
import { acceptDelivery, sealPayload } from "../orders/inbox-store.server";
import type { DoorAnswer, DoorRequest } from "./door";
import { isSigned } from "./platform-signature.server";

/** Largest body read, in bytes; the platform's own payloads stay far below. */
const mostBytes = 5 * 1024 * 1024;
/** How long the database may take, in milliseconds: a database that never answers must not look like a dead app. */
const deadlineMs = 1_500;

/** Refused deliveries since the start, the only trace they leave. */
let refused = 0;

/**
 * The platform's webhooks, every topic: checks the signature over the raw bytes, stores the delivery durably in one
 * statement and answers. What it says is applied later by a job.
 *
 * 200 stored, already stored, or not ours to keep (unknown topic or shop: an error would only bring it again) ·
 * 400 cut off, or without the headers every delivery has · 401 signature missing or wrong · 405 · 413 ·
 * 503 not stored: the platform tries again.
 */
export async function webhookDoor(request: DoorRequest): Promise<DoorAnswer> {
  const receivedAt = new Date();
  const startedAt = performance.now();
  const entry = { requestId: request.requestId, door: "webhooks" };
  if (request.method !== "POST") return { status: 405, headers: { Allow: "POST" } };
  const body = await request.readBody(mostBytes);
  if (typeof body === "string") {
    log.warn({ ...entry, outcome: body }, "delivery refused");
    return { status: body === "too-large" ? 413 : 400 };
  }
  if (!isSigned(body, request.header("x-shopify-hmac-sha256"))) {
    refused += 1;
    log.warn({ ...entry, outcome: "bad-signature", refused }, "delivery refused");
    return { status: 401 };
  }
  const head = readHead(request);
  if (!head) {
    log.warn({ ...entry, outcome: "headers-missing" }, "delivery refused");
    return { status: 400 };
  }
  try {
    const triggeredAt = readTriggeredAt(request.header("x-shopify-triggered-at"), receivedAt);
    const outcome = await within(store(head, body, triggeredAt, receivedAt), deadlineMs);
    // It may be stored yet; the repeat then finds it there.
    if (outcome === "late") throw new Error("the database did not answer in time");
    log.info({ ...entry, ...head, outcome, ms: Math.round(performance.now() - startedAt) }, "delivery");
    return { status: 200 };
  } catch (error) {
    log.error({ ...entry, ...head, err: error }, "delivery not stored");
    return { status: 503, headers: { "Retry-After": "5" } };
  }
}

type Head = { shop: string; topic: string; deliveryId: string; apiVersion: string | null };

/** The headers every delivery has. They are not signed, so their form is checked before they are used. */
function readHead(request: DoorRequest): Head | null {
  const shop = readShopDomain(request.header("x-shopify-shop-domain") ?? "");
  const topic = request.header("x-shopify-topic") ?? "";
  const deliveryId = request.header("x-shopify-webhook-id") ?? "";
  if (!shop || !/^[a-z_]{1,50}\/[a-z_]{1,50}$/.test(topic) || !/^[\w-]{1,100}$/.test(deliveryId)) return null;
  return { shop, topic, deliveryId, apiVersion: readApiVersion(request.header("x-shopify-api-version")) };
}

async function store(head: Head, body: Uint8Array, triggeredAt: Date, receivedAt: Date): Promise<string> {
  const vault = await vaultForDelivery(head.shop);
  const outcome = await storeSealed(vault, head, body, { triggeredAt, receivedAt });
  if (outcome !== "stale-key") return outcome;
  const current = await vaultForDelivery(head.shop, { anew: true });
  const again = await storeSealed(current, head, body, { triggeredAt, receivedAt });
  if (again === "stale-key") throw new Error("the shop's keys changed while its delivery was sealed");
  return again;
}

function storeSealed(
  vault: Awaited<ReturnType<typeof vaultForDelivery>>,
  head: Head,
  body: Uint8Array,
  times: { triggeredAt: Date; receivedAt: Date },
) {
  const id = newId();
  const wanted = isKnownTopic(head.topic);
  return acceptDelivery({
    ...head,
    ...times,
    id,
    // Without a key the shop was never installed or is erased; then nothing of the payload is kept.
    sealedPayload: vault && wanted ? sealPayload({ id: head.shop, vault }, id, body) : null,
    wanted,
    wantedWhenUninstalled: countsWhenUninstalled(head.topic),
  });
}
