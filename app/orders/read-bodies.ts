import { moneyFromDecimal } from "../lib/money";
import type { MirroredEvent, MirroredFulfillment, MirroredOrder } from "./core/order";
import type { FulfillmentBody, FulfillmentEventBody, OrderBody } from "./schemas";

/** The order in a parsed body, or null when its money cannot be read exactly. */
export function readOrder(body: OrderBody): MirroredOrder | null {
  const total = readMoney(body.total_price_set.shop_money);
  const presentmentBody = body.total_price_set.presentment_money;
  const presentment = presentmentBody ? readMoney(presentmentBody) : null;
  if (!total || (presentmentBody && !presentment)) return null;
  const [line] = body.shipping_lines;
  const address = body.shipping_address;
  return {
    id: body.id,
    name: body.name,
    placedAt: body.processed_at ?? body.created_at,
    cancelledAt: body.cancelled_at,
    financialStatus: body.financial_status,
    fulfillmentStatus: body.fulfillment_status,
    total,
    presentment,
    customerId: body.customer?.id ?? null,
    customerLocale: body.customer_locale,
    contact: readContact(body),
    country: address?.country_code ?? null,
    province: address?.province_code ?? null,
    city: address?.city ?? null,
    postcode: address?.zip ?? null,
    shippingTitle: line?.title ?? null,
    shippingCode: line?.code ?? null,
    shippingSource: line?.source ?? null,
    confirmationNumber: body.confirmation_number,
    checkoutToken: body.checkout_token,
    isTest: body.test,
  };
}

function readMoney(money: { amount: string; currency_code: string }) {
  const read = moneyFromDecimal(money.amount, money.currency_code);
  return read.ok ? read.value : null;
}

function readContact(body: OrderBody): MirroredOrder["contact"] {
  const { customer, shipping_address: address } = body;
  const ownName = [customer?.first_name, customer?.last_name].filter(Boolean).join(" ");
  const contact = {
    name: address?.name ?? (ownName || null),
    email: body.email ?? customer?.email ?? null,
    phone: address?.phone ?? customer?.phone ?? null,
  };
  return contact.name || contact.email || contact.phone ? contact : null;
}

export function readFulfillment(body: FulfillmentBody): MirroredFulfillment {
  return {
    id: body.id,
    orderId: body.order_id,
    name: body.name,
    status: body.status,
    createdAt: body.created_at,
    trackingCompany: body.tracking_company,
    trackingNumber: body.tracking_number,
    trackingUrl: body.tracking_url && /^https?:\/\//i.test(body.tracking_url) ? body.tracking_url : null,
    shipmentStatus: body.shipment_status,
  };
}

export function readFulfillmentEvent(body: FulfillmentEventBody): MirroredEvent {
  return {
    id: body.id,
    fulfillmentId: body.fulfillment_id,
    orderId: body.order_id,
    status: body.status,
    happenedAt: body.happened_at,
    estimatedDeliveryAt: body.estimated_delivery_at,
    message: body.message,
    city: body.city,
    province: body.province,
    country: body.country,
    postcode: body.zip,
  };
}
