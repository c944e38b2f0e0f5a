import type { OrderDocument } from "../orders/document.ts";
import { placeOrder } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";
import { type Checkout, cartLines, keepCheckout } from "./checkout.ts";
import { priceSet, type ShippingOption } from "./shipping-options.ts";

/** Turns a checkout into an order, once: the option's code and title stand on its shipping line. */
export function buy(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
  chosen: ShippingOption,
): OrderDocument {
  return atOnce(platform.db, () => {
    const order = placeOrder(platform, shop, {
      country: checkout.country,
      city: checkout.city,
      postcode: checkout.postcode,
      street: checkout.street,
      province: checkout.province,
      provinceCode: checkout.provinceCode,
      firstName: checkout.firstName,
      lastName: checkout.lastName,
      email: checkout.email,
      locale: checkout.locale,
      currency: checkout.currency,
      lines: cartLines(shop, checkout),
      checkoutToken: checkout.token,
      shipping: {
        title: chosen.title,
        code: chosen.code,
        source: chosen.source,
        carrierIdentifier: null,
        price: priceSet(shop, chosen),
      },
    });
    keepCheckout(platform, shop, { ...checkout, orderId: order.id, promisedBy: chosen.maxDate });
    return order;
  });
}
