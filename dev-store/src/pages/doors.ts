import type { Reply } from "../http.ts";
import type { OrderDocument } from "../orders/document.ts";
import { countOrders, latestOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { shops } from "../shop/facts.ts";
import { findShop, planRules, type ShopRecord } from "../shop/record.ts";
import { page } from "./document.ts";
import { happenings } from "./happen.ts";
import { html, type Markup } from "./html.ts";

/** The first page: who would you like to be? */
export function doors(platform: Platform, done: string | null): Reply {
  const app = platform.app();
  const [first, second] = shops.map(({ handle }) => findShop(platform, handle));
  if (!first || !second) throw new Error("The shops are missing.");
  const door = (href: string, title: string, text: string) =>
    html`<li><a class="door" href="${href}"><strong>${title}</strong><span>${text}</span></a></li>`;
  const admin = `/admin/store/${first.facts.handle}`;
  const down = platform.downUntil > Date.now();
  const content = html`<div class="doors"><header><p class="eyebrow">A store platform on this computer. Shops, people and goods are invented.</p>
  <h1>Who would you like to be?</h1></header><main>
  <ul class="door-list">
    ${door(`${admin}/apps/${app.handle}`, "Merchant", `${first.facts.name}, Shenzhen: ${app.name} inside the store's admin.`)}
    ${door(`/enter/agent`, "Support agent", `The second employee of ${first.facts.name}, with the inbox open.`)}
    ${door(buyerDoor(platform, first, "DE"), "Buyer in Munich", "At a desk: where is my parcel, and was it as I expected?")}
    ${door("/phone", "Buyer in Riyadh", "On a phone, in Arabic, just after paying.")}
    ${door(`/storefront/${first.facts.handle}`, "Storefront", "Buy something: seven countries, eight languages, live shipping rates.")}
    ${door(`${admin}/parcels`, "Parcel desk", `${countOrders(platform, first)} orders: hand over to a carrier, move, deliver, several at once.`)}
    ${door("/mail", "Mailbox", "Every mail the app has sent, to anyone.")}
    ${door(`/admin/store/${second.facts.handle}/apps/${app.handle}`, "A second, empty shop", `${second.facts.name} on the ${planRules[second.plan].label} plan, without carrier service. ${second.installed ? "The app is installed." : "Install the app here."}`)}
    ${door("/deliveries", "Webhooks sent", "What the platform told the app, and how it answered.")}
  </ul>
  <h2 id="happen">Make something happen</h2>
  <p class="muted">In ${first.facts.name}.</p>
  ${done && html`<p class="notice" role="status">${done} <a href="/deliveries">See what was sent</a></p>`}
  ${down && html`<p class="notice">The platform is down until ${new Date(platform.downUntil).toISOString().slice(11, 19)} UTC.</p>`}
  <ul class="happenings">${Object.entries(happenings).map(([name, { label, text, critical }]) => happening(name, label, text, critical))}</ul></main></div>`;
  return page(platform, `${app.name}: doors`, content);
}

function happening(name: string, label: string, text: string, critical = false): Markup {
  return html`<li><form method="post" action="/happen"><button name="what" value="${name}"${critical && html` class="critical"`}>${label}</button><span class="muted">${text}</span></form></li>`;
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

function ordersTo(platform: Platform, shop: ShopRecord, country: string): OrderDocument[] {
  return latestOrders(platform, shop, 300).filter(
    (one) => !one.cancelled_at && one.shipping_address.country_code === country,
  );
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
