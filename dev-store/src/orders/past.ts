import type { Platform } from "../platform.ts";
import { seededRandom } from "../random.ts";
import { moneySet, toMinor } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { asHeard } from "../webhooks/announce.ts";
import { destination } from "./buyers.ts";
import { addEvent, fulfillmentPayload, fulfilOrder } from "./changes.ts";
import type { OrderDocument } from "./document.ts";
import { eventsOf, findOrder } from "./ledger.ts";
import { placeOrder, usualCurrency } from "./place.ts";

/** An order of the past as somebody tells it; what is left open is made up, the same each time for the same name. */
export type PastOrder = {
  /** By which the order is known when it is told again. */
  name: string;
  createdAt: Date;
  country: string;
  city?: string;
  locale?: string;
  firstName?: string;
  lastName?: string;
  productIndex?: number;
  quantity?: number;
  /** The price is in the shop's currency. */
  shipping: { title: string; code: string; source: string; price: string };
  parcel: { company: string | null; number: string | null; at: Date; steps: PastStep[] } | null;
};

export type PastStep = {
  status: string;
  at: Date;
  message?: string | null;
  city?: string | null;
  country?: string | null;
  expected?: Date | null;
};

/**
 * Makes the store remember an order with its parcel, without telling anybody. Told again, with more of what happened
 * since, only that is added. Answers what webhooks would have carried.
 */
export function rememberOrder(platform: Platform, shop: ShopRecord, past: PastOrder) {
  const order = known(platform, shop, past.name) ?? place(platform, shop, past);
  if (past.parcel && !order.cancelled_at) rememberParcel(platform, shop, order, past.parcel);
  const [parcel] = order.fulfillments;
  return {
    name: past.name,
    id: String(order.id),
    order: asHeard(platform, "orders/updated", order),
    fulfillments: parcel ? [asHeard(platform, "fulfillments/update", fulfillmentPayload(order, parcel))] : [],
    events: parcel
      ? eventsOf(platform, shop, parcel.id).map((event) =>
          asHeard(platform, "fulfillment_events/create", event),
        )
      : [],
  };
}

function known(platform: Platform, shop: ShopRecord, name: string): OrderDocument | null {
  const row = platform.db
    .prepare("select orderId from past_order where shop = ? and name = ?")
    .get(shop.facts.handle, name);
  return row ? findOrder(platform, shop, Number(row.orderId)) : null;
}

function place(platform: Platform, shop: ShopRecord, past: PastOrder): OrderDocument {
  const { name, createdAt, shipping, parcel: _parcel, ...wish } = past;
  const { currency } = shop.facts;
  const price = moneySet(
    toMinor(shipping.price, currency),
    currency,
    usualCurrency(shop, destination(past.country)),
  );
  const order = placeOrder(
    platform,
    shop,
    { ...wish, createdAt, silent: true, shipping: { ...shipping, carrierIdentifier: null, price } },
    seededRandom(seedOf(name)),
  );
  platform.db
    .prepare("insert or replace into past_order (shop, name, orderId) values (?, ?, ?)")
    .run(shop.facts.handle, name, order.id);
  return order;
}

function rememberParcel(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  parcel: NonNullable<PastOrder["parcel"]>,
): void {
  const { company, number, at } = parcel;
  const url = number ? `https://track.example/${encodeURIComponent(number)}` : null;
  const sent =
    order.fulfillments[0] ?? fulfilOrder(platform, shop, order, { company, number, url, at, silent: true });
  const happened = new Set(
    eventsOf(platform, shop, sent.id).map((event) => `${event.status} ${+new Date(event.happened_at)}`),
  );
  for (const { at: happenedAt, expected, ...step } of parcel.steps) {
    // The platform writes whole seconds.
    const key = `${step.status} ${Math.floor(+happenedAt / 1_000) * 1_000}`;
    if (happened.has(key)) continue;
    addEvent(platform, shop, order, sent, {
      ...step,
      happenedAt,
      estimatedDeliveryAt: expected ?? null,
      silent: true,
    });
  }
}

/** 32-bit FNV-1a. */
function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
