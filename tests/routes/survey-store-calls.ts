import type { Tenant } from "../../app/context";
import type { Db } from "../../app/db.server";
import { items } from "../../app/surveys/core/item-bank";
import type { Aim } from "./store-calls";

const now = new Date("2026-11-23T00:00:00Z");
const future = new Date("2100-01-01T00:00:00Z");
const id = "0199b6a0-0000-7000-8000-0000000000ac";
const ids = items.map((item) => item.id);
const place = (aim: Aim) => ({ providerId: aim.surveyProvider, market: aim.market });

/** What lies behind the numbers of service quality: statements, orders and buyers' words. */
export const surveyStoreCalls: Readonly<Record<string, (db: Db, shop: Tenant, aim: Aim) => unknown[]>> = {
  "surveys/cell-store sumPairs": (db, shop) => [
    db,
    shop,
    { market: null, providerId: null },
    ids,
    { from: new Date(0), to: future },
  ],
  "surveys/cell-store listCellOrders": (db, shop, aim) => [db, shop, [place(aim)], ids, null, 50],
  "surveys/item-gap-store addToItems": (db, shop, aim) => [
    db,
    shop,
    place(aim),
    [{ item: "R1", buyers: 1, gapSum: -1, gapSquareSum: 1, expectedSum: 5, feltSum: 4 }],
    now,
  ],
  "surveys/item-gap-store listItemGaps": (db, shop) => [db, shop, ids],
  "surveys/item-gap-store recountItems": (db, shop) => [db, shop, now],
  "surveys/item-covariance-store addToCovariances": (db, shop, aim) => [
    db,
    shop,
    place(aim),
    [{ item: "R1", other: "R3", buyers: 1, gapSum: -1, otherGapSum: -2, productSum: 2 }],
    now,
  ],
  "surveys/item-covariance-store listCovariances": (db, shop) => [db, shop, ids],
  "surveys/item-covariance-store recountCovariances": (db, shop) => [db, shop, now],
  "surveys/store listCountedSubmissions": (db, shop) => [db, shop, "delivery-1", "", 50],
  "surveys/comment-store addComment": (db, shop, aim) => [
    db,
    shop,
    { id, orderId: aim.order, locale: "de", text: "Changed", at: now, place: null },
  ],
  "surveys/comment-store placeComment": (db, shop, aim) => [
    db,
    shop,
    aim.comment,
    { providerId: "", market: "XX" },
  ],
  "surveys/comment-store hasComment": (db, shop, aim) => [db, shop, aim.comment],
  "surveys/comment-store listComments": (db, shop, aim) => [db, shop, [aim.comment]],
  "surveys/comment-store listCommentsAt": (db, shop, aim) => [db, shop, [place(aim)], null, 50],
  "parcels/glance-store listParcelsOfOrders": (db, shop, aim) => [db, shop, [aim.order]],
  "tickets/recent-store listRecentTickets": (db, shop) => [db, shop, null, 50],
  "providers/lane-store countLane": (db, shop, aim) => [
    db,
    shop,
    { providerId: aim.provider, country: "DE", since: new Date(0) },
  ],
};
