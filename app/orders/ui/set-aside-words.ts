import type { InboxReason } from "../core/inbox";

/** What a delivery is about, by the first word of its topic; others are named as the platform names them. */
export const subjectWords = {
  orders: "setAside.subject.orders",
  fulfillments: "setAside.subject.fulfillments",
  fulfillment_events: "setAside.subject.fulfillmentEvents",
  refunds: "setAside.subject.refunds",
  customers: "setAside.subject.customers",
  products: "setAside.subject.products",
  draft_orders: "setAside.subject.draftOrders",
  inventory_levels: "setAside.subject.inventoryLevels",
  app: "setAside.subject.app",
  shop: "setAside.subject.shop",
} as const;

/** Why nothing was made of it. */
export const reasonWords = {
  "unknown-topic": "setAside.reason.unknownTopic",
  "not-installed": "setAside.reason.notInstalled",
  older: "setAside.reason.older",
  deleted: "setAside.reason.deleted",
  "not-json": "setAside.reason.notJson",
  "not-understood": "setAside.reason.notUnderstood",
  "other-version": "setAside.reason.otherVersion",
  "other-shop": "setAside.reason.otherShop",
  unreadable: "setAside.reason.unreadable",
  failed: "setAside.reason.failed",
  redacted: "setAside.reason.redacted",
} as const satisfies Record<InboxReason, string>;

/** Topics that are refused although their subject is read: what they say arrives another way. */
export const refusedWords = {
  refunds: "setAside.refused.refunds",
  customers: "setAside.refused.customers",
} as const;
