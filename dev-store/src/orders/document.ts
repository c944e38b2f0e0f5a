import type { Product, ShopFacts } from "../shop/facts.ts";
import { convert, type MoneySet, moneySet, toDecimal, toMinor } from "../shop/money.ts";
import { shopTime } from "../shop/shop-time.ts";
import type { Address, Fulfillment, LineItem, ShippingLine } from "./shapes.ts";

/** An order as webhooks carry it, and as the dev store keeps it. */
export type OrderDocument = ReturnType<typeof orderDocument>;

/** What the buyer of an order chose and who they are. */
export type Purchase = {
  lines: { product: Product; quantity: number }[];
  currency: string;
  locale: string;
  buyer: { id: number; firstName: string; lastName: string; email: string; phone: string | null };
  address: {
    address1: string;
    city: string;
    province: string | null;
    provinceCode: string | null;
    zip: string;
    country: string;
    countryCode: string;
  };
  shipping: {
    title: string;
    code: string;
    source: string;
    carrierIdentifier: string | null;
    price: MoneySet;
  };
  note: string | null;
};

/** Numbers and tokens that only the store can give. */
export type OrderIdentity = {
  id: number;
  number: number;
  lineIds: number[];
  shippingLineId: number;
  token: string;
  checkoutToken: string;
  confirmation: string;
};

/** Builds the REST document of a paid, unfulfilled order. */
export function orderDocument(shop: ShopFacts, purchase: Purchase, identity: OrderIdentity, at: Date) {
  const money = (minor: number) => moneySet(minor, shop.currency, purchase.currency);
  const { price: shippingPrice } = purchase.shipping;
  const shippingMinor = toMinor(shippingPrice.shop_money.amount, shop.currency);
  const linesMinor = purchase.lines.reduce(
    (sum, line) => sum + toMinor(line.product.price, shop.currency) * line.quantity,
    0,
  );
  const address = addressOf(purchase);
  const time = shopTime(at, shop.timezone);
  const amount = (minor: number) => toDecimal(minor, shop.currency);
  return {
    id: identity.id,
    admin_graphql_api_id: `gid://shopify/Order/${identity.id}`,
    app_id: null,
    name: `#${identity.number}`,
    number: identity.number - 1000,
    order_number: identity.number,
    email: purchase.buyer.email as string | null,
    contact_email: purchase.buyer.email as string | null,
    phone: null as string | null,
    created_at: time,
    updated_at: time,
    processed_at: time,
    cancelled_at: null as string | null,
    cancel_reason: null as string | null,
    closed_at: null as string | null,
    test: false,
    confirmed: true,
    confirmation_number: identity.confirmation,
    token: identity.token,
    checkout_token: identity.checkoutToken,
    cart_token: null,
    source_name: "web",
    currency: shop.currency,
    presentment_currency: purchase.currency,
    customer_locale: purchase.locale,
    financial_status: "paid",
    fulfillment_status: null as string | null,
    total_line_items_price: amount(linesMinor),
    total_line_items_price_set: money(linesMinor),
    subtotal_price: amount(linesMinor),
    subtotal_price_set: money(linesMinor),
    current_subtotal_price: amount(linesMinor),
    current_subtotal_price_set: money(linesMinor),
    total_discounts: amount(0),
    total_discounts_set: money(0),
    total_tax: amount(0),
    total_tax_set: money(0),
    total_shipping_price_set: shippingPrice,
    total_price: amount(linesMinor + shippingMinor),
    total_price_set: totalSet(shop.currency, purchase, linesMinor),
    current_total_price: amount(linesMinor + shippingMinor),
    current_total_price_set: totalSet(shop.currency, purchase, linesMinor),
    total_outstanding: amount(0),
    total_weight: purchase.lines.reduce((sum, line) => sum + line.product.grams * line.quantity, 0),
    taxes_included: false,
    note: purchase.note,
    note_attributes: [] as { name: string; value: string }[],
    tags: "",
    tax_lines: [],
    discount_codes: [],
    discount_applications: [],
    payment_gateway_names: ["manual"],
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${identity.token}/authenticate?key=${identity.checkoutToken.slice(0, 16)}`,
    customer: {
      id: purchase.buyer.id,
      admin_graphql_api_id: `gid://shopify/Customer/${purchase.buyer.id}`,
      email: purchase.buyer.email as string | null,
      first_name: purchase.buyer.firstName,
      last_name: purchase.buyer.lastName,
      phone: purchase.buyer.phone,
      currency: purchase.currency,
      created_at: time,
      updated_at: time,
      state: "disabled",
      tags: "",
    },
    billing_address: address,
    shipping_address: address,
    shipping_lines: [shippingLine(purchase, identity)],
    line_items: purchase.lines.map((line, index) =>
      lineItem(line, identity.lineIds[index] ?? identity.id + index, shop, purchase.currency),
    ),
    fulfillments: [] as Fulfillment[],
    refunds: [],
  };
}

/** Each part is rounded first, so that the parts of a total add up in both currencies. */
function totalSet(shopCurrency: string, purchase: Purchase, linesMinor: number): MoneySet {
  const { shop_money: inShop, presentment_money: paid } = purchase.shipping.price;
  const whole = linesMinor + toMinor(inShop.amount, shopCurrency);
  const presentment =
    convert(linesMinor, shopCurrency, purchase.currency) + toMinor(paid.amount, purchase.currency);
  return {
    shop_money: { amount: toDecimal(whole, shopCurrency), currency_code: shopCurrency },
    presentment_money: {
      amount: toDecimal(presentment, purchase.currency),
      currency_code: purchase.currency,
    },
  };
}

function addressOf(purchase: Purchase): Address {
  const { buyer, address } = purchase;
  return {
    first_name: buyer.firstName,
    last_name: buyer.lastName,
    name: `${buyer.firstName} ${buyer.lastName}`,
    company: null,
    address1: address.address1,
    address2: null,
    city: address.city,
    province: address.province,
    province_code: address.provinceCode,
    zip: address.zip,
    country: address.country,
    country_code: address.countryCode,
    phone: buyer.phone,
    latitude: null,
    longitude: null,
  };
}

function shippingLine(purchase: Purchase, identity: OrderIdentity): ShippingLine {
  const { title, code, source, carrierIdentifier, price: set } = purchase.shipping;
  const price = set.shop_money.amount;
  return {
    id: identity.shippingLineId,
    title,
    code,
    source,
    carrier_identifier: carrierIdentifier,
    delivery_category: null,
    phone: null,
    price,
    price_set: set,
    discounted_price: price,
    discounted_price_set: set,
    is_removed: false,
    discount_allocations: [],
    tax_lines: [],
    requested_fulfillment_service_id: null,
  };
}

function lineItem(
  line: { product: Product; quantity: number },
  id: number,
  shop: ShopFacts,
  presentment: string,
): LineItem {
  const { product, quantity } = line;
  const minor = toMinor(product.price, shop.currency);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    product_id: product.productId,
    variant_id: product.variantId,
    title: product.title,
    variant_title: product.variant,
    name: `${product.title} - ${product.variant}`,
    sku: product.sku,
    vendor: shop.name,
    quantity,
    current_quantity: quantity,
    fulfillable_quantity: quantity,
    fulfillment_status: null,
    grams: product.grams,
    price: toDecimal(minor, shop.currency),
    price_set: moneySet(minor, shop.currency, presentment),
    requires_shipping: true,
    taxable: true,
    gift_card: false,
    fulfillment_service: "manual",
    product_exists: true,
    properties: [],
    total_discount: toDecimal(0, shop.currency),
    tax_lines: [],
    discount_allocations: [],
    duties: [],
  };
}
