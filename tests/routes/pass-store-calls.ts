import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import { filledPass } from "../support/filled-passes";
import type { Aim } from "./store-calls";

const later = new Date("2100-01-01T00:00:00Z");

/** How the store functions of reading the store's orders are aimed at the rows of `aim`. */
export const passStoreCalls: Readonly<Record<string, (db: Db, shop: Tenant, aim: Aim) => unknown[]>> = {
  "orders/history-store listBuriedOrders": (db, shop, aim) => [db, shop, [aim.buriedOrder]],
  "orders/history-store listShownOrders": (db, shop, aim) => [db, shop, [aim.order]],
  "orders/inbox-store lockMirror": (db, shop) => [db, shop],
  "shop/parked-job-store listParkedJobs": (db, shop) => [db, shop, null, 100],
  "shop/parked-job-store firstParkedAt": (db, shop) => [db, shop],
  "shop/parked-job-store countParkedJobs": (db, shop) => [db, shop, 100],
  "orders/order-pass-store listPasses": (db, shop) => [db, shop],
  "orders/order-pass-store restPasses": (db, shop) => [db, shop, later],
  "orders/order-pass-store savePass": (db, shop) => [db, shop, { ...filledPass, read: 2 }],
  "orders/order-pass-store holdPass": (db, shop) => [db, shop, filledPass],
  "orders/order-pass-store listSettledOrders": (db, shop) => [
    db,
    shop,
    { placedSince: new Date(0), mirroredBefore: later, after: null },
    50,
  ],
};
