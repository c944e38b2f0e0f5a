import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";

/** What a stranger would have to know of a shop to aim at its rows. */
export type Aim = {
  order: string;
  customer: string;
  parcel: string;
  event: string;
  delivery: string;
  request: string;
  requestInbox: string;
  subject: string;
};

type Store = Record<string, (...args: never[]) => unknown>;
const modules = import.meta.glob<Store>("../../app/*/*store.server.ts", { eager: true });

/** Every function of every store, by "file name". */
export const storeFunctions: Readonly<Record<string, (...args: never[]) => unknown>> = Object.fromEntries(
  Object.entries(modules).flatMap(([file, module]) =>
    Object.entries(module)
      .filter(([, value]) => typeof value === "function")
      .map(([name, value]) => [`${file.replace("../../app/", "").replace(".server.ts", "")} ${name}`, value]),
  ),
);

type Call = (db: Db, shop: Tenant, aim: Aim) => unknown[];

const now = new Date("2026-11-23T00:00:00Z");
const future = new Date("2100-01-01T00:00:00Z");
const version = { updatedAt: future, triggeredAt: future, digest: "f".repeat(32) };
const id = "0199b6a0-0000-7000-8000-0000000000aa";
const person = (aim: Aim) => ({ customerId: aim.customer, orderIds: [aim.order] });
const money = { minor: 1n, currency: "USD" };

const order = (aim: Aim) => ({
  id: aim.order,
  name: "#1",
  placedAt: now,
  cancelledAt: null,
  financialStatus: null,
  fulfillmentStatus: null,
  total: money,
  presentment: null,
  customerId: null,
  customerLocale: null,
  contact: null,
  country: null,
  province: null,
  city: null,
  postcode: null,
  shippingTitle: null,
  shippingCode: null,
  shippingSource: null,
  confirmationNumber: null,
  checkoutToken: null,
  isTest: false,
});

const parcel = (aim: Aim) => ({
  id: aim.parcel,
  orderId: aim.order,
  name: null,
  status: "success",
  createdAt: now,
  trackingCompany: null,
  trackingNumber: null,
  trackingUrl: null,
  shipmentStatus: null,
});

const event = (aim: Aim) => ({
  id: aim.event,
  fulfillmentId: aim.parcel,
  orderId: aim.order,
  status: "delivered",
  happenedAt: now,
  estimatedDeliveryAt: null,
  message: null,
  city: null,
  province: null,
  country: null,
  postcode: null,
});

/** How each store function is aimed at the rows of `aim`, with the arguments a command would pass. */
export const storeCalls: Readonly<Record<string, Call>> = {
  "shop/store findShop": (db, shop) => [db, shop.id],
  "shop/store lockShop": (db, shop) => [db, shop.id],
  "shop/store ensureShop": (db, shop) => [db, shop.id, { authorizedAt: now, installedAt: now }],
  "shop/store changeShop": (db, shop) => [db, shop.id, { plan: "changed" }],
  "shop/store findStaff": (db, shop, aim) => [db, shop, aim.subject],
  "shop/store listStaff": (db, shop) => [db, shop],
  "shop/store countStaff": (db, shop) => [db, shop],
  "shop/store countOwners": (db, shop) => [db, shop],
  "shop/store saveSeen": (db, shop, aim) => [
    db,
    shop,
    { subject: aim.subject, roleIfNew: "agent", locale: "xx", at: now },
  ],
  "shop/store saveRole": (db, shop, aim) => [db, shop, aim.subject, "agent"],
  "shop/store saveDisplayName": (db, shop, aim) => [db, shop, aim.subject, "Changed"],
  "shop/store saveAccess": (db, shop, aim) => [
    db,
    shop,
    {
      id,
      subject: aim.subject,
      action: "download",
      entity: "PrivacyRequest",
      entityId: aim.request,
      at: now,
    },
  ],
  "shop/privacy-store listPrivacyRequests": (db, shop) => [db, shop, undefined, 50],
  "shop/privacy-store findPrivacyRequest": (db, shop, aim) => [db, shop, aim.request],
  "shop/privacy-store beginPrivacyRequest": (db, shop, aim) => [
    db,
    shop,
    { id, inboxId: aim.requestInbox, kind: "data_request", receivedAt: now },
  ],
  "shop/privacy-store finishPrivacyRequest": (db, shop, aim) => [
    db,
    shop,
    aim.request,
    { at: now, export: null },
  ],
  "orders/store saveOrder": (db, shop, aim) => [db, shop, order(aim), version, now],
  "orders/store deleteOrder": (db, shop, aim) => [db, shop, aim.order, now],
  "orders/store saveFulfillment": (db, shop, aim) => [db, shop, parcel(aim), version, now],
  "orders/store saveEvent": (db, shop, aim) => [db, shop, event(aim), now],
  "orders/store deleteEvent": (db, shop, aim) => [db, shop, aim.event, now],
  "orders/store listOrderIdsOf": (db, shop, aim) => [db, shop, person(aim)],
  "orders/store redactOrders": (db, shop, aim) => [db, shop, [aim.order], now],
  "orders/store exportOrders": (db, shop, aim) => [db, shop, [aim.order]],
  "orders/store countOrdersSince": (db, shop) => [db, shop, new Date(0), new Date(0)],
  "orders/store listLatestOrders": (db, shop) => [db, shop, 50],
  "orders/order-delivery-store findOrderDelivery": (db, shop, aim) => [db, shop, aim.order],
  "orders/inbox-store takeDeliveries": (db, shop) => [db, shop, future, 100],
  "orders/inbox-store settleDelivery": (db, shop, aim) => [
    db,
    shop,
    aim.delivery,
    { state: "ignored", reason: null, at: now },
  ],
  "orders/inbox-store postponeDelivery": (db, shop, aim) => [db, shop, aim.delivery, 9, future],
  "orders/inbox-store unparkDeliveries": (db, shop) => [db, shop, 100],
  "orders/inbox-store listParked": (db, shop) => [db, shop, null, 100],
  "orders/inbox-store deleteSettled": (db, shop) => [db, shop, future, 100],
  "orders/inbox-store inboxFigures": (db, shop) => [db, shop, now],
};

/** Store functions that no transaction binds to a shop, and why that is right. */
export const outsideTransactions: Readonly<Record<string, string>> = {
  "shop/session-store forgetSessions": "the session table stands outside row-level security",
  "orders/inbox-store sealPayload": "touches no table; seals with the key it is given",
  "orders/inbox-store openPayload": "touches no table; opens with the key it is given",
  "orders/inbox-store acceptDelivery":
    "one statement of its own that sets its shop; its tests are the intake's",
};
