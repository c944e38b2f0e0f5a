import { orderStatusApi, thankYouApi } from "../extensions/buyer-api.ts";
import { type Incoming, json, notFound, type Reply } from "../http.ts";
import { sessionTokenClaims, signToken } from "../oauth/jwt.ts";
import type { OrderDocument } from "../orders/document.ts";
import { findOrder } from "../orders/ledger.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { buyerPage } from "./buyer-shell.ts";
import { type BuyerWords, buyerWords } from "./buyer-words.ts";
import { extensionSlots, type Stage } from "./extension-slot.ts";
import { html, type Markup } from "./html.ts";

/** `/thank-you/<shop>/<order>` and `/order-status/<shop>/<order>`, each with the app's block. */
export function buyerOrderPage(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  kind: string,
  orderId: number,
): Reply {
  const order = findOrder(platform, shop, orderId);
  if (!order) return notFound();
  const words = buyerWords(request.url.searchParams.get("lang") ?? order.customer_locale);
  const thanks = kind === "thank-you";
  const blocks = extensionSlots(platform, shop, stageOf(platform, shop, order, words, thanks));
  const content = html`<div class="checkout"><div>${thanks ? thanked(shop, order, words) : stated(order, words, shop)}
  <div class="blocks">${blocks}</div></div>${bill(order, words)}</div>`;
  const title = words.say(thanks ? "confirmation" : "order", {
    number: order.confirmation_number,
    name: order.name,
  });
  return buyerPage(platform, shop, request, words, title, content, ["extension-host.js"]);
}

function stageOf(
  platform: Platform,
  shop: ShopRecord,
  order: OrderDocument,
  words: BuyerWords,
  thanks: boolean,
): Stage {
  const { locale } = words;
  return {
    target: thanks ? "purchase.thank-you.block.render" : "customer-account.order-status.block.render",
    surface: thanks ? "checkout" : "customer-account",
    locale,
    api: thanks ? thankYouApi(platform, shop, order, locale) : orderStatusApi(platform, shop, order, locale),
    // Of a checkout on one page, of a buyer on the other.
    storedFor: thanks ? order.checkout_token : String(order.customer.id),
    tokenAddress: `/session-token/${shop.facts.handle}`,
    words: { loading: words.say("blockLoading"), failed: words.say("blockFailed") },
  };
}

function thanked(shop: ShopRecord, order: OrderDocument, words: BuyerWords): Markup {
  const { handle } = shop.facts;
  const name = order.customer.first_name;
  const place = words.place(order.shipping_address.city, order.shipping_address.country_code);
  return html`<p class="muted">${words.say("confirmation", { number: order.confirmation_number })}</p>
  <h1><bdi>${words.say("thankYou", { name })}</bdi></h1>
  <p>${words.say("goesTo", { place })}</p>
  <p class="row"><a class="button" href="/order-status/${handle}/${order.id}?lang=${words.locale}">${words.say("seeStatus")}</a>
  <a href="/admin/store/${handle}/orders/${order.id}">${words.say("atOrderDesk")}</a></p>`;
}

function stated(order: OrderDocument, words: BuyerWords, shop: ShopRecord): Markup {
  const parcels = order.fulfillments.map(
    (one) =>
      html`<li>${words.say("parcel")} <bdi>${one.tracking_company ?? ""}</bdi> <code dir="ltr">${one.tracking_number ?? "–"}</code></li>`,
  );
  return html`<h1>${words.say("order", { name: order.name })}</h1>
  <p class="muted">${words.say("placed", { date: words.date(order.created_at) })}</p>
  ${order.cancelled_at ? html`<p class="notice">${words.say("cancelled")}</p>` : parcels.length === 0 ? html`<p>${words.say("notShipped")}</p>` : html`<ul class="plain">${parcels}</ul>`}
  <p><a href="/thank-you/${shop.facts.handle}/${order.id}?lang=${words.locale}">${words.say("thankYouAgain")}</a></p>`;
}

function bill(order: OrderDocument, words: BuyerWords): Markup {
  const row = (label: string, amount: string) =>
    html`<dt>${label}</dt><dd>${new Intl.NumberFormat(words.locale, { style: "currency", currency: order.presentment_currency }).format(Number(amount))}</dd>`;
  return html`<aside class="card" aria-label="${words.say("items")}"><h2>${words.say("items")}</h2>
  <ul class="plain" lang="en" dir="ltr">${order.line_items.map((line) => html`<li>${line.quantity} × ${line.title}</li>`)}</ul>
  <dl class="sums">${row(words.say("subtotal"), order.subtotal_price_set.presentment_money.amount)}
  <dt>${words.say("shipping")}<small><bdi>${order.shipping_lines[0]?.title}</bdi></small></dt><dd>${new Intl.NumberFormat(words.locale, { style: "currency", currency: order.presentment_currency }).format(Number(order.total_shipping_price_set.presentment_money.amount))}</dd>
  ${row(words.say("total"), order.total_price_set.presentment_money.amount)}</dl></aside>`;
}

/** The token a buyer's extension proves its shop with; it names no order, and no customer who has not signed in. */
export function buyerSessionToken(platform: Platform, shop: ShopRecord): Reply {
  if (!shop.installed) return json(403, { error: "The app is not installed." });
  const claims = sessionTokenClaims(shop.facts.domain, platform.env.clientId, null);
  return json(200, { sessionToken: signToken(claims, platform.env.clientSecret) });
}
