import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import type { Aim } from "./store-calls";

const now = new Date("2026-11-23T00:00:00Z");
const sample = { n: 1, mean: 0, variance: 0 };
const count = { before: sample, after: sample, countedAt: now };

const action = (aim: Aim) => ({
  id: "0199b6a0-0000-7000-8000-0000000000ac",
  market: null,
  providerId: aim.provider,
  dimension: "reliability",
  step: "Changed",
  startedBy: aim.subject,
  startedAt: now,
  endedBy: null,
  endedAt: null,
  ...count,
});

/** How the store functions of actions and of home's numbers are aimed at the rows of `aim`. */
export const figureStoreCalls: Readonly<Record<string, (db: Db, shop: Tenant, aim: Aim) => unknown[]>> = {
  "improvements/store findAction": (db, shop, aim) => [db, shop, aim.action],
  "improvements/store listRunning": (db, shop) => [db, shop],
  "improvements/store listEnded": (db, shop) => [db, shop, 50],
  "improvements/store insertAction": (db, shop, aim) => [db, shop, action(aim)],
  "improvements/store saveCount": (db, shop, aim) => [db, shop, aim.action, count],
  "improvements/store closeAction": (db, shop, aim) => [db, shop, aim.action, { by: aim.subject, at: now }],
  "orders/store countPlacedAfter": (db, shop) => [db, shop, new Date(0), 5],
  "shop/block-store saveSighting": (db, shop) => [db, shop, "order-status", new Date("2100-01-01T00:00:00Z")],
  "shop/block-store listSightings": (db, shop) => [db, shop, new Date(0)],
  "parcels/figure-store countParcels": (db, shop) => [db, shop, ["in-transit", "delivered"]],
  "surveys/figure-store countAnsweredSince": (db, shop) => [db, shop, "perception", new Date(0)],
  "tickets/figure-store countDueTickets": (db, shop) => [db, shop, now],
};
