import type { Incoming, Reply } from "../http.ts";
import { countOrders, latestOrders } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import { planRules, plans, type ShopRecord } from "../shop/record.ts";
import { adminPage } from "./admin-shell.ts";
import { when } from "./document.ts";
import { html } from "./html.ts";

/** The store's home: nothing but where to go on. */
export function storeHome(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const app = platform.app();
  const base = `/admin/store/${shop.facts.handle}`;
  const latest = latestOrders(platform, shop, 5);
  const content = html`<h1>${shop.facts.name}</h1>
<div class="columns">
  <section class="card"><h2>Orders</h2>
    ${
      latest.length === 0
        ? html`<p>No orders yet. Place one at the order desk or in the <a href="/storefront/${shop.facts.handle}">storefront</a>.</p>`
        : html`<ul class="plain">${latest.map((order) => html`<li><a href="${base}/orders/${order.id}">${order.name}</a> <span>${order.total_price} ${order.currency}</span> <span class="muted">${when(order.created_at, shop.facts.timezone)}</span></li>`)}</ul>`
    }
    <p><a class="button" href="${base}/orders">All ${countOrders(platform, shop)} orders</a></p></section>
  <section class="card"><h2>${app.name}</h2>
    <p>${shop.installed ? "Installed. It runs inside this admin." : "Not installed on this store."}</p>
    <p><a class="button primary" href="${base}/apps/${app.handle}">${shop.installed ? `Open ${app.name}` : `Install ${app.name}`}</a></p></section>
</div>`;
  return adminPage(platform, shop, request, "home", "Home", content);
}

/** Plan, granted scopes, uninstall. */
export function settingsPage(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const { facts } = shop;
  const app = platform.app();
  const base = `/admin/store/${facts.handle}`;
  const content = html`<h1>Settings</h1>
<div class="columns">
  <section class="card"><h2>Plan</h2>
    <form method="post" action="${base}/plan"><p><label>Plan<select name="plan">${plans.map((plan) => html`<option value="${plan}"${plan === shop.plan && html` selected`}>${planRules[plan].label}</option>`)}</select></label></p>
    <p class="muted">${planRules[shop.plan].carrierService ? "This plan lets apps offer live rates at checkout." : "This plan has no carrier service: apps cannot offer live rates at checkout."}</p>
    <p><button>Change plan</button></p></form></section>
  <section class="card"><h2>Store</h2><dl><dt>Domain</dt><dd>${facts.domain}</dd><dt>Currency</dt><dd>${facts.currency}</dd><dt>Time zone</dt><dd>${facts.timezone}</dd>
    <dt>Markets</dt><dd>${facts.markets.map((one) => one.name).join(", ")}</dd><dt>Languages</dt><dd>${facts.locales.map((one) => one.name).join(", ")}</dd></dl></section>
  <section class="card"><h2>${app.name}</h2>
    ${
      shop.installed
        ? html`<p>May use: ${shop.granted.map((scope) => html`<code>${scope}</code> `)}</p>
        <form method="post" action="${base}/uninstall"><p><button class="critical">Uninstall ${app.name}</button></p></form>`
        : html`<p>Not installed.</p><p><a class="button primary" href="${base}/apps/${app.handle}">Install ${app.name}</a></p>`
    }</section>
</div>`;
  return adminPage(platform, shop, request, "settings", "Settings", content);
}
