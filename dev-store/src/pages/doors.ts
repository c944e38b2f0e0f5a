import type { Reply } from "../http.ts";
import { countOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { shops } from "../shop/facts.ts";
import { findShop, planRules } from "../shop/record.ts";
import { page } from "./document.ts";
import { html, type Markup } from "./html.ts";

/** Things anyone may set off, by the name their form posts. */
export const happenings: [string, string, string][] = [
  ["order", "Place an order", "A buyer pays; the app hears of it a moment later."],
  ["ship", "Ship the latest order", "It leaves the warehouse with a tracking number."],
  ["deliver", "Deliver the latest parcel", "In transit, out for delivery, delivered."],
  [
    "storm",
    "Send 20 webhooks twice and out of order",
    "The app should end up exactly as if each had come once.",
  ],
  ["down", "Platform down for 30 seconds", "Its API answers 503 and webhooks wait."],
  [
    "uninstall",
    "Uninstall the app",
    "Its access ends at once. Open the merchant's door to install it again.",
  ],
];

/** The first page: who would you like to be? */
export function doors(platform: Platform, done: string | null): Reply {
  const app = platform.app();
  const [first, second] = shops.map(({ handle }) => findShop(platform, handle));
  if (!first || !second) throw new Error("The shops are missing.");
  const door = (href: string, title: string, text: string) =>
    html`<li><a class="door" href="${href}"><strong>${title}</strong><span>${text}</span></a></li>`;
  const down = platform.downUntil > Date.now();
  const message = happenings.find(([name]) => name === done && name !== "down");
  const content = html`<div class="doors"><header><p class="eyebrow">A store platform on this computer. Shops, people and goods are invented.</p>
  <h1>Who would you like to be?</h1></header><main>
  ${message && html`<p class="notice" role="status">Done: ${message[1].toLowerCase()}. ${message[0] === "uninstall" ? "" : html`<a href="/deliveries">See what was sent</a>`}</p>`}
  ${down && html`<p class="notice" role="status">The platform is down until ${new Date(platform.downUntil).toISOString().slice(11, 19)} UTC.</p>`}
  <ul class="door-list">
    ${door(`/admin/store/${first.facts.handle}/apps/${app.handle}`, "Merchant", `${first.facts.name}, Shenzhen: ${app.name} inside the store's admin.`)}
    ${door(`/admin/store/${first.facts.handle}/orders`, "Order desk", `${countOrders(platform, first)} orders to look at, ship, move and cancel.`)}
    ${door(`/storefront/${first.facts.handle}`, "Buyer", "The storefront: one product, delivered to seven countries.")}
    ${door("/mail", "Mailbox", "Every mail the app has sent, to anyone.")}
    ${door(`/admin/store/${second.facts.handle}/apps/${app.handle}`, "A second, empty shop", `${second.facts.name} on the ${planRules[second.plan].label} plan, without carrier service. ${second.installed ? "The app is installed." : "Install the app here."}`)}
    ${door("/deliveries", "Webhooks sent", "What the platform told the app, and how it answered.")}
  </ul>
  <h2>Make something happen</h2>
  <p class="muted">In ${first.facts.name}.</p>
  <ul class="happenings">${happenings.map(happening)}</ul></main></div>`;
  return page(platform, `${app.name}: doors`, content);
}

function happening([name, label, text]: [string, string, string]): Markup {
  return html`<li><form method="post" action="/happen"><button name="what" value="${name}"${name === "uninstall" && html` class="critical"`}>${label}</button><span class="muted">${text}</span></form></li>`;
}
