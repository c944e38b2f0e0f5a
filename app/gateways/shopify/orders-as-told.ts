import type {
  FulfillmentDisplayStatus,
  OrderDisplayFulfillmentStatus,
  StoreFulfillmentEventFragment,
  StoreFulfillmentFragment,
  StoreOrdersQuery,
} from "./documents.generated";

type OrderNode = StoreOrdersQuery["orders"]["nodes"][number];

/** The words webhooks have for an order's progress; for the other states they say nothing. */
const orderProgress: Partial<Record<OrderDisplayFulfillmentStatus, string>> = {
  FULFILLED: "fulfilled",
  PARTIALLY_FULFILLED: "partial",
  RESTOCKED: "restocked",
};

/** States of the paperwork, for which a webhook's `shipment_status` is empty. */
const paperwork: readonly FulfillmentDisplayStatus[] = [
  ...(["CANCELED", "FULFILLED", "LABEL_VOIDED", "MARKED_AS_FULFILLED"] as const),
  ...(["PICKED_UP", "SUBMITTED"] as const),
];

/** An order of the Admin API as orders/updated would carry it. */
export function orderAsTold(node: OrderNode): object {
  const { customer, shippingAddress: address, totalPriceSet: total } = node;
  const money = (one: { amount: unknown; currencyCode: string }) => ({
    amount: one.amount,
    currency_code: one.currencyCode,
  });
  return {
    id: node.legacyResourceId,
    name: node.name,
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    processed_at: node.processedAt,
    cancelled_at: node.cancelledAt,
    financial_status: node.displayFinancialStatus?.toLowerCase() ?? null,
    fulfillment_status: orderProgress[node.displayFulfillmentStatus] ?? null,
    total_price_set: {
      shop_money: money(total.shopMoney),
      presentment_money: money(total.presentmentMoney),
    },
    customer_locale: node.customerLocale,
    email: node.email,
    customer: customer && {
      id: customer.legacyResourceId,
      email: customer.defaultEmailAddress?.emailAddress ?? null,
      phone: customer.defaultPhoneNumber?.phoneNumber ?? null,
      first_name: customer.firstName,
      last_name: customer.lastName,
    },
    shipping_address: address && {
      name: address.name,
      phone: address.phone,
      country_code: address.countryCodeV2,
      province_code: address.provinceCode,
      city: address.city,
      zip: address.zip,
    },
    shipping_lines: node.shippingLines.nodes.map(({ title, code, source }) => ({ title, code, source })),
    confirmation_number: node.confirmationNumber,
    checkout_token: node.checkoutToken,
    test: node.test,
  };
}

/** A fulfillment as fulfillments/update would carry it. */
export function fulfillmentAsTold(node: StoreFulfillmentFragment, orderId: string): object {
  const [tracking] = node.trackingInfo;
  const shown = node.displayStatus;
  return {
    id: node.legacyResourceId,
    order_id: orderId,
    name: node.name,
    status: node.status.toLowerCase(),
    created_at: node.createdAt,
    updated_at: node.updatedAt,
    tracking_company: tracking?.company ?? null,
    tracking_number: tracking?.number ?? null,
    tracking_url: tracking?.url ?? null,
    shipment_status: shown && !paperwork.includes(shown) ? shown.toLowerCase() : null,
  };
}

/** An event as fulfillment_events/create would carry it. */
export function fulfillmentEventAsTold(
  node: StoreFulfillmentEventFragment,
  parcel: { legacyResourceId: string },
  orderId: string,
): object {
  return {
    id: node.id.split("/").at(-1)?.replace(/\?.*$/, ""),
    fulfillment_id: parcel.legacyResourceId,
    order_id: orderId,
    status: node.status.toLowerCase(),
    happened_at: node.happenedAt,
    estimated_delivery_at: node.estimatedDeliveryAt,
    message: node.message,
    city: node.city,
    province: node.province,
    country: node.country,
    zip: node.zip,
  };
}
