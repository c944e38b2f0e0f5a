import { checkoutLocales } from "../checkout/checkout.ts";
import type { Incoming, Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import type { BuyerWords } from "./buyer-words.ts";
import { page } from "./document.ts";
import { html, type Markup } from "./html.ts";

/** A page buyers see: the shop's name, the language, what it is about. */
export function buyerPage(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  words: BuyerWords,
  title: string,
  content: Markup,
  scripts: string[] = [],
  sheets: string[] = [],
): Reply {
  const option = (value: string, label: string) =>
    html`<option value="${value}" lang="${value}"${value === words.locale && html` selected`}>${label}</option>`;
  const body = html`<div class="shop"><header><a class="brand" href="/storefront/${shop.facts.handle}">${shop.facts.name}</a>
  <form method="get" action="${request.url.pathname}" data-submit-on-change><label><span class="unseen">${words.say("language")}</span><select name="lang">${Object.entries(checkoutLocales).map(([value, label]) => option(value, label))}</select></label><noscript><button>↵</button></noscript></form>
  <a href="/">${words.say("allDoors")}</a></header><main>${content}</main></div>`;
  return page(platform, `${title} · ${shop.facts.name}`, body, {
    scripts: ["admin.js", ...scripts],
    sheets,
    lang: words.locale,
    dir: words.dir,
  });
}
