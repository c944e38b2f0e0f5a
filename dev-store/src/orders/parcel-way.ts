import { findCheckout } from "../checkout/checkout.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { addEvent, fulfilOrder } from "./changes.ts";
import type { OrderDocument } from "./document.ts";
import { latestOrders } from "./ledger.ts";
import { placeOrder } from "./place.ts";
import type { Fulfillment } from "./shapes.ts";

/** Carriers a warehouse may hand parcels to; all but the last three are invented. */
export const carrierNames = [
  "Kestrel Express",
  "Lotus Consolidated",
  "Dune Post",
  "Comet Parcels",
  "Harbour Line",
  "Sunda Post",
  "DHL Express",
  "Correios",
  "Aramex",
];

/** What may happen to parcels on their way, in words, with the steps it means. */
export const turns = {
  move: { label: "Move one step on", steps: [] },
  deliver: { label: "Deliver", steps: ["in_transit", "out_for_delivery", "delivered"] },
  late: { label: "Deliver late", steps: ["in_transit", "out_for_delivery", "delivered"] },
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

/** The carrier of the service a buyer chose, where its code begins with the carrier's first word; else the usual one. */
export function chosenCarrier(order: OrderDocument): string {
  const code = order.shipping_lines[0]?.code ?? "";
  const named = carrierNames.find((name) => code.startsWith(`${name.split(" ")[0]?.toUpperCase()}_`));
  return named ?? "Sunda Post";
}

const dayMs = 86_400_000;
/** How long after an order its parcel is late where nobody was told a date, in days. */
const lateAfterDays = 45;

/**
 * Three days after the last day the buyer was told, which lies ahead of the clock for an order just placed: nobody who
 * wants to see a late delivery waits a fortnight for it.
 */
function lateMoment(platform: Platform, shop: ShopRecord, order: OrderDocument): number {
  const told = Date.parse(findCheckout(platform, shop, order.checkout_token)?.promisedBy ?? "");
  const last = Number.isNaN(told) ? Date.parse(order.created_at) + lateAfterDays * dayMs : told;
  return Math.max(Date.now(), last + 3 * dayMs);
}

/** Lets something happen to a parcel: the steps it still lacks, a minute apart. */
export function turn(platform: Platform, shop: ShopRecord, order: OrderDocument, what: Turn): void {
  const parcel = order.fulfillments.at(-1);
  if (!parcel || over.has(parcel.shipment_status ?? "")) return;
  const { city, country_code: country } = order.shipping_address;
  const done = way.indexOf(parcel.shipment_status ?? "") + 1;
  const end = what === "late" ? lateMoment(platform, shop, order) : Date.now();
  const steps = what === "move" ? way.slice(done, done + 1) : missing(turns[what].steps, parcel);
  steps.forEach((status, index) => {
    const atHome = status === "in_transit";
    const leaves = status === "in_transit" ? Math.min(end, Date.now()) : end;
    const happenedAt = new Date(leaves - (steps.length - 1 - index) * 60_000);
    addEvent(platform, shop, order, parcel, {
      status,
      happenedAt,
      message: messages[`${what}:${status}`] ?? null,
      estimatedDeliveryAt:
        what === "delay" && status === "delayed" ? new Date(lateMoment(platform, shop, order)) : null,
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

/**
 * The parcel whoever set something off thinks of: of the latest order bought in the storefront, else the latest still
 * on its way. What has not left yet is sent off, and something is even bought where there is nothing.
 */
export function parcelUnderWay(platform: Platform, shop: ShopRecord): OrderDocument {
  const open = latestOrders(platform, shop, 200).filter(
    (one) => !one.cancelled_at && !over.has(one.fulfillments.at(-1)?.shipment_status ?? ""),
  );
  const bought = open.find((one) => findCheckout(platform, shop, one.checkout_token));
  if (bought) return bought.fulfillments.length > 0 ? bought : sentOff(platform, shop, bought);
  return open.find((one) => one.fulfillments.length > 0) ?? sentOff(platform, shop);
}

/** An order leaves the warehouse: the latest still in it where none is named. */
export function sentOff(platform: Platform, shop: ShopRecord, named?: OrderDocument): OrderDocument {
  const waiting =
    named ??
    latestOrders(platform, shop, 200).find((one) => !one.cancelled_at && one.fulfillments.length === 0) ??
    placeOrder(platform, shop, {});
  handOver(platform, shop, waiting, chosenCarrier(waiting));
  return waiting;
}
