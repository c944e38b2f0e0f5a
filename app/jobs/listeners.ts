import type { FactName } from "../facts";

/** Which jobs hear which fact. Names only, so that announcing a fact loads no job's code. */
export const listeners: Record<FactName, readonly string[]> = {
  "shop.installed": [
    "shop.refresh-details",
    "markets.mirror",
    "shipping.register-carrier",
    "tickets.place-macros",
  ],
  "store.uninstalled": ["shop.uninstall"],
  "store.scopes-changed": ["shop.change-scopes", "markets.mirror", "shipping.register-carrier"],
  "privacy.requested": ["shop.answer-privacy-request"],
  "order.mirrored": ["parcels.follow-order", "surveys.count-waiting", "tickets.release-held"],
  "fulfillment.mirrored": ["parcels.follow-fulfillment"],
  "fulfillment-event.mirrored": ["parcels.follow-fulfillment"],
  "order.deleted": ["parcels.forget-order", "surveys.forget-order"],
  "fulfillment-event.deleted": ["parcels.follow-fulfillment"],
  "parcel.sent": ["providers.hear-sent"],
  "parcel.delivered": ["providers.hear-delivered"],
  "parcel.late": ["providers.hear-late"],
  "parcel.missing": ["tickets.open-for-missing-parcel"],
  "provider.suspended": ["shipping.refresh-offers"],
  "provider.reinstated": ["shipping.refresh-offers"],
  "provider.changed": ["shipping.refresh-offers"],
  "shipping.offers-changed": ["shipping.register-carrier", "shipping.hide-suspended"],
  "ticket.opened": [],
  "ticket.replied": ["tickets.send-mail"],
  "survey.answered": [],
  "survey.low-answer": ["tickets.open-for-low-answer"],
  "deliveries.retried": ["orders.drain-inbox"],
};
