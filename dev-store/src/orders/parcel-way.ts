import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { addEvent, fulfilOrder } from "./changes.ts";
import type { OrderDocument } from "./document.ts";
import { latestOrders } from "./ledger.ts";
import { placeOrder } from "./place.ts";
import type { Fulfillment } from "./shapes.ts";

/** Carriers a warehouse may hand parcels to. */
export const carrierNames = ["Sunda Post", "DHL Express", "Correios", "Aramex", "SMSA Express", "YunExpress"];

/** What may happen to parcels on their way, in words, with the steps it means. */
export const turns = {
  move: { label: "Move one step on", steps: [] },
  deliver: { label: "Deliver", steps: ["in_transit", "out_for_delivery", "delivered"] },
  delay: { label: "Delay", steps: ["in_transit", "delayed"] },
  lose: { label: "Lose", steps: ["in_transit", "failure"] },
  customs: { label: "Hold at customs", steps: ["in_transit", "delayed"] },
} as const;
export type Turn = keyof typeof turns;

const messages: Partial<Record<string, string>> = {
  "delay:delayed": "Running late: the connecting flight was missed",
  "lose:failure": "Could not be found. A search has been opened",
  "customs:delayed": "Held at customs: papers are missing",
};
const way = ["in_transit", "out_for_delivery", "delivered"];
const over = new Set(["delivered", "failure"]);

/** Sends an order off with a made-up number where none is given. */
export function handOver(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  company: string | null,
  number = `SD${order.id % 1_000_000}CN`,
): Fulfillment {
  const url = `https://track.example/${encodeURIComponent(number)}`;
  return fulfilOrder(platform, shop, order, { company, number, url });
}

/** Lets something happen to a parcel: the steps it still lacks, a minute apart. */
export function turn(platform: Platform, shop: ShopRecord, order: OrderDocument, what: Turn): void {
  const parcel = order.fulfillments.at(-1);
  if (!parcel || over.has(parcel.shipment_status ?? "")) return;
  const { city, country_code: country } = order.shipping_address;
  const done = way.indexOf(parcel.shipment_status ?? "") + 1;
  const steps = what === "move" ? way.slice(done, done + 1) : missing(turns[what].steps, parcel);
  steps.forEach((status, index) => {
    const atHome = status === "in_transit";
    const happenedAt = new Date(Date.now() - (steps.length - 1 - index) * 60_000);
    addEvent(platform, shop, order, parcel, {
      status,
      happenedAt,
      message: messages[`${what}:${status}`] ?? null,
      city: atHome ? shop.facts.address.city : what === "customs" ? null : city,
      country: atHome ? shop.facts.address.countryCode : country,
    });
  });
}

function missing(steps: readonly string[], { shipment_status: now }: Fulfillment): string[] {
  if (!now) return [...steps];
  // Whatever has been heard of it, it has left; a delay may be told twice.
  return steps.slice(now === "delayed" ? 1 : Math.max(1, steps.indexOf(now) + 1));
}

/** The latest order whose parcel is still on its way; one is sent off, or even bought, where there is none. */
export function parcelUnderWay(platform: Platform, shop: ShopRecord): OrderDocument {
  const orders = latestOrders(platform, shop, 200).filter((one) => !one.cancelled_at);
  const moving = orders.find((one) => {
    const parcel = one.fulfillments.at(-1);
    return parcel && !over.has(parcel.shipment_status ?? "");
  });
  return moving ?? sentOff(platform, shop);
}

/** The latest order still in the warehouse leaves it. */
export function sentOff(platform: Platform, shop: ShopRecord): OrderDocument {
  const waiting =
    latestOrders(platform, shop, 200).find((one) => !one.cancelled_at && one.fulfillments.length === 0) ??
    placeOrder(platform, shop, {});
  handOver(platform, shop, waiting, carrierNames[0] ?? null);
  return waiting;
}
