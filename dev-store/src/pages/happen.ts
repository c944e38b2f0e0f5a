import { goDown } from "../control/shop-calls.ts";
import { fields, type Incoming, notFound, type Reply, redirect } from "../http.ts";
import { addEvent, editOrder, fulfilOrder, placeOrder } from "../orders/changes.ts";
import { latestOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { uninstall } from "../shop/installation.ts";
import { findShop, type ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";
import { happenings } from "./doors.ts";

/** `POST /happen` of the page of doors. */
export function happen(platform: Platform, request: Incoming): Reply {
  const what = String(fields(request)?.what ?? "");
  const shop = findShop(platform, "sunda-trading");
  if (!shop || !happenings.some(([name]) => name === what)) return notFound();
  atOnce(platform.db, () => run(platform, shop, what));
  platform.wake();
  return redirect(`/?done=${what}`);
}

function run(platform: Platform, shop: ShopRecord, what: string): void {
  if (what === "order") placeOrder(platform, shop, {});
  else if (what === "ship") ship(platform, shop);
  else if (what === "deliver") deliver(platform, shop);
  else if (what === "storm") storm(platform, shop);
  else if (what === "down") goDown(platform, 30_000);
  else uninstall(platform, shop);
}

function ship(platform: Platform, shop: ShopRecord): void {
  const order =
    latestOrders(platform, shop, 200).find((one) => !one.cancelled_at && one.fulfillments.length === 0) ??
    placeOrder(platform, shop, {});
  const number = `SD${order.id % 1_000_000}CN`;
  fulfilOrder(platform, shop, order, {
    company: "Sunda Post",
    number,
    url: `https://track.example/${number}`,
  });
}

function deliver(platform: Platform, shop: ShopRecord): void {
  const open = () =>
    latestOrders(platform, shop, 200).find((one) =>
      one.fulfillments.some((parcel) => parcel.shipment_status !== "delivered"),
    );
  if (!open()) ship(platform, shop);
  const order = open();
  const parcel = order?.fulfillments.at(-1);
  if (!order || !parcel) return;
  const way = ["in_transit", "out_for_delivery", "delivered"];
  const start = way.indexOf(parcel.shipment_status ?? "") + 1;
  const { city, country_code: country } = order.shipping_address;
  way.slice(start).forEach((status, index, rest) => {
    // Seconds apart, so that the parcel's way has an order.
    const happenedAt = new Date(Date.now() - (rest.length - 1 - index) * 60_000);
    addEvent(platform, shop, order, parcel, { status, happenedAt, city, country });
  });
}

/** Ten orders placed and edited: twenty webhooks, each twice, shuffled over three seconds. */
function storm(platform: Platform, shop: ShopRecord): void {
  const before = platform.webhooks;
  platform.webhooks = { ...before, duplicates: 1, reorderMs: 3000 };
  try {
    for (let count = 0; count < 10; count += 1) {
      editOrder(platform, shop, placeOrder(platform, shop, {}), { note: "Please ring twice." });
    }
  } finally {
    platform.webhooks = before;
  }
}
