import type { Incoming, Reply } from "../http.ts";
import { destinations, shippingChoices } from "../orders/buyers.ts";
import { findOrder } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { page } from "./document.ts";
import { html, type Markup } from "./html.ts";

/** One product and a way to buy it. */
export function storefront(platform: Platform, shop: ShopRecord): Reply {
  const { facts } = shop;
  const product = facts.products[0];
  if (!product)
    return page(
      platform,
      facts.name,
      html`<main class="shop"><h1>${facts.name}</h1><p>Nothing for sale.</p></main>`,
    );
  const body = frame(
    shop,
    html`<div class="product">
  <div class="picture" role="img" aria-label="${product.title}"><span>${product.title
    .split(" ")
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("")}</span></div>
  <form method="post" action="/storefront/${facts.handle}" class="stack">
    <h1>${product.title}</h1>
    <p class="price">${product.price} ${facts.currency}</p>
    <p class="muted">${product.variant}, ${product.grams} g. Sent from ${facts.address.city}.</p>
    <label>Quantity<input name="quantity" type="number" min="1" max="99" value="1" required></label>
    <label>Deliver to<select name="country">${destinations.map((one) => html`<option value="${one.code}">${one.name}</option>`)}</select></label>
    <label>Shipping<select name="option">${shippingChoices.map((one) => html`<option value="${one.code}">${one.title}, ${one.price} ${facts.currency}</option>`)}</select></label>
    <label>E-mail<input name="email" type="email" placeholder="made up when empty" autocomplete="off"></label>
    <p><button class="primary wide">Buy now</button></p>
    <p class="muted">Nothing is charged: the shop, its goods and its buyers are invented.</p>
  </form>
</div>`,
  );
  return page(platform, `${product.title} · ${facts.name}`, body);
}

/** What the buyer sees after paying. */
export function thankYou(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const order = findOrder(platform, shop, Number(request.url.searchParams.get("order")));
  if (!order) return storefront(platform, shop);
  const body = frame(
    shop,
    html`<div class="card narrow"><p class="muted">Confirmation ${order.confirmation_number}</p><h1>Thank you, <bdi>${order.customer.first_name}</bdi></h1>
  <p>Your order ${order.name} goes to ${order.shipping_address.city}, ${order.shipping_address.country}, by ${order.shipping_lines[0]?.title}.</p>
  <p class="price">${order.total_price_set.presentment_money.amount} ${order.presentment_currency}</p>
  <p class="row"><a class="button" href="/storefront/${shop.facts.handle}">Buy another</a><a class="button" href="/admin/store/${shop.facts.handle}/orders/${order.id}">See it at the order desk</a></p></div>`,
  );
  return page(platform, `Thank you · ${shop.facts.name}`, body);
}

function frame(shop: ShopRecord, content: Markup): Markup {
  return html`<div class="shop"><header><a class="brand" href="/storefront/${shop.facts.handle}">${shop.facts.name}</a><a href="/">All doors</a></header><main>${content}</main></div>`;
}
