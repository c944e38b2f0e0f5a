import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { shopTime } from "../shop/shop-time.ts";
import type { OrderDocument } from "./document.ts";

/** Stores an order as it now is. */
export function saveOrder(platform: Platform, shop: ShopRecord, order: OrderDocument): void {
  const instant = (value: string) => new Date(value).toISOString();
  platform.db
    .prepare(
      `insert into store_order (id, shop, createdAt, updatedAt, processedAt, document) values (?, ?, ?, ?, ?, ?)
       on conflict (id) do update set updatedAt = excluded.updatedAt, document = excluded.document`,
    )
    .run(
      order.id,
      shop.facts.handle,
      instant(order.created_at),
      instant(order.updated_at),
      instant(order.processed_at),
      JSON.stringify(order),
    );
}

/** One order of the shop. */
export function findOrder(platform: Platform, shop: ShopRecord, id: number): OrderDocument | null {
  const row = platform.db
    .prepare("select document from store_order where shop = ? and id = ?")
    .get(shop.facts.handle, id);
  return row ? (JSON.parse(String(row.document)) as OrderDocument) : null;
}

/** The shop's orders, newest first. */
export function latestOrders(platform: Platform, shop: ShopRecord, limit: number): OrderDocument[] {
  const rows = platform.db
    .prepare("select document from store_order where shop = ? order by id desc limit ?")
    .all(shop.facts.handle, limit);
  return rows.map((row) => JSON.parse(String(row.document)) as OrderDocument);
}

/** All orders of the shop, oldest first; the dev store's shops are small. */
export function allOrders(platform: Platform, shop: ShopRecord): OrderDocument[] {
  const rows = platform.db
    .prepare("select document from store_order where shop = ? order by id")
    .all(shop.facts.handle);
  return rows.map((row) => JSON.parse(String(row.document)) as OrderDocument);
}

/** Orders whose document holds a text, such as the global id of a part. */
export function ordersWithText(platform: Platform, shop: ShopRecord, text: string): OrderDocument[] {
  const rows = platform.db
    .prepare("select document from store_order where shop = ? and instr(document, ?) > 0")
    .all(shop.facts.handle, text);
  return rows.map((row) => JSON.parse(String(row.document)) as OrderDocument);
}

export function countOrders(platform: Platform, shop: ShopRecord): number {
  return Number(
    platform.db.prepare("select count(*) as n from store_order where shop = ?").get(shop.facts.handle)?.n,
  );
}

export function removeOrder(platform: Platform, shop: ShopRecord, id: number): void {
  platform.db.prepare("delete from store_order where shop = ? and id = ?").run(shop.facts.handle, id);
}

/** Marks an order as changed now. */
export function touch(order: OrderDocument, shop: ShopRecord, at = new Date()): OrderDocument {
  order.updated_at = shopTime(at, shop.facts.timezone);
  return order;
}

/** A step of a parcel as REST payloads write it. */
export type FulfillmentEvent = {
  id: number;
  admin_graphql_api_id: string;
  fulfillment_id: number;
  order_id: number;
  shop_id: number;
  status: string;
  message: string | null;
  happened_at: string;
  estimated_delivery_at: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  zip: string | null;
  address1: string | null;
  latitude: number | null;
  longitude: number | null;
  created_at: string;
  updated_at: string;
};

export function saveEvent(platform: Platform, shop: ShopRecord, event: FulfillmentEvent): void {
  platform.db
    .prepare(
      "insert into fulfillment_event (id, shop, fulfillmentId, happenedAt, document) values (?, ?, ?, ?, ?)",
    )
    .run(
      event.id,
      shop.facts.handle,
      event.fulfillment_id,
      new Date(event.happened_at).toISOString(),
      JSON.stringify(event),
    );
}

/** The steps of one fulfillment in the order they happened. */
export function eventsOf(platform: Platform, shop: ShopRecord, fulfillmentId: number): FulfillmentEvent[] {
  const rows = platform.db
    .prepare(
      "select document from fulfillment_event where shop = ? and fulfillmentId = ? order by happenedAt, id",
    )
    .all(shop.facts.handle, fulfillmentId);
  return rows.map((row) => JSON.parse(String(row.document)) as FulfillmentEvent);
}

export function removeEvent(platform: Platform, shop: ShopRecord, id: number): void {
  platform.db.prepare("delete from fulfillment_event where shop = ? and id = ?").run(shop.facts.handle, id);
}
