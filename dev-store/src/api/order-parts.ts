import type { OrderDocument } from "../orders/document.ts";
import type { Address, LineItem, ShippingLine } from "../orders/shapes.ts";
import type { MoneySet } from "../shop/money.ts";
import { utcTime } from "../shop/shop-time.ts";

/** Both currencies of an amount. */
export function money(set: MoneySet): object {
  const one = (value: MoneySet["shop_money"]) => ({
    amount: value.amount,
    currencyCode: value.currency_code,
  });
  return { shopMoney: one(set.shop_money), presentmentMoney: one(set.presentment_money) };
}

export function customerNode({ customer }: OrderDocument): object {
  return {
    id: customer.admin_graphql_api_id,
    legacyResourceId: String(customer.id),
    firstName: customer.first_name,
    lastName: customer.last_name,
    displayName: `${customer.first_name} ${customer.last_name}`,
    email: customer.email,
    phone: customer.phone,
    createdAt: utcTime(customer.created_at),
    updatedAt: utcTime(customer.updated_at),
    defaultEmailAddress: customer.email ? { emailAddress: customer.email } : null,
    defaultPhoneNumber: customer.phone ? { phoneNumber: customer.phone } : null,
  };
}

export function addressNode(address: Address, orderId: number): object {
  return {
    id: `gid://shopify/MailingAddress/${orderId}?model_name=Address`,
    name: address.name,
    firstName: address.first_name,
    lastName: address.last_name,
    company: address.company,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    province: address.province,
    provinceCode: address.province_code,
    zip: address.zip,
    country: address.country,
    countryCodeV2: address.country_code,
    phone: address.phone,
    latitude: address.latitude,
    longitude: address.longitude,
  };
}

export function shippingNode(line: ShippingLine): object {
  return {
    id: `gid://shopify/ShippingLine/${line.id}`,
    title: line.title,
    code: line.code,
    source: line.source,
    carrierIdentifier: line.carrier_identifier,
    deliveryCategory: line.delivery_category,
    phone: line.phone,
    custom: false,
    isRemoved: line.is_removed,
    originalPriceSet: money(line.price_set),
    discountedPriceSet: money(line.discounted_price_set),
    currentDiscountedPriceSet: money(line.discounted_price_set),
  };
}

export function lineNode(line: LineItem): object {
  return {
    id: line.admin_graphql_api_id,
    title: line.title,
    variantTitle: line.variant_title,
    name: line.name,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.current_quantity,
    unfulfilledQuantity: line.fulfillable_quantity,
    requiresShipping: line.requires_shipping,
    taxable: line.taxable,
    isGiftCard: line.gift_card,
    customAttributes: [],
    originalUnitPriceSet: money(line.price_set),
    weight: { unit: "GRAMS", value: line.grams },
  };
}
