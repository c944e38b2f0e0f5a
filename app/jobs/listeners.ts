import type { FactName } from "../facts";

/** Which jobs hear which fact. Names only, so that announcing a fact loads no job's code. */
export const listeners: Record<FactName, readonly string[]> = {
  "shop.installed": ["shop.refresh-details"],
  "store.uninstalled": ["shop.uninstall"],
  "store.scopes-changed": ["shop.change-scopes"],
  "privacy.requested": ["shop.answer-privacy-request"],
  "order.mirrored": [],
  "fulfillment.mirrored": [],
  "fulfillment-event.mirrored": [],
  "deliveries.retried": ["orders.drain-inbox"],
};
