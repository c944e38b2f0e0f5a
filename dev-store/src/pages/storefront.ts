import { openCheckout } from "../checkout/checkout.ts";
import { fields, type Incoming, type Reply, redirect } from "../http.ts";
import { destination as destinationOf, destinations } from "../orders/buyers.ts";
import { usualCurrency } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import type { Product } from "../shop/facts.ts";
import { convert, toMinor, toSubunits } from "../shop/money.ts";
import type { ShopRecord } from "../shop/record.ts";
import type { Drop } from "../theme/liquid.ts";
import { themeBlocks } from "../theme/theme-block.ts";
import { buyerPage } from "./buyer-shell.ts";
import { type BuyerWords, buyerWords } from "./buyer-words.ts";
import { html, type Markup } from "./html.ts";

/** One product, a way to buy it, and the shop's other products. */
export function storefront(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const { facts } = shop;
  const words = buyerWords(request.url.searchParams.get("lang"));
  const index = Number(request.url.searchParams.get("product") ?? 0);
  const product = facts.products[index] ?? facts.products[0];
  if (!product) return buyerPage(platform, shop, request, words, facts.name, html`<h1>${facts.name}</h1>`);
  const asked = request.url.searchParams.get("country");
  const country =
    destinations.find((one) => one.code === asked) ??
    destinations.find((one) => one.locale === words.locale) ??
    destinationOf("DE");
  const blocks = shop.installed
    ? themeBlocks(platform, shop, words.locale, liquidScope(shop, words, product, country))
    : [];
  const content = productMarkup(
    shop,
    words,
    product,
    facts.products.indexOf(product),
    country.code,
    blocks.map((block) => block.markup),
  );
  return buyerPage(
    platform,
    shop,
    request,
    words,
    product.title,
    content,
    blocks.flatMap((block) => block.scripts),
    blocks.flatMap((block) => block.sheets),
  );
}

/** What the theme hands to app blocks on a product page. */
function liquidScope(
  shop: ShopRecord,
  words: BuyerWords,
  product: Product,
  { code }: { code: string },
): Drop {
  const { facts } = shop;
  const currency = usualCurrency(shop, destinationOf(code));
  const minor = convert(toMinor(product.price, facts.currency), facts.currency, currency);
  return {
    routes: { root_url: `/storefront/${facts.handle}` },
    request: { locale: { iso_code: words.locale === "zh-Hans" ? "zh-CN" : words.locale } },
    localization: {
      country: { iso_code: code, name: words.country(code), currency: { iso_code: currency } },
    },
    product: {
      selected_or_first_available_variant: {
        weight: product.grams,
        price: toSubunits(minor, currency),
      },
    },
    block: { shopify_attributes: "" },
  };
}

function productMarkup(
  { facts }: ShopRecord,
  words: BuyerWords,
  product: Product,
  index: number,
  country: string,
  blocks: Markup[],
): Markup {
  const { say } = words;
  const others = facts.products.filter((one) => one !== product);
  return html`<div class="product">
  <div class="picture" role="img" aria-label="${product.title}"><span>${product.title
    .split(" ")
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("")}</span></div>
  <form method="post" action="/storefront/${facts.handle}" class="stack">
    <h1 lang="en" dir="ltr">${product.title}</h1>
    <p class="price">${product.price} ${facts.currency}</p>
    <p class="muted" lang="en" dir="ltr">${product.variant}, ${product.grams} g. Sent from ${facts.address.city}.</p>
    <input type="hidden" name="product" value="${index}"><input type="hidden" name="locale" value="${words.locale === "en" ? "" : words.locale}">
    <label>${say("quantity")}<input name="quantity" type="number" min="1" max="99" value="1" required></label>
    <label>${say("country")}<select name="country">${destinations.map(({ code }) => html`<option value="${code}"${code === country && html` selected`}>${words.country(code)}</option>`)}</select></label>
    ${blocks}
    <p><button class="primary wide">${say("buyNow")}</button></p>
    <p class="muted">${say("nothingCharged")}</p>
  </form>
</div>
${others.length > 0 && html`<ul class="others" lang="en" dir="ltr">${others.map((one) => html`<li><a href="/storefront/${facts.handle}?product=${facts.products.indexOf(one)}&amp;lang=${words.locale}">${one.title}</a> <span class="muted">${one.price} ${facts.currency}</span></li>`)}</ul>`}`;
}

/** The button: a checkout for what stands on the page. */
export function startCheckout(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const body = fields(request) ?? {};
  const quantity = Number(body.quantity ?? 1);
  const product = shop.facts.products[Number(body.product ?? 0)] ?? shop.facts.products[0];
  const country = destinations.find((one) => one.code === body.country)?.code ?? "DE";
  const { token } = openCheckout(platform, shop, {
    country,
    ...(typeof body.locale === "string" && body.locale ? { locale: body.locale } : {}),
    items: product
      ? [
          {
            variantId: product.variantId,
            quantity: Number.isInteger(quantity) && quantity > 0 && quantity < 100 ? quantity : 1,
          },
        ]
      : [],
  });
  return redirect(`/checkout/${shop.facts.handle}/${token}`);
}
