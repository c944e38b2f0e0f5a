import { cartLines, checkoutLocales, findCheckout, openCheckout, type Told } from "../checkout/checkout.ts";
import { buy } from "../checkout/purchase.ts";
import { type ShippingOption, shippingOptions } from "../checkout/shipping-options.ts";
import { freshCarrierMemory } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { type ControlBody, Refused } from "./body.ts";
import { brief, type ControlCall } from "./order-calls.ts";

const texts = [
  "country",
  "postcode",
  "city",
  "street",
  "firstName",
  "lastName",
  "email",
  "locale",
  "currency",
] as const;

/** What an address would be offered, and with `option` the order that choosing it makes. */
const checkout: ControlCall = async (platform, body) => {
  const shop = body.shop(platform);
  const told: Told = Object.fromEntries(
    texts.flatMap((name) => {
      const value = body.text(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const items = itemsOf(shop, body);
  if (told.locale && !(told.locale in checkoutLocales))
    throw new Refused(`The checkout speaks ${Object.keys(checkoutLocales).join(", ")}.`);
  const token = body.text("token");
  const opened = token
    ? findCheckout(platform, shop, token)
    : openCheckout(platform, shop, { ...told, ...(items ? { items } : {}) });
  if (!opened) throw new Refused(`There is no checkout ${token}.`);
  const { options, notes } = await shippingOptions(platform, shop, opened);
  const choice = body.text("option");
  const chosen =
    choice === "cheapest" ? options[0] : options.find((one) => one.code === choice || one.handle === choice);
  if (choice !== undefined && !chosen)
    throw new Refused(
      `${choice} is not offered; there are ${options.map((one) => one.code).join(", ") || "none"}.`,
    );
  const order = chosen ? buy(platform, shop, opened, chosen) : null;
  return {
    token: opened.token,
    rates: options.map(shown),
    notes,
    order: order && {
      ...brief(order),
      locale: order.customer_locale,
      shipping: order.shipping_lines[0],
      total: order.total_price_set,
      thankYou: `/thank-you/${shop.facts.handle}/${order.id}`,
      orderStatus: `/order-status/${shop.facts.handle}/${order.id}`,
    },
  };
};

function shown({ minor, ...option }: ShippingOption) {
  return { ...option, priceMinor: minor };
}

function itemsOf(shop: ShopRecord, body: ControlBody) {
  const items = body.list("items")?.map((one) => {
    const { product, variantId, quantity } = one as Record<string, unknown>;
    return {
      variantId: Number(variantId ?? shop.facts.products[Number(product ?? 0)]?.variantId),
      quantity: Number(quantity ?? 1),
    };
  });
  if (items) cartLines(shop, { items });
  return items;
}

/** Control calls about checkouts and the carrier services they ask. */
export const checkoutCalls: Record<string, ControlCall> = {
  checkout,
  carrier: (platform, body) => {
    const { calls, cache } = platform.carrier;
    if (body.flag("forget"))
      platform.carrier = { ...freshCarrierMemory(), patienceMs: platform.carrier.patienceMs };
    if ("patienceMs" in body.values) platform.carrier.patienceMs = body.number("patienceMs") ?? null;
    return { calls: calls.slice(-100), cached: cache.size, patienceMs: platform.carrier.patienceMs };
  },
};
