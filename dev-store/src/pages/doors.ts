import { findDoor } from "../demo-doors.ts";
import type { Reply } from "../http.ts";
import type { OrderDocument } from "../orders/document.ts";
import { countOrders, latestOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { shops } from "../shop/facts.ts";
import { findShop, planRules, type ShopRecord } from "../shop/record.ts";
import { page } from "./document.ts";
import { happenings, lapse } from "./happen.ts";
import { html, type Markup } from "./html.ts";

/** The first page: who would you like to be? */
export function doors(platform: Platform, done: string | null): Reply {
  const { name } = platform.app();
  const [first, second] = shops.map(({ handle }) => findShop(platform, handle));
  if (!first || !second) throw new Error("The shops are missing.");
  const down = platform.downUntil > Date.now();
  const content = html`<div class="doors"><header><p class="eyebrow">A store platform on this computer. Shops, people and goods are invented.</p>
  <h1>Who would you like to be?</h1></header><main>
  <ul class="door-list">${peopleDoors(platform, first, second)}</ul>
  <h2 id="happen">Make something happen</h2>
  <p class="muted">In ${first.facts.name}. ${name} hears of it a moment later.</p>
  ${done && html`<p class="notice" role="status">${done} <a href="/deliveries">See what was sent</a></p>`}
  ${down && html`<p class="notice">The platform is down until ${new Date(platform.downUntil).toISOString().slice(11, 19)} UTC.</p>`}
  <ul class="happenings">${Object.entries({ ...happenings, lapse }).map(([what, { label, text }]) => happening(what, label, text))}</ul>
  <h2>Behind the counter</h2>
  <ul class="door-list">${counterDoors(platform, first)}</ul></main></div>`;
  return page(platform, `${name}: doors`, content);
}

const door = (href: string, title: string, text: string) =>
  html`<li><a class="door" href="${href}"><strong>${title}</strong><span>${text}</span></a></li>`;

function peopleDoors(platform: Platform, first: ShopRecord, second: ShopRecord): Markup[] {
  const app = platform.app();
  const { facts, plan, installed } = second;
  const invitation = findDoor(platform, "forwarder");
  return [
    door(
      `/admin/store/${first.facts.handle}/apps/${app.handle}`,
      "Merchant",
      `${first.facts.name}, Shenzhen: ${app.name} inside the store's admin.`,
    ),
    door("/enter/agent", "Support agent", `An employee of ${first.facts.name}, with the inbox open.`),
    door(
      buyerDoor(platform, first, "DE"),
      "Buyer in Munich",
      "At a desk: where is it, and was it as I expected?",
    ),
    door("/phone", "Buyer in Riyadh", "On a phone, in Arabic, just after paying."),
    invitation
      ? door(
          invitation,
          "Forwarder's invitation",
          "Four people with phones, asked to show that parcels are safe with them.",
        )
      : html`<li><div class="door closed"><strong>Forwarder's invitation</strong><span>As the merchant, open Providers, choose one and invite it: the address you get is this door.</span></div></li>`,
    door("/mail", "Mailbox", "Every mail the app has sent, to anyone."),
    door(
      `/admin/store/${facts.handle}/apps/${app.handle}`,
      "A second, empty shop",
      `${facts.name} on the ${planRules[plan].label} plan, ${planRules[plan].carrierService ? "with" : "without"} carrier service. ${installed ? "The app is installed." : "Install the app here."}`,
    ),
  ];
}

/** What a tour needs beside people: something to buy, and the hands that move parcels. */
function counterDoors(platform: Platform, shop: ShopRecord): Markup[] {
  const { handle } = shop.facts;
  return [
    door(
      `/storefront/${handle}`,
      "Storefront",
      "Buy something: seven countries, eight languages, live shipping rates.",
    ),
    door(
      `/admin/store/${handle}/parcels`,
      "Parcel desk",
      `${countOrders(platform, shop)} orders: hand over to a carrier, move, deliver, several at once.`,
    ),
    door("/deliveries", "Webhooks sent", "What the platform told the app, and how it answered."),
  ];
}

function happening(name: string, label: string, text: string): Markup {
  return html`<li><form method="post" action="/happen"><button name="what" value="${name}">${label}</button><span class="muted">${text}</span></form></li>`;
}

/** The page of an order a buyer of that country would have open: a delivered parcel at a desk. */
function buyerDoor(platform: Platform, shop: ShopRecord, country: string): string {
  const { handle } = shop.facts;
  const orders = ordersTo(platform, shop, country);
  const rank = (order: OrderDocument) =>
    (order.shipping_address.city === "München" ? 1 : 0) +
    (order.fulfillments.at(-1)?.shipment_status === "delivered" ? 2 : 0);
  const [best] = orders.sort((left, right) => rank(right) - rank(left));
  return best ? `/order-status/${handle}/${best.id}` : `/storefront/${handle}`;
}

/** Placed last stands first: a past that is told later brings old orders under new numbers. */
function ordersTo(platform: Platform, shop: ShopRecord, country: string): OrderDocument[] {
  return latestOrders(platform, shop, 300)
    .filter((one) => !one.cancelled_at && one.shipping_address.country_code === country)
    .sort((left, right) => Date.parse(right.created_at) - Date.parse(left.created_at));
}

/** `/phone`: the Arabic thank-you page in the frame of a phone, for screens wider than one. */
export function phone(platform: Platform): Reply {
  const shop = findShop(platform, "sunda-trading");
  if (!shop) throw new Error("The shop is missing.");
  const orders = ordersTo(platform, shop, "SA");
  const order = orders.find((one) => one.shipping_address.city === "Riyadh") ?? orders[0];
  const { handle } = shop.facts;
  const start = order ? `/thank-you/${handle}/${order.id}?lang=ar` : `/storefront/${handle}?lang=ar`;
  const content = html`<main class="phone-stage"><h1 class="unseen">Buyer in Riyadh</h1><p class="row"><a href="/">← All doors</a> <a href="${start}">Open without the phone</a></p>
  <div class="phone"><iframe src="${start}" title="Phone of a buyer in Riyadh"></iframe></div></main>`;
  return page(platform, "Buyer in Riyadh", content);
}
