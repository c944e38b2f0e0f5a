import type { Money } from "../../lib/money";

/** Which of several deliveries about the same thing is the latest, whatever order they come in. */
export type Version = {
  /** The store's own `updated_at`, in whole seconds. */
  updatedAt: Date;
  /** When the platform says the event happened; tells apart what one second holds. */
  triggeredAt: Date;
  /** Digest of the payload: a last, arbitrary but stable order, so that every permutation ends the same. */
  digest: string;
};

/** How to reach the buyer. Stored sealed. */
export type Contact = { name: string | null; email: string | null; phone: string | null };

/** The store's order, as far as delivery needs it. Ids are the platform's numeric ids as text. */
export type MirroredOrder = {
  id: string;
  name: string;
  placedAt: Date;
  cancelledAt: Date | null;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  total: Money;
  presentment: Money | null;
  customerId: string | null;
  customerLocale: string | null;
  contact: Contact | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  province: string | null;
  city: string | null;
  postcode: string | null;
  shippingTitle: string | null;
  shippingCode: string | null;
  shippingSource: string | null;
  confirmationNumber: string | null;
  checkoutToken: string | null;
  isTest: boolean;
};

export type MirroredFulfillment = {
  id: string;
  orderId: string;
  name: string | null;
  status: string;
  createdAt: Date;
  trackingCompany: string | null;
  trackingNumber: string | null;
  trackingUrl: string | null;
  shipmentStatus: string | null;
};

export type MirroredEvent = {
  id: string;
  fulfillmentId: string;
  orderId: string;
  status: string;
  happenedAt: Date;
  estimatedDeliveryAt: Date | null;
  message: string | null;
  city: string | null;
  province: string | null;
  country: string | null;
  postcode: string | null;
};
