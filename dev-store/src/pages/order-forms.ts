import { notFound, type Reply, redirect } from "../http.ts";
import { addEvent, cancelOrder, deleteOrder, editOrder } from "../orders/changes.ts";
import { findOrder } from "../orders/ledger.ts";
import { parcelSteps } from "../orders/parcel-steps.ts";
import { handOver } from "../orders/parcel-way.ts";
import { placeOrder } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";

/** What the forms of the order desk do. */
export function changeOrder(
  platform: Platform,
  shop: ShopRecord,
  base: string,
  id: number,
  action: string,
  body: Record<string, unknown>,
): Reply {
  const text = (name: string) => String(body[name] ?? "").trim();
  if (action === "place") return redirect(`${base}/orders/${place(platform, shop, text).id}`);
  const order = findOrder(platform, shop, id);
  if (!order) return notFound();
  const parcel = order.fulfillments.at(-1);
  if (action === "edit") editOrder(platform, shop, order, { note: text("note"), city: text("city") });
  else if (action === "cancel") cancelOrder(platform, shop, order);
  else if (action === "fulfil" && !parcel && !order.cancelled_at) {
    handOver(platform, shop, order, text("company") || null, text("number") || undefined);
  } else if (action === "event" && parcel && text("status") in parcelSteps) {
    addEvent(platform, shop, order, parcel, {
      status: text("status"),
      city: text("city") || null,
      country: order.shipping_address.country_code,
    });
  } else if (action === "delete") {
    deleteOrder(platform, shop, order);
    return redirect(`${base}/orders`);
  }
  return redirect(`${base}/orders/${order.id}`);
}

function place(platform: Platform, shop: ShopRecord, text: (name: string) => string) {
  const quantity = Number(text("quantity") || 1);
  return placeOrder(platform, shop, {
    country: text("country") || "DE",
    productIndex: Number(text("product") || 0),
    quantity: Number.isInteger(quantity) && quantity > 0 && quantity < 100 ? quantity : 1,
    ...(text("currency") ? { currency: text("currency") } : {}),
    ...(text("option") ? { option: text("option") } : {}),
    ...(text("email") ? { email: text("email") } : {}),
  });
}
