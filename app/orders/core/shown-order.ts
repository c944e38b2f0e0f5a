import type { Contact, MirroredFulfillment, MirroredOrder } from "./order";

/** What the mirror shows of an order and its parcels. */
export type ShownOrder = {
  id: string;
  order: { order: MirroredOrder; updatedAt: Date; redacted: boolean } | null;
  fulfillments: { fulfillment: MirroredFulfillment; updatedAt: Date }[];
  events: { id: string; mirroredAt: Date }[];
};

/** An order or parcel as the store told it, and when it last changed there. */
type Told<T> = { told: T; updatedAt: Date };

/** Whether telling this order would change the mirror. */
export function isOrderNews(
  { told, updatedAt }: Told<MirroredOrder>,
  shown: NonNullable<ShownOrder["order"]>,
): boolean {
  return isNews(shown.redacted ? withoutPerson(told) : told, updatedAt, shown.order, shown.updatedAt);
}

/** Whether telling this parcel would change the mirror. */
export function isFulfillmentNews(
  { told, updatedAt }: Told<MirroredFulfillment>,
  shown: ShownOrder["fulfillments"][number],
  redacted: boolean,
): boolean {
  const read = redacted ? { ...told, trackingNumber: null, trackingUrl: null } : told;
  return isNews(read, updatedAt, shown.fulfillment, shown.updatedAt);
}

/**
 * The store's times have whole seconds: of two changes in one second the first may be shown and the second lost. So
 * what is as old as what is shown is compared by what it says.
 */
function isNews(told: object, updatedAt: Date, shown: object, shownUpdatedAt: Date): boolean {
  if (updatedAt.getTime() !== shownUpdatedAt.getTime()) return updatedAt > shownUpdatedAt;
  const known = new Map(Object.entries(shown));
  return Object.entries(told).some(([key, value]) => !isSame(value, known.get(key)));
}

function isSame(told: unknown, shown: unknown): boolean {
  if (told instanceof Date && shown instanceof Date) return told.getTime() === shown.getTime();
  if (typeof told !== "object" || told === null || typeof shown !== "object" || shown === null)
    return told === shown;
  const known = new Map(Object.entries(shown));
  const entries = Object.entries(told);
  return entries.length === known.size && entries.every(([key, value]) => isSame(value, known.get(key)));
}

function withoutPerson(order: MirroredOrder): MirroredOrder {
  return {
    ...order,
    ...{ customerId: null, contact: null, city: null, postcode: null },
    ...{ confirmationNumber: null, checkoutToken: null },
  };
}

/** Where the store keeps buyers' data back, what is missing is not known: what is shown of the person stays. */
export function keepingPerson(told: MirroredOrder, shown: MirroredOrder): MirroredOrder {
  return {
    ...told,
    customerId: told.customerId ?? shown.customerId,
    contact: joinContacts(told.contact, shown.contact),
    country: told.country ?? shown.country,
    province: told.province ?? shown.province,
    city: told.city ?? shown.city,
    postcode: told.postcode ?? shown.postcode,
  };
}

function joinContacts(told: Contact | null, shown: Contact | null): Contact | null {
  if (!told || !shown) return told ?? shown;
  return {
    name: told.name ?? shown.name,
    email: told.email ?? shown.email,
    phone: told.phone ?? shown.phone,
  };
}

/** An event the mirror has had for so long is not about to appear in an answer that does not name it. */
export const settledMs = 120_000;

/** Events the mirror shows although the store, asked at `askedAt` for all of them, no longer does. */
export function goneEvents(shown: ShownOrder, told: ReadonlySet<string>, askedAt: Date): string[] {
  return shown.events
    .filter(({ id, mirroredAt }) => !told.has(id) && askedAt.getTime() - mirroredAt.getTime() > settledMs)
    .map(({ id }) => id);
}
