import { fields, type Incoming, type Reply, redirect } from "../http.ts";
import { takeBackEvent } from "../orders/changes.ts";
import type { OrderDocument } from "../orders/document.ts";
import { findOrder, latestOrders } from "../orders/ledger.ts";
import { carrierNames, handOver, type Turn, turn, turns } from "../orders/parcel-way.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";
import { adminPage } from "./admin-shell.ts";
import { when } from "./document.ts";
import { html, type Markup } from "./html.ts";
import { badges } from "./order-desk.ts";

const shown = 80;

/** Parcels of the shop, several of which can be handed over or moved at once. */
export function parcelDesk(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const { searchParams } = request.url;
  const base = `/admin/store/${shop.facts.handle}`;
  const country = searchParams.get("country") ?? "";
  const orders = latestOrders(platform, shop, 400).filter((one) => !one.cancelled_at);
  const countries = [...new Set(orders.map((one) => one.shipping_address.country_code))].sort();
  const wanted = orders.filter((one) => !country || one.shipping_address.country_code === country);
  const open = wanted.filter((one) => !isOver(one)).slice(0, shown);
  const done = searchParams.get("done");
  const names = new Intl.DisplayNames("en", { type: "region" });
  const option = (value: string, label: string) =>
    html`<option value="${value}"${value === country && html` selected`}>${label}</option>`;
  const content = html`<h1>Parcels</h1>
${done && html`<p class="notice" role="status">${done}</p>`}
<form method="get" action="${base}/parcels" data-submit-on-change class="card row"><label>Going to<select name="country">${[option("", "anywhere"), ...countries.map((code) => option(code, names.of(code) ?? code))]}</select></label><noscript><button>Show</button></noscript></form>
${
  open.length === 0
    ? html`<p class="card">Nothing is waiting or on its way here.</p>`
    : html`<form method="post" action="${base}/parcels"><input type="hidden" name="country" value="${country}">
  <div class="card desk-actions"><label>Carrier<input name="company" list="carriers" value="${carrierNames[0]}"></label><datalist id="carriers">${carrierNames.map((one) => html`<option value="${one}"></option>`)}</datalist>
    <div class="row"><button name="what" value="ship" class="primary">Hand over</button>${Object.entries(turns).map(([what, { label }]) => html`<button name="what" value="${what}">${label}</button>`)}<button name="what" value="take-back">Take back the last step</button></div>
    <p class="muted">For the parcels ticked below; for all of them when none is.</p></div>
  <div class="card flush"><table class="list"><caption class="unseen">Open parcels</caption><thead><tr><th scope="col">Order</th><th scope="col">To</th><th scope="col">Carrier</th><th scope="col">Placed</th><th scope="col">State</th></tr></thead><tbody>${open.map((order) => row(shop, base, order))}</tbody></table></div></form>`
}`;
  return adminPage(platform, shop, request, "parcels", "Parcels", content);
}

function row(shop: ShopRecord, base: string, order: OrderDocument): Markup {
  const parcel = order.fulfillments.at(-1);
  const to = order.shipping_address;
  return html`<tr><th scope="row"><label class="tick"><input type="checkbox" name="order-${order.id}" value="1"> <span>${order.name}</span></label></th>
    <td>${to.city}, ${to.country}</td><td>${parcel?.tracking_company ?? "–"}</td><td><a href="${base}/orders/${order.id}">${when(order.created_at, shop.facts.timezone)}</a></td><td>${badges(order)}</td></tr>`;
}

function isOver(order: OrderDocument): boolean {
  return ["delivered", "failure"].includes(order.fulfillments.at(-1)?.shipment_status ?? "");
}

/** What the desk's buttons do to the parcels ticked, or to all of a country. */
export function moveParcels(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const body = fields(request) ?? {};
  const country = String(body.country ?? "");
  const ticked = Object.keys(body).flatMap((name) =>
    name.startsWith("order-") ? [Number(name.slice(6))] : [],
  );
  const orders =
    ticked.length > 0
      ? ticked.flatMap((id) => findOrder(platform, shop, id) ?? [])
      : latestOrders(platform, shop, 400).filter(
          (one) => !one.cancelled_at && (!country || one.shipping_address.country_code === country),
        );
  const what = String(body.what ?? "");
  const company = String(body.company ?? "").trim() || null;
  const done = atOnce(platform.db, () => change(platform, shop, orders, what, company));
  const query = new URLSearchParams({ country, done });
  return redirect(`/admin/store/${shop.facts.handle}/parcels?${query}`);
}

function change(
  platform: Platform,
  shop: ShopRecord,
  orders: OrderDocument[],
  what: string,
  company: string | null,
): string {
  const waiting = orders.filter((one) => one.fulfillments.length === 0 && !one.cancelled_at);
  if (what === "ship") {
    for (const order of waiting) handOver(platform, shop, order, company);
    return `Handed over to ${company ?? "nobody named"}: ${waiting.length}.`;
  }
  if (what === "take-back") {
    const back = orders.filter((order) => {
      const parcel = order.fulfillments.at(-1);
      return parcel && takeBackEvent(platform, shop, order, parcel);
    });
    return `Last step taken back: ${back.length}.`;
  }
  if (!Object.hasOwn(turns, what)) return "Nothing was done.";
  const moving = orders.filter((one) => one.fulfillments.length > 0 && !isOver(one));
  for (const order of moving) turn(platform, shop, order, what as Turn);
  return `${turns[what as Turn].label}: ${moving.length}.`;
}
