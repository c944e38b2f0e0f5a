import { createHmac } from "node:crypto";

/** The signature the platform puts on a body. */
export function sign(body: Uint8Array | string, secret = process.env.SHOPIFY_API_SECRET ?? ""): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}

let lastId = 7_000_000_000_000;

/** An order as orders/create carries it; the argument replaces single fields. */
export function orderPayload(change: Record<string, unknown> = {}): Record<string, unknown> & { id: number } {
  lastId += 1;
  const at = "2026-11-20T10:00:00+08:00";
  return {
    id: lastId,
    admin_graphql_api_id: `gid://shopify/Order/${lastId}`,
    name: `#${lastId % 100_000}`,
    created_at: at,
    updated_at: at,
    processed_at: at,
    cancelled_at: null,
    financial_status: "paid",
    fulfillment_status: null,
    currency: "USD",
    presentment_currency: "EUR",
    total_price_set: {
      shop_money: { amount: "42.50", currency_code: "USD" },
      presentment_money: { amount: "39.90", currency_code: "EUR" },
    },
    customer_locale: "de",
    email: "buyer@example.com",
    customer: {
      id: lastId + 1_000_000,
      email: "buyer@example.com",
      phone: null,
      first_name: "Greta",
      last_name: "Falk",
    },
    shipping_address: {
      name: "Greta Falk",
      phone: "+49 30 1234567",
      address1: "Lindenweg 4",
      city: "Berlin",
      zip: "10115",
      province_code: "BE",
      country_code: "DE",
    },
    shipping_lines: [{ title: "Standard", code: "STD", source: "shopify" }],
    confirmation_number: "ABC123XYZ",
    checkout_token: "ctok1",
    test: false,
    ...change,
  };
}

export function fulfillmentPayload(orderId: number, change: Record<string, unknown> = {}) {
  lastId += 1;
  return {
    id: lastId,
    order_id: orderId,
    name: "#1.1",
    status: "success",
    created_at: "2026-11-21T10:00:00Z",
    updated_at: "2026-11-21T10:00:00Z",
    tracking_company: "DHL Express",
    tracking_number: "JD014600003",
    tracking_url: "https://track.example/JD014600003",
    shipment_status: null,
    ...change,
  };
}

export function eventPayload(orderId: number, fulfillmentId: number, change: Record<string, unknown> = {}) {
  lastId += 1;
  return {
    id: lastId,
    fulfillment_id: fulfillmentId,
    order_id: orderId,
    status: "in_transit",
    happened_at: "2026-11-22T08:00:00Z",
    message: null,
    city: "Leipzig",
    province: null,
    country: "DE",
    zip: "04435",
    ...change,
  };
}
