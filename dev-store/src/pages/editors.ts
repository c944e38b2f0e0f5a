import { fields, type Incoming, notFound, type Reply, redirect } from "../http.ts";
import type { Platform } from "../platform.ts";
import {
  editorPages,
  isPlaced,
  type PlaceableBlock,
  place,
  placeable,
  takeAway,
} from "../shop/placements.ts";
import type { ShopRecord } from "../shop/record.ts";
import { adminPage } from "./admin-shell.ts";
import { html, type Markup } from "./html.ts";

const pageNames: Record<string, string> = {
  "thank-you": "Thank you",
  "order-status": "Order status",
  product: "Product",
};

/**
 * `…/settings/checkout/editor?page=…&context=apps&app=…` and
 * `…/themes/current/editor?template=product&addAppBlockId=<client id>/<block>&target=mainSection`, as the documents give
 * them: what can be placed on that page, each block with the button that places it or takes it away.
 */
export function editorPage(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  editor: "checkout" | "theme",
  posted: boolean,
): Reply {
  const { searchParams: asked } = request.url;
  const page =
    editor === "checkout" ? (asked.get("page") ?? "thank-you") : (asked.get("template") ?? "index");
  if (editor === "checkout" && !editorPages.includes(page)) return notFound();
  const blocks = shop.installed ? placeable(platform).filter((block) => block.page === page) : [];
  if (posted) return change(platform, shop, request, blocks);
  const refusal = refusalOf(platform, shop, editor, asked, blocks);
  const title = `${editor === "checkout" ? "Checkout editor" : "Theme editor"}: ${pageNames[page] ?? page}`;
  const back = request.url.pathname + request.url.search;
  const content = html`<h1>${title}</h1>
<p class="muted">Stands for the platform's editor: a block shows on the page once it is placed here.</p>
${refusal && html`<p role="alert" class="card">${refusal}</p>`}
${blocks.map((block) => blockCard(platform, shop, block, back))}
${blocks.length === 0 && html`<p class="card">No app has a block for this page.</p>`}
<p><a class="button" href="/admin/store/${shop.facts.handle}/apps/${platform.app().handle}">Back to ${platform.app().name}</a></p>`;
  return adminPage(platform, shop, request, "settings", title, content);
}

function blockCard(platform: Platform, shop: ShopRecord, block: PlaceableBlock, back: string): Markup {
  const placed = isPlaced(platform, shop, block);
  return html`<section class="card"><h2>${platform.app().name}: ${block.handle}</h2>
  <p>${placed ? "Placed on this page." : "Not on this page yet."}</p>
  <form method="post" action="${back}"><input type="hidden" name="block" value="${block.handle}">
  <p><button name="placed" value="${placed ? "no" : "yes"}" class="${placed ? "critical" : "primary"}">${placed ? "Take it off the page" : "Add to the page and save"}</button></p></form></section>`;
}

/** Why a link does not do what it is made for; the real editors then open and add nothing. */
function refusalOf(
  platform: Platform,
  shop: ShopRecord,
  editor: string,
  asked: URLSearchParams,
  blocks: PlaceableBlock[],
): string | null {
  const { clientId } = platform.env;
  if (!shop.installed) return "The app is not installed in this store.";
  const app = asked.get("app");
  if (editor === "checkout")
    return app && app !== clientId ? "The link names an app that this store does not have." : null;
  const added = asked.get("addAppBlockId");
  if (!added) return null;
  const known = blocks.some(({ handle }) => added === `${clientId}/${handle}`);
  return known ? null : "The link names a block that no app of this store has for this template.";
}

function change(platform: Platform, shop: ShopRecord, request: Incoming, blocks: PlaceableBlock[]): Reply {
  const body = fields(request) ?? {};
  const block = blocks.find(({ handle }) => handle === body.block);
  if (!block) return notFound();
  if (body.placed === "yes") place(platform, shop, block);
  else takeAway(platform, shop, block);
  return redirect(request.url.pathname + request.url.search);
}
