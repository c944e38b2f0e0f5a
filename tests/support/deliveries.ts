import { randomUUID } from "node:crypto";
import type { DoorAnswer, DoorRequest } from "../../app/doors/door";
import { webhookDoor } from "../../app/doors/webhooks.server";
import { sign } from "./payloads";

export type DeliveryOptions = {
  /** Replaces or (undefined) removes headers. */
  headers?: Record<string, string | undefined>;
  webhookId?: string;
  triggeredAt?: Date;
  method?: string;
};

/** Delivers a webhook to the door as the platform does, signed unless the headers say otherwise. */
export async function deliver(
  shop: string,
  topic: string,
  payload: unknown,
  options: DeliveryOptions = {},
): Promise<DoorAnswer> {
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const headers: Record<string, string | undefined> = {
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-07",
    "x-shopify-webhook-id": options.webhookId ?? randomUUID(),
    "x-shopify-event-id": randomUUID(),
    "x-shopify-triggered-at": (options.triggeredAt ?? new Date()).toISOString(),
    "x-shopify-hmac-sha256": sign(body),
    ...options.headers,
  };
  return webhookDoor(doorRequest(body, headers, options.method));
}

function doorRequest(
  body: Buffer,
  headers: Record<string, string | undefined>,
  method = "POST",
): DoorRequest {
  return {
    method,
    path: "/webhooks",
    query: "",
    requestId: randomUUID(),
    header: (name) => headers[name],
    readBody: async (most) => (body.length > most ? "too-large" : body),
  };
}
