import type { OrderDelivery } from "../../../app/orders/schemas";
import type { Parcel } from "../src/ask-fairlead";

/** A parcel on its way; the argument replaces single fields. */
export function parcel(change: Partial<Parcel> = {}): Parcel {
  return {
    id: "9001",
    state: "in-transit",
    carrier: "DHL Express",
    trackingNumber: "JD014600003",
    trackingLink: { url: "https://track.example/JD014600003", host: "track.example" },
    sentAt: "2026-11-21T10:00:00.000Z",
    expectedAt: null,
    promisedBy: null,
    verdict: null,
    trouble: null,
    latestEvent: event(),
    ...change,
  };
}

export function event(change: Partial<NonNullable<Parcel["latestEvent"]>> = {}) {
  return {
    at: "2026-11-22T08:00:00.000Z",
    city: "Leipzig",
    province: null,
    country: "DE",
    message: "Arrived at the sorting center",
    ...change,
  };
}

/** What the app answers about an order with these parcels. */
export function delivery(parcels: Parcel[], change: Partial<OrderDelivery> = {}): OrderDelivery {
  return {
    timezone: "Europe/Berlin",
    cancelled: false,
    personErased: false,
    parcels,
    ticket: null,
    ...change,
  };
}
