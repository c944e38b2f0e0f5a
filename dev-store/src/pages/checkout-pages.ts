import {
  type Checkout,
  cartLines,
  checkoutLocales,
  findCheckout,
  keepCheckout,
  openCheckout,
} from "../checkout/checkout.ts";
import { buy } from "../checkout/purchase.ts";
import { type ShippingOption, shippingOptions } from "../checkout/shipping-options.ts";
import { fields, type Incoming, notFound, type Reply, redirect } from "../http.ts";
import { destinations } from "../orders/buyers.ts";
import type { Platform } from "../platform.ts";
import { convert, toMinor } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import { buyerPage } from "./buyer-shell.ts";
import { type BuyerWords, buyerWords } from "./buyer-words.ts";
import { html, type Markup } from "./html.ts";

const addressFields = ["email", "firstName", "lastName", "street", "postcode", "city"] as const;

/** `/checkout/<shop>/<token>[/shipping]`: the address, then what can be chosen for it. */
export async function checkoutPage(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  token: string,
  step: string | null,
): Promise<Reply> {
  const checkout = findCheckout(platform, shop, token);
  if (!checkout) return notFound();
  const { handle } = shop.facts;
  if (checkout.orderId !== null) return redirect(`/thank-you/${handle}/${checkout.orderId}`);
  const base = `/checkout/${handle}/${token}`;
  const body = request.method === "POST" ? (fields(request) ?? {}) : null;
  if (step === null && body) {
    const next = changed(platform, shop, checkout, body);
    keepCheckout(platform, shop, next);
    return redirect(body.only === "country" ? base : `${base}/shipping`);
  }
  const lang = request.url.searchParams.get("lang");
  if (lang && lang in checkoutLocales) keepCheckout(platform, shop, { ...checkout, locale: lang });
  const words = buyerWords(lang ?? checkout.locale);
  if (step === null) return addressStep(platform, shop, request, words, checkout, base);
  const { options } = await shippingOptions(platform, shop, { ...checkout, locale: words.locale });
  const chosen = options.find((one) => one.handle === body?.option);
  if (chosen) {
    const order = buy(platform, shop, { ...checkout, locale: words.locale }, chosen);
    return redirect(`/thank-you/${handle}/${order.id}`);
  }
  return shippingStep(platform, shop, request, words, checkout, base, options, body !== null);
}

/** Another country brings another made-up buyer and the country's own money and language. */
function changed(
  platform: Platform,
  shop: ShopRecord,
  checkout: Checkout,
  body: Record<string, unknown>,
): Checkout {
  const text = (name: string) => String(body[name] ?? "").trim();
  const country = destinations.some((one) => one.code === text("country"))
    ? text("country")
    : checkout.country;
  if (body.only === "country") {
    const fresh = openCheckout(platform, shop, { country, items: checkout.items });
    platform.db.prepare("delete from checkout where token = ?").run(fresh.token);
    return { ...fresh, token: checkout.token };
  }
  const told = Object.fromEntries(addressFields.map((name) => [name, text(name)]));
  const currency = shop.facts.presentmentCurrencies.includes(text("currency"))
    ? text("currency")
    : checkout.currency;
  const locale = text("locale") in checkoutLocales ? text("locale") : checkout.locale;
  return { ...checkout, ...told, country, currency, locale };
}

function addressStep(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  words: BuyerWords,
  checkout: Checkout,
  base: string,
): Reply {
  const { say } = words;
  const field = (name: (typeof addressFields)[number], type = "text") =>
    html`<label>${say(name)}<input name="${name}" type="${type}" value="${checkout[name]}" dir="auto"${name !== "postcode" && html` required`}></label>`;
  const choice = (value: string, label: string, now: string) =>
    html`<option value="${value}"${value === now && html` selected`}>${label}</option>`;
  const content = html`<div class="checkout"><div>
  <h1>${say("checkout")}</h1>
  <form method="post" action="${base}" data-submit-on-change class="card stack"><input type="hidden" name="only" value="country">
    <label>${say("country")}<select name="country">${destinations.map(({ code }) => choice(code, words.country(code), checkout.country))}</select></label><noscript><button>↵</button></noscript></form>
  <form method="post" action="${base}" class="card stack"><input type="hidden" name="country" value="${checkout.country}">
    <h2>${say("contact")}</h2>
    ${field("email", "email")}
    <div class="pair"><label>${say("language")}<select name="locale">${Object.entries(checkoutLocales).map(([value, label]) => choice(value, label, words.locale))}</select></label>
    <label>${say("currency")}<select name="currency">${shop.facts.presentmentCurrencies.map((one) => choice(one, one, checkout.currency))}</select></label></div>
    <h2>${say("address")}</h2>
    <div class="pair">${field("firstName")}${field("lastName")}</div>
    ${field("street")}
    <div class="pair">${field("postcode")}${field("city")}</div>
    <p><button class="primary wide">${say("toShipping")}</button></p>
  </form></div>${summary(shop, words, checkout, null)}</div>`;
  return buyerPage(platform, shop, request, words, say("checkout"), content);
}

function shippingStep(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  words: BuyerWords,
  checkout: Checkout,
  base: string,
  options: ShippingOption[],
  stale: boolean,
): Reply {
  const { say } = words;
  const row = (one: ShippingOption, index: number) => html`<li><label class="rate">
    <input type="radio" name="option" value="${one.handle}" required${index === 0 && html` checked`} data-price="${words.money(one.minor, one.currency)}" data-total="${words.money(goodsMinor(shop, checkout) + one.minor, one.currency)}">
    <span><strong><bdi>${one.title}</bdi></strong>${one.description && html`<small><bdi>${one.description}</bdi></small>`}</span>
    <span class="price">${words.money(one.minor, one.currency)}</span></label></li>`;
  const place = words.place(checkout.city, checkout.country);
  const content = html`<div class="checkout"><div>
  <h1>${say("shipping")}</h1>
  <p class="card row spread"><span>${say("shippingTo")} <strong>${place}</strong></span><a href="${base}?lang=${words.locale}">${say("change")}</a></p>
  ${stale && html`<p class="notice" role="alert">${say("chooseAgain")}</p>`}
  ${
    options.length === 0
      ? html`<p class="card" role="status">${say("noOptions")}</p>`
      : html`<form method="post" action="${base}/shipping?lang=${words.locale}" class="stack"><fieldset class="rates"><legend class="unseen">${say("shipping")}</legend><ul class="plain">${options.map(row)}</ul></fieldset>
    <p><button class="primary wide">${say("pay")}</button></p><p class="muted">${say("nothingCharged")}</p></form>`
  }</div>${summary(shop, words, checkout, options[0] ?? null)}</div>`;
  return buyerPage(platform, shop, request, words, say("shipping"), content);
}

function summary(
  shop: ShopRecord,
  words: BuyerWords,
  checkout: Checkout,
  cheapest: ShippingOption | null,
): Markup {
  const lines = cartLines(shop, checkout);
  const subtotal = goodsMinor(shop, checkout);
  const row = (label: string, minor: number, sum = "goods") =>
    html`<dt>${label}</dt><dd data-sum="${sum}">${words.money(minor, checkout.currency)}</dd>`;
  return html`<aside class="card" aria-label="${words.say("items")}"><h2>${words.say("items")}</h2>
  <ul class="plain" lang="en" dir="ltr">${lines.map(({ product, quantity }) => html`<li>${quantity} × ${product.title}</li>`)}</ul>
  <dl class="sums">${row(words.say("subtotal"), subtotal)}${cheapest && row(words.say("shipping"), cheapest.minor, "price")}${cheapest && row(words.say("total"), subtotal + cheapest.minor, "total")}</dl></aside>`;
}

/** What the cart costs without shipping, in minor units of the checkout's currency. */
function goodsMinor(shop: ShopRecord, checkout: Checkout): number {
  const { currency } = shop.facts;
  const price = (amount: string) => convert(toMinor(amount, currency), currency, checkout.currency);
  return cartLines(shop, checkout).reduce(
    (sum, { product, quantity }) => sum + price(product.price) * quantity,
    0,
  );
}
