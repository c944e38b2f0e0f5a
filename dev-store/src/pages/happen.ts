import { goDown } from "../control/shop-calls.ts";
import { findDoor } from "../demo-doors.ts";
import { fields, type Incoming, notFound, type Reply, redirect } from "../http.ts";
import { editOrder } from "../orders/changes.ts";
import type { OrderDocument } from "../orders/document.ts";
import { parcelUnderWay, sentOff, type Turn, turn } from "../orders/parcel-way.ts";
import { placeOrder } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import { findShop, type ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";

type Happening = {
  label: string;
  text: string;
  /** Does it and says what it did. */
  run: (platform: Platform, shop: ShopRecord) => string;
};

const place = ({ shipping_address: to }: OrderDocument) => `${to.city}, ${to.country}`;
const withParcel =
  (what: Exclude<Turn, "move">, said: string): Happening["run"] =>
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
    text: "The one bought last in the storefront, else the latest under way.",
    run: withParcel("deliver", "was delivered"),
  },
  late: {
    label: "Deliver a parcel late",
    text: "Three days after the date its buyer was told; the carrier's clock runs ahead for it.",
    run: withParcel("late", "was delivered three days late"),
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
    label: "Duplicate webhooks",
    text: "Twenty of them, each twice and out of order: the app should end up exactly as if each had come once.",
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
};

/** What a platform knows nothing of and the demo around it does (`POST /control/door`). */
export const lapse = {
  label: "Let an insurance lapse",
  text: "A provider's insurance ends today instead of in six days.",
};
const lapsePatienceMs = 60_000;

/** Asks the demo to do it and passes on what it says. */
async function letLapse(platform: Platform): Promise<string> {
  const url = findDoor(platform, "lapse");
  if (!url) return "Documents are the app's own: a demo with its story lets one lapse, this one cannot.";
  try {
    const answer = await fetch(url, { method: "POST", signal: AbortSignal.timeout(lapsePatienceMs) });
    const { done } = (await answer.json()) as { done?: unknown };
    if (answer.ok && typeof done === "string") return done;
    return `The demo answered ${answer.status}; nothing has lapsed.`;
  } catch {
    return "The demo could not be reached; nothing has lapsed.";
  }
}

const backToDoors = (done: string) => redirect(`/?${new URLSearchParams({ done })}#happen`);

/** `POST /happen` of the page of doors. */
export async function happen(platform: Platform, request: Incoming): Promise<Reply> {
  const what = String(fields(request)?.what ?? "");
  if (what === "lapse") return backToDoors(await letLapse(platform));
  const shop = findShop(platform, "sunda-trading");
  const happening = Object.hasOwn(happenings, what) ? happenings[what] : undefined;
  if (!shop || !happening) return notFound();
  const done = atOnce(platform.db, () => happening.run(platform, shop));
  platform.wake();
  return backToDoors(done);
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
