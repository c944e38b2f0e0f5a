import { z } from "zod";

const instant = z.iso.datetime();
const id = z.string().min(1).max(100);

/**
 * Every fact the app announces: what happened, in the past tense, with ids and times only. A fact is announced
 * in the transaction of the change it reports, and whoever listens (app/jobs/listeners.ts) hears it at least once.
 */
export const facts = {
  /** The app was opened for the first time since an install or reinstall. */
  "shop.installed": z.object({ epoch: z.number().int() }),
  /** The platform says the app was removed from the store. */
  "store.uninstalled": z.object({ triggeredAt: instant }),
  "store.scopes-changed": z.object({ triggeredAt: instant, scopes: z.string().max(2_000) }),
  /** The platform passes on a person's or the law's wish about personal data. */
  "privacy.requested": z.object({
    kind: z.enum(["data_request", "customer_redaction", "shop_redaction"]),
    inboxId: z.uuid(),
    triggeredAt: instant,
    receivedAt: instant,
    customerId: id.nullable(),
    orderIds: z.array(id).max(10_000),
  }),
  /** The mirror shows an order for the first time, or a later state of it. */
  "order.mirrored": z.object({ orderId: id }),
  "fulfillment.mirrored": z.object({ orderId: id, fulfillmentId: id }),
  "fulfillment-event.mirrored": z.object({ orderId: id, fulfillmentId: id, eventId: id }),
  /** The store deleted an order, or an event of a parcel: what was built on it goes, too. */
  "order.deleted": z.object({ orderId: id }),
  "fulfillment-event.deleted": z.object({ orderId: id, fulfillmentId: id, eventId: id }),
  /** A parcel left for its buyer. Each of the three is announced once per parcel. */
  "parcel.sent": z.object({
    parcelId: id,
    orderId: id,
    carrier: z.string().max(1_000).nullable(),
    country: z.string().max(10).nullable(),
    sentAt: instant,
  }),
  /** `unpromised`: nothing was promised, or the buyer named no day by which to tell. */
  "parcel.delivered": z.object({
    parcelId: id,
    orderId: id,
    carrier: z.string().max(1_000).nullable(),
    country: z.string().max(10).nullable(),
    deliveredAt: instant,
    promisedBy: z.iso.date().nullable(),
    verdict: z.enum(["early", "on-time", "late", "unpromised"]),
    how: z.enum(["event", "buyer"]),
  }),
  /** The promised day has passed at the destination, and nothing says delivered. */
  "parcel.late": z.object({
    parcelId: id,
    orderId: id,
    carrier: z.string().max(1_000).nullable(),
    country: z.string().max(10).nullable(),
  }),
  /** The buyer says that it has not arrived. Once per order. */
  "parcel.missing": z.object({ orderId: id }),
  /** The buyer says that it has arrived after all. Once per order, after they said that it had not. */
  "parcel.turned-up": z.object({ orderId: id }),
  /** The buyer reported that what arrived is damaged. */
  "parcel.damaged": z.object({ orderId: id }),
  /** A provider may not be offered any more, from now on. */
  "provider.suspended": z.object({ providerId: id }),
  /** Its suspension was lifted; it stands on probation. */
  "provider.reinstated": z.object({ providerId: id }),
  /** Anything about a provider that others build on: its name, state, documents or how long it may be offered. */
  "provider.changed": z.object({ providerId: id }),
  /** A file of past shipments was mapped, confirmed or given up: a job goes on with it. */
  "history.moved-on": z.object({ importId: z.uuid() }),
  /** All of a file's shipments are counted for their providers. */
  "history.imported": z.object({ importId: z.uuid() }),
  /** What holds in a market may differ from now on; null: the store's list of markets. */
  "market.changed": z.object({ marketId: id.nullable() }),
  /** What checkout is offered may differ from now on. */
  "shipping.offers-changed": z.object({ version: z.number().int() }),
  /** Whether checkout asks the app for rates is known now, or known to be otherwise. */
  "shipping.registration-changed": z.object({ state: z.enum(["registered", "no-plan", "refused"]) }),
  /** A buyer reported a problem, or an answer asks for one: a ticket stands in the inbox. */
  "ticket.opened": z.object({ ticketId: id, orderId: id }),
  /** A person answered. `firstReplyMinutes`: support hours from opening to the first answer, on that one only. */
  "ticket.replied": z.object({
    ticketId: id,
    orderId: id,
    firstReplyMinutes: z.number().int().nonnegative().nullable(),
    messageId: z.uuid(),
  }),
  /** A part of a buyer's answers was counted. `touch`: at purchase or after delivery. */
  "survey.answered": z.object({
    orderId: id,
    touch: z.enum(["expectation", "perception"]),
    submissionId: z.uuid(),
  }),
  /** A buyer felt 1 or 2 of 7: once per part that holds such an answer. */
  "survey.low-answer": z.object({
    orderId: id,
    touch: z.enum(["expectation", "perception"]),
    itemIds: z.array(z.string().max(10)).min(1).max(22),
    lowest: z.number().int().min(1).max(7),
  }),
  /** Staff wrote down that something is done differently from now on. */
  "improvement.started": z.object({ actionId: z.uuid() }),
  /** Staff asked for parked deliveries to be tried again. */
  "deliveries.retried": z.object({}),
  /** Staff asked for jobs that failed every time to be run again. */
  "work.retried": z.object({}),
} as const;

export type FactName = keyof typeof facts;
export type Fact = { [Name in FactName]: { name: Name; data: z.infer<(typeof facts)[Name]> } }[FactName];
