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
  /** Staff asked for parked deliveries to be tried again. */
  "deliveries.retried": z.object({}),
} as const;

export type FactName = keyof typeof facts;
export type Fact = { [Name in FactName]: { name: Name; data: z.infer<(typeof facts)[Name]> } }[FactName];
