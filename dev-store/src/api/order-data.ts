import { GraphQLError } from "graphql";
import type { OrderDocument } from "../orders/document.ts";
import { eventsOf, type FulfillmentEvent, findOrder } from "../orders/ledger.ts";
import type { Fulfillment } from "../orders/shapes.ts";
import type { Platform } from "../platform.ts";
import { effectiveScopes, type ShopRecord } from "../shop/record.ts";
import { utcTime } from "../shop/shop-time.ts";
import { connection, keyedConnection, type PageArgs, placed } from "./connection.ts";
import { addressNode, customerNode, lineNode, money, shippingNode } from "./order-parts.ts";
import { meets, parseSearch } from "./search-query.ts";

const searchFields = [
  "id",
  "name",
  "created_at",
  "updated_at",
  "processed_at",
  "checkout_token",
  "confirmation_number",
  "email",
  "test",
  "financial_status",
  "fulfillment_status",
  "status",
];
const sortColumns: Record<string, string> = {
  UPDATED_AT: "updatedAt",
  CREATED_AT: "createdAt",
  PROCESSED_AT: "processedAt",
  ID: "id",
  ORDER_NUMBER: "id",
};
const visibleDays = 60;

type OrdersArgs = PageArgs & { query?: string | null; sortKey?: string | null };

/** The shop's orders as a connection: filtered, sorted, paged. */
export function ordersConnection(platform: Platform, shop: ShopRecord, args: OrdersArgs) {
  const column = sortColumns[args.sortKey ?? "PROCESSED_AT"];
  if (!column)
    throw new GraphQLError(`dev store cannot sort orders by ${args.sortKey}`, {
      extensions: { code: "DEV_STORE_NO_DATA" },
    });
  const found = visibleOrders(platform, shop, args.query, column);
  return keyedConnection(
    found.map((row) => {
      const place = { id: Number(row.id), value: String(row[column.replace("At", "_at")]) };
      return { place, load: () => orderNode(platform, shop, requireOrder(platform, shop, place.id)) };
    }),
    args,
  );
}

/** How many orders a search finds; the platform counts to 10,000 unless asked for another limit. */
export function countFound(
  platform: Platform,
  shop: ShopRecord,
  { query, limit }: { query?: string | null; limit?: number | null },
) {
  const { length } = visibleOrders(platform, shop, query, "id");
  const most = limit ?? 10_000;
  return { count: Math.min(length, most), precision: length > most ? "AT_LEAST" : "EXACT" };
}

function visibleOrders(
  platform: Platform,
  shop: ShopRecord,
  query: string | null | undefined,
  column: string,
) {
  const conditions = parseSearch(query, searchFields).filter(
    (one) => !(one.field === "status" && one.value === "any"),
  );
  const oldest = oldestVisible(shop);
  const rows = platform.db
    .prepare(
      `select id, createdAt as created_at, updatedAt as updated_at, processedAt as processed_at, document ->> 'name' as name, document ->> 'email' as email,
       document ->> 'checkout_token' as checkout_token, document ->> 'confirmation_number' as confirmation_number,
       document ->> 'financial_status' as financial_status, coalesce(document ->> 'fulfillment_status', 'unfulfilled') as fulfillment_status,
       case when document ->> 'test' then 'true' else 'false' end as test,
       case when document ->> 'cancelled_at' is null then 'open' else 'cancelled' end as status
       from store_order where shop = ? and createdAt >= ? order by ${column}, id`,
    )
    .all(shop.facts.handle, oldest);
  return rows.filter((row) =>
    conditions.every((one) => row[one.field] != null && meets(String(row[one.field]), one)),
  );
}

/** Older orders need a scope of their own. */
function oldestVisible(shop: ShopRecord): string {
  if (effectiveScopes(shop.granted).has("read_all_orders")) return "";
  return new Date(Date.now() - visibleDays * 86_400_000).toISOString();
}

/** One order by its global id, or null: also for one that is too old to be seen. */
export function orderById(platform: Platform, shop: ShopRecord, gid: string) {
  const id = /^gid:\/\/shopify\/Order\/(\d+)$/.exec(gid)?.[1];
  if (!id)
    throw new GraphQLError(`Invalid global id '${gid}'`, {
      extensions: { code: "argumentLiteralsIncompatible" },
    });
  const order = findOrder(platform, shop, Number(id));
  const visible = order && new Date(order.created_at).toISOString() >= oldestVisible(shop);
  return visible ? orderNode(platform, shop, order) : null;
}

/** Orders by their global ids, at most 250 as everywhere; other kinds of nodes the dev store does not know. */
export function orderNodes(platform: Platform, shop: ShopRecord, ids: string[]) {
  if (ids.length > 250) throw new GraphQLError("The input array size exceeds the maximum allowed of 250.");
  return ids.map((gid) => {
    if (!gid.startsWith("gid://shopify/Order/"))
      throw new GraphQLError(`dev store has no data for the node ${gid}`, {
        extensions: { code: "DEV_STORE_NO_DATA" },
      });
    return orderById(platform, shop, gid);
  });
}

function requireOrder(platform: Platform, shop: ShopRecord, id: number): OrderDocument {
  const order = findOrder(platform, shop, id);
  if (!order) throw new GraphQLError("The order is gone.");
  return order;
}

function orderNode(platform: Platform, shop: ShopRecord, order: OrderDocument): object {
  const firstShipping = order.shipping_lines[0];
  return {
    __typename: "Order",
    id: order.admin_graphql_api_id,
    legacyResourceId: String(order.id),
    name: order.name,
    number: order.order_number,
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: [],
    test: order.test,
    confirmed: order.confirmed,
    closed: order.closed_at !== null,
    createdAt: utcTime(order.created_at),
    updatedAt: utcTime(order.updated_at),
    processedAt: utcTime(order.processed_at),
    cancelledAt: order.cancelled_at && utcTime(order.cancelled_at),
    closedAt: order.closed_at && utcTime(order.closed_at),
    cancelReason: order.cancel_reason?.toUpperCase() ?? null,
    confirmationNumber: order.confirmation_number,
    checkoutToken: order.checkout_token,
    sourceName: order.source_name,
    displayFinancialStatus: order.financial_status.toUpperCase(),
    displayFulfillmentStatus: order.fulfillment_status === "fulfilled" ? "FULFILLED" : "UNFULFILLED",
    returnStatus: "NO_RETURN",
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentment_currency,
    customerLocale: order.customer_locale,
    customAttributes: order.note_attributes.map(({ name, value }) => ({ key: name, value })),
    customer: customerNode(order),
    requiresShipping: true,
    fullyPaid: order.financial_status === "paid",
    totalPriceSet: money(order.total_price_set),
    currentTotalPriceSet: money(order.current_total_price_set),
    originalTotalPriceSet: money(order.total_price_set),
    subtotalPriceSet: money(order.subtotal_price_set),
    currentSubtotalPriceSet: money(order.current_subtotal_price_set),
    totalShippingPriceSet: money(order.total_shipping_price_set),
    totalDiscountsSet: money(order.total_discounts_set),
    totalTaxSet: money(order.total_tax_set),
    totalWeight: String(order.total_weight),
    shippingAddress: addressNode(order.shipping_address, order.id),
    shippingLine: firstShipping ? shippingNode(firstShipping) : null,
    shippingLines: (args: PageArgs) =>
      connection(
        placed(order.shipping_lines.map((line) => ({ key: line.id, load: () => shippingNode(line) }))),
        args,
      ),
    lineItems: (args: PageArgs) =>
      connection(
        placed(order.line_items.map((line) => ({ key: line.id, load: () => lineNode(line) }))),
        args,
      ),
    subtotalLineItemsQuantity: order.line_items.reduce((sum, line) => sum + line.quantity, 0),
    fulfillments: ({ first }: { first?: number | null }) =>
      order.fulfillments
        .slice(0, first ?? undefined)
        .map((one) => fulfillmentNode(platform, shop, order, one)),
    fulfillmentsCount: { count: order.fulfillments.length, precision: "EXACT" },
  };
}

/** A fulfillment with its events. */
export function fulfillmentNode(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  one: Fulfillment,
): object {
  const events = eventsOf(platform, shop, one.id);
  const firstOf = (status: string) => events.find((event) => event.status === status)?.happened_at;
  const estimate = events.findLast((event) => event.estimated_delivery_at)?.estimated_delivery_at;
  const inTransit = firstOf("in_transit");
  const delivered = firstOf("delivered");
  return {
    id: one.admin_graphql_api_id,
    legacyResourceId: String(one.id),
    name: one.name,
    status: one.status.toUpperCase(),
    displayStatus: one.shipment_status ? one.shipment_status.toUpperCase() : "FULFILLED",
    createdAt: utcTime(one.created_at),
    updatedAt: utcTime(one.updated_at),
    inTransitAt: inTransit ? utcTime(inTransit) : null,
    deliveredAt: delivered ? utcTime(delivered) : null,
    estimatedDeliveryAt: estimate ? utcTime(estimate) : null,
    requiresShipping: true,
    totalQuantity: one.line_items.reduce((sum, line) => sum + line.quantity, 0),
    trackingInfo: ({ first }: { first?: number | null }) =>
      (one.tracking_company || one.tracking_number
        ? [{ company: one.tracking_company, number: one.tracking_number, url: one.tracking_url }]
        : []
      ).slice(0, first ?? undefined),
    events: (args: PageArgs & { sortKey?: string }) =>
      connection(
        placed(
          [...events]
            .sort((left, right) =>
              args.sortKey === "CREATED_AT" || args.sortKey === "ID" ? left.id - right.id : 0,
            )
            .map((event) => ({ key: event.id, load: () => eventNode(event) })),
        ),
        args,
      ),
    order: () => orderNode(platform, shop, order),
  };
}

export function eventNode(event: FulfillmentEvent): object {
  return {
    __typename: "FulfillmentEvent",
    id: event.admin_graphql_api_id,
    status: event.status.toUpperCase(),
    message: event.message,
    happenedAt: utcTime(event.happened_at),
    createdAt: utcTime(event.created_at),
    estimatedDeliveryAt: event.estimated_delivery_at && utcTime(event.estimated_delivery_at),
    city: event.city,
    province: event.province,
    country: event.country,
    zip: event.zip,
    address1: event.address1,
    latitude: event.latitude,
    longitude: event.longitude,
  };
}
