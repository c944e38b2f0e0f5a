import { randomUUID } from "node:crypto";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { shopTime } from "../shop/shop-time.ts";
import { nextId } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import type { OrderDocument } from "./document.ts";
import {
  eventsOf,
  type FulfillmentEvent,
  removeEvent,
  removeOrder,
  saveEvent,
  saveOrder,
  touch,
} from "./ledger.ts";
import type { Fulfillment } from "./shapes.ts";

/** Changes what a merchant may edit and announces it. */
export function editOrder(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  change: { note?: string; city?: string; email?: string },
): OrderDocument {
  if (change.note !== undefined) order.note = change.note;
  if (change.email !== undefined) {
    order.email = order.contact_email = change.email;
    order.customer.email = change.email;
  }
  if (change.city !== undefined) order.shipping_address = { ...order.shipping_address, city: change.city };
  return changed(platform, shop, order, []);
}

/** Cancels and refunds. A cancelled order stays cancelled. */
export function cancelOrder(platform: Platform, shop: ShopRecord, order: OrderDocument): OrderDocument {
  if (order.cancelled_at) return order;
  const now = shopTime(new Date(), shop.facts.timezone);
  order.cancelled_at = order.closed_at = now;
  order.cancel_reason = "customer";
  order.financial_status = "refunded";
  return changed(platform, shop, order, ["orders/cancelled"]);
}

/** Deletes; the platform then sends nothing but the id. */
export function deleteOrder(platform: Platform, shop: ShopRecord, order: OrderDocument): void {
  removeOrder(platform, shop, order.id);
  announce(platform, shop, "orders/delete", { id: order.id }, {});
}

/** Hands everything still open to a carrier. */
export function fulfilOrder(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  tracking: {
    company: string | null;
    number: string | null;
    url: string | null;
    at?: Date;
    silent?: boolean;
  },
): Fulfillment {
  if (order.cancelled_at) throw new Error(`${order.name} is cancelled.`);
  if (order.fulfillment_status === "fulfilled") throw new Error(`${order.name} is already fulfilled.`);
  const at = tracking.at ?? new Date();
  const time = shopTime(at, shop.facts.timezone);
  const id = nextId(platform.db, "fulfillment", 5_004_000_000_001);
  order.line_items = order.line_items.map((line) => ({
    ...line,
    fulfillable_quantity: 0,
    fulfillment_status: "fulfilled",
  }));
  const fulfillment: Fulfillment = {
    id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
    order_id: order.id,
    name: `${order.name}.${order.fulfillments.length + 1}`,
    status: "success",
    service: "manual",
    location_id: shop.facts.location.id,
    created_at: time,
    updated_at: time,
    shipment_status: null,
    origin_address: null,
    receipt: {},
    tracking_company: tracking.company,
    tracking_number: tracking.number,
    tracking_numbers: tracking.number ? [tracking.number] : [],
    tracking_url: tracking.url,
    tracking_urls: tracking.url ? [tracking.url] : [],
    line_items: order.line_items,
  };
  order.fulfillments.push(fulfillment);
  order.fulfillment_status = "fulfilled";
  touch(order, shop, at);
  saveOrder(platform, shop, order);
  if (!tracking.silent) {
    const eventId = randomUUID();
    announce(platform, shop, "fulfillments/create", fulfillmentPayload(order, fulfillment), { eventId });
    announce(platform, shop, "orders/fulfilled", order, { eventId });
    announce(platform, shop, "orders/updated", order, { eventId });
  }
  return fulfillment;
}

export type EventWish = {
  status: string;
  happenedAt?: Date;
  message?: string | null;
  city?: string | null;
  country?: string | null;
  province?: string | null;
  zip?: string | null;
  address1?: string | null;
  estimatedDeliveryAt?: Date | null;
  silent?: boolean;
};

/** Adds a step to a parcel's way and announces it. */
export function addEvent(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  fulfillment: Fulfillment,
  wish: EventWish,
): FulfillmentEvent {
  const { timezone } = shop.facts;
  const now = shopTime(wish.silent && wish.happenedAt ? wish.happenedAt : new Date(), timezone);
  const id = nextId(platform.db, "fulfillment-event", 30_104_000_000_001);
  const event: FulfillmentEvent = {
    id,
    admin_graphql_api_id: `gid://shopify/FulfillmentEvent/${id}`,
    fulfillment_id: fulfillment.id,
    order_id: order.id,
    shop_id: shop.facts.id,
    status: wish.status,
    message: wish.message ?? null,
    happened_at: shopTime(wish.happenedAt ?? new Date(), timezone),
    estimated_delivery_at: wish.estimatedDeliveryAt ? shopTime(wish.estimatedDeliveryAt, timezone) : null,
    city: wish.city ?? null,
    province: wish.province ?? null,
    country: wish.country ?? null,
    zip: wish.zip ?? null,
    address1: wish.address1 ?? null,
    latitude: null,
    longitude: null,
    created_at: now,
    updated_at: now,
  };
  saveEvent(platform, shop, event);
  const current = eventsOf(platform, shop, fulfillment.id).at(-1);
  fulfillment.shipment_status = current?.status ?? event.status;
  fulfillment.updated_at = now;
  order.fulfillments = order.fulfillments.map((one) => (one.id === fulfillment.id ? fulfillment : one));
  touch(order, shop, wish.silent ? wish.happenedAt : undefined);
  saveOrder(platform, shop, order);
  if (!wish.silent) {
    const eventId = randomUUID();
    announce(platform, shop, "fulfillment_events/create", event, { eventId });
    announce(platform, shop, "fulfillments/update", fulfillmentPayload(order, fulfillment), { eventId });
    announce(platform, shop, "orders/updated", order, { eventId });
  }
  return event;
}

/** Takes back the step of a parcel that happened last; the platform then sends nothing but its id. */
export function takeBackEvent(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  fulfillment: Fulfillment,
): FulfillmentEvent | null {
  const last = eventsOf(platform, shop, fulfillment.id).at(-1);
  if (!last) return null;
  removeEvent(platform, shop, last.id);
  fulfillment.shipment_status = eventsOf(platform, shop, fulfillment.id).at(-1)?.status ?? null;
  fulfillment.updated_at = shopTime(new Date(), shop.facts.timezone);
  order.fulfillments = order.fulfillments.map((one) => (one.id === fulfillment.id ? fulfillment : one));
  touch(order, shop);
  saveOrder(platform, shop, order);
  const eventId = randomUUID();
  announce(platform, shop, "fulfillment_events/delete", { id: last.id }, { eventId });
  announce(platform, shop, "fulfillments/update", fulfillmentPayload(order, fulfillment), { eventId });
  announce(platform, shop, "orders/updated", order, { eventId });
  return last;
}

/** What a fulfillment webhook carries beside the fulfillment itself. */
export function fulfillmentPayload(order: OrderDocument, fulfillment: Fulfillment): Fulfillment {
  return { ...fulfillment, email: order.email, destination: order.shipping_address };
}

function changed(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  topics: string[],
): OrderDocument {
  touch(order, shop);
  saveOrder(platform, shop, order);
  const eventId = randomUUID();
  for (const topic of [...topics, "orders/updated"]) announce(platform, shop, topic, order, { eventId });
  return order;
}
