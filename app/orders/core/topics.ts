/** What a delivery of each topic is about. Topics not listed are kept as ignored, without their payload. */
export const topics = {
  "orders/create": "order",
  "orders/updated": "order",
  "orders/cancelled": "order",
  "orders/delete": "order-deleted",
  "fulfillments/create": "fulfillment",
  "fulfillments/update": "fulfillment",
  "fulfillment_events/create": "fulfillment-event",
  "fulfillment_events/delete": "fulfillment-event-deleted",
  "app/uninstalled": "uninstalled",
  "app/scopes_update": "scopes-changed",
  "customers/data_request": "data-request",
  "customers/redact": "customer-redaction",
  "shop/redact": "shop-redaction",
} as const;

export type Topic = keyof typeof topics;

export function isKnownTopic(topic: string): topic is Topic {
  return Object.hasOwn(topics, topic);
}

/** Demands of the law and the end of an install count when the app is already gone, too. */
export function countsWhenUninstalled(topic: string): boolean {
  return ["customers/data_request", "customers/redact", "shop/redact", "app/uninstalled"].includes(topic);
}
