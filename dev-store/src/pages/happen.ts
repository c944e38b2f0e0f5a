import { goDown } from "../control/shop-calls.ts";
import { fields, type Incoming, notFound, type Reply, redirect } from "../http.ts";
import { editOrder } from "../orders/changes.ts";
import type { OrderDocument } from "../orders/document.ts";
import { parcelUnderWay, sentOff, turn } from "../orders/parcel-way.ts";
import { placeOrder } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import { uninstall } from "../shop/installation.ts";
import { findShop, type ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";

type Happening = {
  label: string;
  text: string;
  critical?: boolean;
  /** Does it and says what it did. */
  run: (platform: Platform, shop: ShopRecord) => string;
};

const place = ({ shipping_address: to }: OrderDocument) => `${to.city}, ${to.country}`;
const withParcel =
  (what: "deliver" | "delay" | "lose" | "customs", said: string): Happening["run"] =>
  (platform, shop) => {
    const order = parcelUnderWay(platform, shop);
    turn(platform, shop, order, what);
    return `The parcel of ${order.name} to ${place(order)} ${said}.`;
  };

/** Things anyone may set off from the page of doors. */
export const happenings: Record<string, Happening> = {
  order: {
    label: "Place an order",
    text: "A buyer pays; the app hears of it a moment later.",
    run: (platform, shop) => {
      const order = placeOrder(platform, shop, {});
      return `${order.customer.first_name} ordered ${order.name} to ${place(order)}.`;
    },
  },
  ship: {
    label: "Ship an order",
    text: "The latest one leaves the warehouse with a tracking number.",
    run: (platform, shop) => {
      const order = sentOff(platform, shop);
      return `${order.name} left for ${place(order)} with ${order.fulfillments.at(-1)?.tracking_company}.`;
    },
  },
  deliver: {
    label: "Deliver a parcel",
    text: "The latest under way: out for delivery, delivered.",
    run: withParcel("deliver", "was delivered"),
  },
  delay: {
    label: "Delay a parcel",
    text: "The carrier says that it is running late.",
    run: withParcel("delay", "is running late"),
  },
  lose: {
    label: "Lose a parcel",
    text: "The carrier cannot find it.",
    run: withParcel("lose", "cannot be found"),
  },
  customs: {
    label: "Hold a parcel at customs",
    text: "Papers are missing; it waits.",
    run: withParcel("customs", "is held at customs"),
  },
  storm: {
    label: "Send 20 webhooks twice, out of order",
    text: "The app should end up exactly as if each had come once.",
    run: storm,
  },
  down: {
    label: "Platform down for 30 seconds",
    text: "Its API answers 503 and webhooks wait.",
    run: (platform) => {
      const { downUntil } = goDown(platform, 30_000);
      return `The platform is down until ${downUntil.slice(11, 19)} UTC.`;
    },
  },
  uninstall: {
    label: "Uninstall the app",
    text: "Its access ends at once. Open the merchant's door to install it again.",
    critical: true,
    run: (platform, shop) => {
      uninstall(platform, shop);
      return "The app is uninstalled.";
    },
  },
};

/** `POST /happen` of the page of doors. */
export function happen(platform: Platform, request: Incoming): Reply {
  const what = String(fields(request)?.what ?? "");
  const shop = findShop(platform, "sunda-trading");
  const happening = Object.hasOwn(happenings, what) ? happenings[what] : undefined;
  if (!shop || !happening) return notFound();
  const done = atOnce(platform.db, () => happening.run(platform, shop));
  platform.wake();
  return redirect(`/?${new URLSearchParams({ done })}#happen`);
}

/** Ten orders placed and edited: twenty webhooks, each twice, shuffled over three seconds. */
function storm(platform: Platform, shop: ShopRecord): string {
  const before = platform.webhooks;
  platform.webhooks = { ...before, duplicates: 1, reorderMs: 3000 };
  try {
    for (let count = 0; count < 10; count += 1) {
      editOrder(platform, shop, placeOrder(platform, shop, {}), { note: "Please ring twice." });
    }
  } finally {
    platform.webhooks = before;
  }
  return "Ten orders were placed and edited; each webhook goes out twice within three seconds, in any order.";
}
