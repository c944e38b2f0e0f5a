import type { MirroredOrder, Version } from "./order";

/** Seals and indexes one shop's personal data; app/context.ts says how. */
type Sealer = {
  seal(place: string, row: string, plain: string): Uint8Array<ArrayBuffer>;
  index(purpose: string, text: string): Uint8Array<ArrayBuffer>;
};

/** Where an order's contact is sealed. */
export const contactPlace = "Order.sealedContact";

/** The columns that say which version of it a row shows. */
export function heard(version: Version, now: Date) {
  return {
    updatedAt: version.updatedAt,
    heardTriggeredAt: version.triggeredAt,
    heardDigest: version.digest,
    mirroredAt: now,
  };
}

/** Everything of an order that tells who the buyer is or where they live. */
export function personOf(vault: Sealer, order: MirroredOrder) {
  const { contact } = order;
  return {
    customerId: order.customerId,
    city: order.city,
    postcode: order.postcode,
    sealedContact: contact && vault.seal(contactPlace, order.id, JSON.stringify(contact)),
    emailIndex: contact?.email ? vault.index("email", contact.email) : null,
  };
}

/** Everything else of it. */
export function factsOf(order: MirroredOrder) {
  const { id, total, presentment, contact, customerId, city, postcode, ...rest } = order;
  return {
    ...rest,
    currency: total.currency,
    totalMinor: total.minor,
    presentmentCurrency: presentment?.currency ?? null,
    presentmentMinor: presentment?.minor ?? null,
  };
}
