import { addEvent, fulfilOrder } from "./orders/changes.ts";
import { placeOrder } from "./orders/place.ts";
import { freshSettings, type Platform } from "./platform.ts";
import { seededRandom } from "./random.ts";
import { shops } from "./shop/facts.ts";
import { install } from "./shop/installation.ts";
import { place, placeable } from "./shop/placements.ts";
import { findShop, type Plan, type ShopRecord } from "./shop/record.ts";
import { atOnce, emptyState } from "./state.ts";

const day = 86_400_000;
const days = 14;
const firstPlans: Record<string, Plan> = { "sunda-trading": "advanced", "harbor-lane": "basic" };

/** Creates the shops and the first one's past, unless they exist. */
export function seedOnce(platform: Platform, orders: number): void {
  const seeded = Number(platform.db.prepare("select count(*) as n from shop").get()?.n);
  if (seeded > 0) return;
  atOnce(platform.db, () => {
    for (const { handle } of shops) {
      platform.db
        .prepare("insert into shop (handle, plan, installed, granted) values (?, ?, 0, '[]')")
        .run(handle, firstPlans[handle] ?? "basic");
    }
    const first = findShop(platform, "sunda-trading");
    if (!first) throw new Error("The first shop is missing.");
    install(platform, first);
    for (const block of placeable(platform)) place(platform, first, block);
    tellThePast(platform, first, orders);
  });
}

/** Everything as on the first start. */
export function startOver(platform: Platform, orders: number): void {
  emptyState(platform.db);
  Object.assign(platform, freshSettings(), { random: seededRandom(7) });
  seedOnce(platform, orders);
}

/** Orders of the last two weeks, silently: older ones delivered, newer ones under way or open. */
function tellThePast(platform: Platform, shop: ShopRecord, count: number): void {
  const random = seededRandom(20_261_123);
  const start = Date.now() - days * day;
  for (let index = 0; index < count; index += 1) {
    const createdAt = new Date(start + ((index + random()) / count) * (days * day - 3_600_000));
    const order = placeOrder(platform, shop, { createdAt, silent: true }, random);
    const age = (Date.now() - createdAt.getTime()) / day;
    if (age < 1.2) continue;
    const handedOver = new Date(createdAt.getTime() + (0.4 + random() * 0.7) * day);
    const number = `SD${String(300_000 + Math.floor(random() * 600_000))}CN`;
    const fulfillment = fulfilOrder(platform, shop, order, {
      company: "Sunda Post",
      number,
      url: `https://track.example/${number}`,
      at: handedOver,
      silent: true,
    });
    const steps: [string, number, string | null][] = [
      ["in_transit", 1, "Shenzhen"],
      ["out_for_delivery", 6.5 + random() * 2, order.shipping_address.city],
      ["delivered", 8.8 + random(), order.shipping_address.city],
    ];
    for (const [status, after, city] of steps) {
      const happenedAt = new Date(handedOver.getTime() + after * day);
      if (happenedAt.getTime() > Date.now()) break;
      addEvent(platform, shop, order, fulfillment, {
        status,
        happenedAt,
        city,
        country: status === "in_transit" ? "CN" : order.shipping_address.country_code,
        silent: true,
      });
    }
  }
}
