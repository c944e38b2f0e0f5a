import type { OrderDocument } from "../orders/document.ts";
import type { Platform } from "../platform.ts";
import type { MoneySet } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";

/** A value the extension reads as a signal. */
const signal = (value: unknown) => ({ $signal: value });
const paid = ({ presentment_money: { amount, currency_code } }: MoneySet) => ({
  amount: Number(amount),
  currencyCode: currency_code,
});

/** What both buyer targets are told about an order. */
function common(shop: ShopRecord, order: OrderDocument, locale: string) {
  const { facts } = shop;
  const country = order.shipping_address.country_code;
  const market = facts.markets.find((one) => one.countries.some(({ code }) => code === country));
  return {
    shop: {
      id: `gid://shopify/Shop/${facts.id}`,
      name: facts.name,
      myshopifyDomain: facts.domain,
      storefrontUrl: `https://${facts.domain}`,
    },
    settings: signal({}),
    checkoutToken: signal(order.checkout_token),
    attributes: signal(order.note_attributes.map(({ name, value }) => ({ key: name, value }))),
    note: signal(order.note ?? undefined),
    lines: signal(
      order.line_items.map((line) => ({
        id: line.admin_graphql_api_id,
        quantity: line.quantity,
        attributes: [],
        merchandise: {
          type: "variant",
          id: `gid://shopify/ProductVariant/${line.variant_id}`,
          title: line.title,
          subtitle: line.variant_title,
          sku: line.sku,
          product: { id: `gid://shopify/Product/${line.product_id}`, vendor: line.vendor },
        },
        cost: { totalAmount: paid(line.price_set) },
      })),
    ),
    cost: {
      subtotalAmount: signal(paid(order.subtotal_price_set)),
      totalShippingAmount: signal(paid(order.total_shipping_price_set)),
      totalAmount: signal(paid(order.total_price_set)),
      totalTaxAmount: signal(undefined),
    },
    localization: {
      language: signal({ isoCode: locale }),
      country: signal({ isoCode: country }),
      currency: signal({ isoCode: order.presentment_currency }),
      timezone: signal(facts.timezone),
      market: signal(market && { id: `gid://shopify/Market/${market.id}`, handle: market.handle }),
    },
  };
}

/** Protected customer data that an app was not approved for is missing here as in the Admin API. */
function address(platform: Platform, shop: ShopRecord, order: OrderDocument) {
  const withheld = platform.withheld.get(shop.facts.handle) ?? new Set();
  if (withheld.has("address")) return {};
  const to = order.shipping_address;
  const name = withheld.has("name")
    ? {}
    : { name: to.name, firstName: to.first_name, lastName: to.last_name };
  return {
    shippingAddress: signal({
      ...name,
      address1: to.address1,
      city: to.city,
      zip: to.zip,
      countryCode: to.country_code,
      provinceCode: to.province_code ?? undefined,
    }),
  };
}

/** The `shopify` global's data at `purchase.thank-you.*`. */
export function thankYouApi(platform: Platform, shop: ShopRecord, order: OrderDocument, locale: string) {
  const [line] = order.shipping_lines;
  const option = line && {
    handle: String(line.id),
    code: line.code,
    title: line.title,
    description: "",
    type: "shipping",
    metafields: [],
    carrier: { name: line.source },
    cost: paid(line.price_set),
    costAfterDiscounts: paid(line.discounted_price_set),
    deliveryEstimate: {},
  };
  return {
    ...common(shop, order, locale),
    ...address(platform, shop, order),
    orderConfirmation: signal({
      order: { id: order.admin_graphql_api_id },
      number: order.confirmation_number,
      isFirstOrder: true,
    }),
    deliveryGroups: signal([
      {
        id: "0",
        groupType: "oneTimePurchase",
        targetedCartLines: order.line_items.map((one) => ({ id: one.admin_graphql_api_id })),
        deliveryOptions: option ? [option] : [],
        selectedDeliveryOption: option && { handle: option.handle },
        isDeliveryRequired: true,
      },
    ]),
  };
}

/** The `shopify` global's data at `customer-account.order-status.*`. */
export function orderStatusApi(platform: Platform, shop: ShopRecord, order: OrderDocument, locale: string) {
  return {
    ...common(shop, order, locale),
    ...address(platform, shop, order),
    authenticationState: signal("pre_authenticated"),
    order: signal({
      id: order.admin_graphql_api_id,
      name: order.name,
      confirmationNumber: order.confirmation_number,
      processedAt: order.processed_at,
      cancelledAt: order.cancelled_at ?? undefined,
    }),
  };
}

/** The `shopify` global's data at `admin.order-details.*`. */
export function orderDetailsApi(order: OrderDocument) {
  return { data: { selected: [{ id: order.admin_graphql_api_id }] } };
}
