import { randomUUID } from "node:crypto";
import { accessFor } from "../api/schema.ts";
import type { Subscription } from "../app-configuration.ts";
import type { Platform } from "../platform.ts";
import { effectiveScopes, type ShopRecord } from "../shop/record.ts";
import { includeFields } from "./include-fields.ts";

/** What may be set from outside about one announcement. */
export type Occasion = {
  eventId?: string;
  webhookId?: string;
  triggeredAt?: string;
  copies?: number;
  secret?: string | null;
  /** Sent at this instant instead of now, whatever the delivery behaviour is. */
  scheduledFor?: number;
  /** Sent although the app is not (or no longer) installed. */
  always?: boolean;
  /** The payload goes out exactly as given, to the first subscription or the given address. */
  raw?: boolean;
};

/** Which type's access a topic needs; topics not named here need none. */
const topicTypes: Record<string, string> = {
  orders: "Order",
  refunds: "Order",
  fulfillments: "Fulfillment",
  fulfillment_events: "FulfillmentEvent",
  customers: "Customer",
  markets: "Market",
  locales: "ShopLocale",
  locations: "Location",
};
const compliance = new Set(["customers/data_request", "customers/redact", "shop/redact"]);

/** Queues one delivery per subscription of the topic and gives their ids. */
export function announce(
  platform: Platform,
  shop: ShopRecord,
  topic: string,
  payload: object,
  occasion: Occasion,
): number[] {
  if (!occasion.always && !(shop.installed && mayHear(shop, topic))) return [];
  const app = platform.app();
  const subscriptions = app.subscriptions.filter((one) => one.topics.includes(topic));
  const targets = subscriptions.length === 0 && occasion.raw ? app.subscriptions.slice(0, 1) : subscriptions;
  const ids = targets.flatMap((subscription) =>
    queue(platform, shop, topic, payload, subscription, occasion),
  );
  platform.wake();
  return ids;
}

/** The payload as the app hears it: with the fields its first subscription of the topic names. */
export function asHeard(platform: Platform, topic: string, payload: object): object {
  const heard = platform.app().subscriptions.find((one) => one.topics.includes(topic));
  return heard?.includeFields ? includeFields({ ...payload }, heard.includeFields) : payload;
}

function mayHear(shop: ShopRecord, topic: string): boolean {
  const type = topicTypes[topic.split("/")[0] ?? ""];
  if (!type || compliance.has(topic)) return true;
  const scopes = effectiveScopes(shop.granted);
  const needed = accessFor(type)?.scopes ?? [];
  // The topic list asks for read_fulfillments where the type list names its other doors.
  return (
    needed.some((scope) => scopes.has(scope)) ||
    (type.startsWith("Fulfillment") && scopes.has("read_fulfillments"))
  );
}

function queue(
  platform: Platform,
  shop: ShopRecord,
  topic: string,
  payload: object,
  subscription: Subscription,
  occasion: Occasion,
): number[] {
  const { webhooks, db, random } = platform;
  const fields = occasion.raw ? null : subscription.includeFields;
  const body = Buffer.from(JSON.stringify(fields ? includeFields({ ...payload }, fields) : payload));
  const webhookId = occasion.webhookId ?? randomUUID();
  const eventId = occasion.eventId ?? randomUUID();
  const insert = db.prepare(
    `insert into delivery (shop, topic, uri, name, secret, webhookId, eventId, apiVersion, triggeredAt, body, state, scheduled, nextAt)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ids: number[] = [];
  const copies = occasion.copies ?? 1 + webhooks.duplicates;
  for (let copy = 0; copy < copies; copy += 1) {
    const dropped = occasion.scheduledFor === undefined && random() < webhooks.dropRate;
    const due =
      occasion.scheduledFor ?? Date.now() + webhooks.delayMs + Math.floor(random() * webhooks.reorderMs);
    const { lastInsertRowid } = insert.run(
      shop.facts.handle,
      topic,
      subscription.uri,
      subscription.name,
      occasion.secret ?? null,
      webhookId,
      eventId,
      platform.app().apiVersion,
      occasion.triggeredAt ?? new Date().toISOString(),
      body,
      dropped ? "dropped" : "pending",
      occasion.scheduledFor === undefined ? 0 : 1,
      dropped ? null : due,
    );
    ids.push(Number(lastInsertRowid));
  }
  return ids;
}
