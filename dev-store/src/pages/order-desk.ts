import { orderDetailsApi } from "../extensions/buyer-api.ts";
import { type Incoming, notFound, type Reply } from "../http.ts";
import { destinations, shippingChoices } from "../orders/buyers.ts";
import type { OrderDocument } from "../orders/document.ts";
import { eventsOf, findOrder, latestOrders } from "../orders/ledger.ts";
import { parcelSteps } from "../orders/parcel-steps.ts";
import { carrierNames } from "../orders/parcel-way.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { adminPage } from "./admin-shell.ts";
import { when } from "./document.ts";
import { extensionSlots } from "./extension-slot.ts";
import { html, type Markup } from "./html.ts";
import { visitor } from "./visitor.ts";

const shown = 60;

/** The shop's orders and the form that places one. */
export function orderDesk(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const base = `/admin/store/${shop.facts.handle}/orders`;
  const orders = latestOrders(platform, shop, shown);
  const row = (order: OrderDocument) => html`<tr>
    <th scope="row"><a href="${base}/${order.id}">${order.name}</a></th>
    <td data-label="Placed">${when(order.created_at, shop.facts.timezone)}</td>
    <td data-label="Buyer"><bdi>${order.customer.first_name} ${order.customer.last_name}</bdi></td>
    <td data-label="To">${order.shipping_address.country}</td>
    <td data-label="Total" class="number">${order.total_price} ${order.currency}</td>
    <td data-label="State">${badges(order)}</td></tr>`;
  const content = html`<h1>Orders</h1>
<details class="card desk"${orders.length === 0 && html` open`}><summary>Place a test order</summary>${placeForm(shop, base)}</details>
${
  orders.length === 0
    ? html`<p class="card">No orders yet.</p>`
    : html`<div class="card flush"><table class="list"><caption class="unseen">Latest orders</caption><thead><tr><th scope="col">Order</th><th scope="col">Placed</th><th scope="col">Buyer</th><th scope="col">To</th><th scope="col" class="number">Total</th><th scope="col">State</th></tr></thead>
  <tbody>${orders.map(row)}</tbody></table></div>`
}`;
  return adminPage(platform, shop, request, "orders", "Orders", content);
}

function placeForm(shop: ShopRecord, base: string): Markup {
  const option = (value: string, label: string) => html`<option value="${value}">${label}</option>`;
  return html`<form method="post" action="${base}" class="grid">
  <label>Product<select name="product">${shop.facts.products.map((one, index) => option(String(index), `${one.title}, ${one.price} ${shop.facts.currency}`))}</select></label>
  <label>Quantity<input name="quantity" type="number" min="1" max="99" value="1" required></label>
  <label>Country<select name="country">${destinations.map((one) => option(one.code, one.name))}</select></label>
  <label>Buyer pays in<select name="currency">${[option("", "the country's currency"), ...shop.facts.presentmentCurrencies.map((one) => option(one, one))]}</select></label>
  <label>Shipping<select name="option">${shippingChoices.map((one) => option(one.code, `${one.title}, ${one.price} ${shop.facts.currency}`))}</select></label>
  <label>E-mail<input name="email" type="email" placeholder="made up when empty"></label>
  <p class="row end full"><button class="primary">Place order</button></p></form>`;
}

/** One order with everything that can happen to it. */
export function orderPage(platform: Platform, shop: ShopRecord, request: Incoming, id: number): Reply {
  const order = findOrder(platform, shop, id);
  if (!order) return notFound();
  const base = `/admin/store/${shop.facts.handle}/orders`;
  const address = order.shipping_address;
  const form = (action: string, content: Markup) =>
    html`<form method="post" action="${base}/${order.id}/${action}" class="stack">${content}</form>`;
  const content = html`<p><a href="${base}">← Orders</a></p>
<h1>${order.name} ${badges(order)}</h1>
<div class="columns">
  <section class="card"><h2>Items</h2><ul class="plain">${order.line_items.map((line) => html`<li>${line.quantity} × ${line.name} <span class="muted">${line.price} ${order.currency}</span></li>`)}</ul>
    <dl><dt>Shipping</dt><dd>${order.shipping_lines[0]?.title} <code>${order.shipping_lines[0]?.code}</code></dd><dt>Total</dt><dd>${order.total_price_set.shop_money.amount} ${order.currency}</dd>
    <dt>Buyer paid</dt><dd>${order.total_price_set.presentment_money.amount} ${order.presentment_currency}</dd><dt>Placed</dt><dd>${when(order.created_at, shop.facts.timezone)}</dd>
    <dt>Note</dt><dd>${order.note ?? "–"}</dd></dl></section>
  <section class="card"><h2>Buyer</h2><p><bdi>${address.name}</bdi><br><bdi>${address.address1}</bdi><br>${address.zip} ${address.city}<br>${address.country}</p><p><bdi>${order.email}</bdi><br>${order.customer_locale}</p></section>
  <section class="card"><h2>Parcel</h2>${parcel(platform, shop, order, form)}</section>
  <section class="card"><h2>Change</h2>
    ${form("edit", html`<label>Note<input name="note" value="${order.note ?? ""}"></label><label>City<input name="city" value="${address.city}"></label><p><button>Save changes</button></p>`)}
    <div class="row">${!order.cancelled_at && form("cancel", html`<button>Cancel and refund</button>`)}${form("delete", html`<button class="critical">Delete order</button>`)}</div></section>
</div>
<div class="blocks">${blocks(platform, shop, request, order)}</div>`;
  return adminPage(platform, shop, request, "orders", order.name, content, ["extension-host.js"]);
}

/** What apps show beside the order. */
function blocks(platform: Platform, shop: ShopRecord, request: Incoming, order: OrderDocument): Markup[] {
  const admin = `/admin/store/${shop.facts.handle}`;
  const { name, handle } = platform.app();
  return extensionSlots(platform, shop, {
    target: "admin.order-details.block.render",
    surface: "admin",
    locale: visitor(request, shop.facts).language,
    api: orderDetailsApi(order),
    storedFor: shop.facts.handle,
    tokenAddress: `${admin}/id-token`,
    appPages: `${admin}/apps/${handle}`,
    words: { loading: `Loading ${name}…`, failed: `${name} could not be shown here.` },
  });
}

function parcel(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  form: (action: string, content: Markup) => Markup,
): Markup {
  const fulfillment = order.fulfillments.at(-1);
  if (!fulfillment) {
    if (order.cancelled_at) return html`<p>Cancelled before it was shipped.</p>`;
    return form(
      "fulfil",
      html`<label>Carrier<input name="company" list="carriers" value="${carrierNames[0]}"></label><datalist id="carriers">${carrierNames.map((one) => html`<option value="${one}"></option>`)}</datalist><label>Tracking number<input name="number" placeholder="made up when empty"></label><p><button class="primary">Ship it</button></p>`,
    );
  }
  const events = eventsOf(platform, shop, fulfillment.id);
  return html`<p>${fulfillment.tracking_company ?? "No carrier"} <code>${fulfillment.tracking_number ?? "–"}</code></p>
  <ol class="steps">${events.map((event) => html`<li><strong>${parcelSteps[event.status] ?? event.status}</strong> <span class="muted">${[event.city, event.country].filter(Boolean).join(", ")} ${when(event.happened_at, shop.facts.timezone)}</span></li>`)}</ol>
  ${form(
    "event",
    html`<label>Next step<select name="status">${Object.entries(parcelSteps).map(([value, label]) => html`<option value="${value}"${value === next(fulfillment.shipment_status) && html` selected`}>${label}</option>`)}</select></label>
    <label>City<input name="city"></label><p><button class="primary">Move parcel</button></p>`,
  )}`;
}

function next(status: string | null): string {
  const way = ["in_transit", "out_for_delivery", "delivered"];
  return way[way.indexOf(status ?? "") + 1] ?? "delivered";
}

/** Where an order stands, as a badge. */
export function badges(order: OrderDocument): Markup {
  if (order.cancelled_at) return html`<span class="badge off">Cancelled</span>`;
  const status = order.fulfillments.at(-1)?.shipment_status;
  if (status)
    return html`<span class="badge ${status === "delivered" ? "good" : "moving"}">${parcelSteps[status] ?? status}</span>`;
  return order.fulfillment_status
    ? html`<span class="badge moving">Shipped</span>`
    : html`<span class="badge open">To ship</span>`;
}
