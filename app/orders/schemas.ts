import { z } from "zod";
import { parcelStates } from "./core/order-delivery";

/** The platform's numeric ids pass 2^53, so a number that is not safe is refused rather than rounded. */
const id = z.union([z.number().int().positive(), z.string().regex(/^\d{1,20}$/)]).transform(String);

/** PostgreSQL text holds no NUL and no half of a surrogate pair; both are removed, nothing else changes. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "").toWellFormed();
}

function text(most: number) {
  return z
    .string()
    .transform((raw) => [...storable(raw)].slice(0, most).join("") || null)
    .nullish()
    .transform((read) => read ?? null);
}

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const maybeInstant = instant.nullish().transform((read) => read ?? null);
const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .nullish()
  .catch(null)
  .transform((read) => read ?? null);
const amount = z.object({ amount: z.string(), currency_code: z.string() });

/** Body of orders/create, orders/updated, orders/cancelled; fields we did not ask for are passed over. */
export const orderBody = z.object({
  id,
  name: z.string().min(1).transform(storable),
  created_at: instant,
  updated_at: instant,
  processed_at: maybeInstant,
  cancelled_at: maybeInstant,
  financial_status: text(40),
  fulfillment_status: text(40),
  total_price_set: z.object({ shop_money: amount, presentment_money: amount.nullish() }),
  customer_locale: text(20),
  email: text(320),
  customer: z
    .object({ id, email: text(320), phone: text(40), first_name: text(200), last_name: text(200) })
    .nullish()
    .transform((read) => read ?? null),
  shipping_address: z
    .object({
      name: text(400),
      phone: text(40),
      country_code: country,
      province_code: text(20),
      city: text(200),
      zip: text(30),
    })
    .nullish()
    .transform((read) => read ?? null),
  shipping_lines: z
    .array(z.object({ title: text(300), code: text(300), source: text(300) }))
    .nullish()
    .transform((read) => read ?? []),
  confirmation_number: text(60),
  checkout_token: text(100),
  test: z
    .boolean()
    .nullish()
    .transform((read) => read ?? false),
});

export const deletedBody = z.object({ id });

export const fulfillmentBody = z.object({
  id,
  order_id: id,
  name: text(60),
  status: z.string().min(1).max(40),
  created_at: instant,
  updated_at: instant,
  tracking_company: text(200),
  tracking_number: text(200),
  tracking_url: text(2_000),
  shipment_status: text(40),
});

export const fulfillmentEventBody = z.object({
  id,
  fulfillment_id: id,
  order_id: id,
  status: z.string().min(1).max(40),
  happened_at: instant,
  estimated_delivery_at: maybeInstant,
  message: text(2_000),
  city: text(200),
  province: text(200),
  country: text(60),
  zip: text(30),
});

const shopName = z.string().min(1).max(300);

/** app/uninstalled carries the shop itself; its permanent domain is the one that counts. */
export const uninstalledBody = z.object({ myshopify_domain: shopName.nullish() });
export const scopesBody = z.object({ current: z.array(z.string().max(100)).max(200) });

const ids = z
  .array(id)
  .max(10_000)
  .nullish()
  .transform((read) => read ?? []);
const person = z.object({ id: id.nullish() }).nullish();

export const dataRequestBody = z.object({ shop_domain: shopName, customer: person, orders_requested: ids });
export const customerRedactBody = z.object({
  shop_domain: shopName,
  customer: person,
  orders_to_redact: ids,
});
export const shopRedactBody = z.object({ shop_domain: shopName });

export type OrderBody = z.output<typeof orderBody>;
export type FulfillmentBody = z.output<typeof fulfillmentBody>;
export type FulfillmentEventBody = z.output<typeof fulfillmentEventBody>;

const words = z.string().nullable();
const moment = z.iso.datetime();

/** What the block beside an order is told; a field more would be shown to whoever asks, so none passes unseen. */
export const orderDeliveryAnswer = z.strictObject({
  timezone: z.string(),
  cancelled: z.boolean(),
  personErased: z.boolean(),
  parcels: z.array(
    z.strictObject({
      id,
      state: z.enum(parcelStates),
      carrier: words,
      trackingNumber: words,
      trackingLink: z
        .strictObject({ url: z.url({ protocol: /^https?$/ }), host: z.string().min(1) })
        .nullable(),
      sentAt: moment,
      expectedAt: moment.nullable(),
      /** The last day the buyer was promised, how the delivery stood to it, and what is wrong now. */
      promisedBy: z.iso.date().nullable(),
      verdict: z.enum(["early", "on-time", "late"]).nullable(),
      trouble: words,
      latestEvent: z
        .strictObject({ at: moment, city: words, province: words, country: words, message: words })
        .nullable(),
    }),
  ),
  /** The order's newest ticket: it waits for an answer, is answered, or is over. */
  ticket: z
    .strictObject({
      id: z.uuid(),
      standing: z.enum(["waiting", "answered", "over"]),
      dueAt: moment.nullable(),
    })
    .nullable(),
});
export type OrderDelivery = z.output<typeof orderDeliveryAnswer>;
