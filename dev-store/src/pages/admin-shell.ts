import type { Incoming, Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";
import { page } from "./document.ts";
import { html, type Markup } from "./html.ts";
import { languages, visitor } from "./visitor.ts";

export type Section = "home" | "orders" | "parcels" | "app" | "install" | "settings";

/** A page inside the store's admin: top bar, navigation, content. */
export function adminPage(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  section: Section,
  title: string,
  content: Markup,
  scripts: string[] = [],
): Reply {
  const { facts } = shop;
  const base = `/admin/store/${facts.handle}`;
  const app = platform.app();
  const link = (name: Section, href: string, label: string) =>
    html`<li><a href="${href}"${name === section && html` aria-current="page"`}>${label}</a></li>`;
  const navigation = html`<ul>
    ${link("home", base, "Home")}
    ${link("orders", `${base}/orders`, "Orders")}
    ${link("parcels", `${base}/parcels`, "Parcels")}
    ${link("settings", `${base}/settings`, "Settings")}
  </ul>
  <p class="nav-heading">Apps</p>
  <ul>
    ${link(section === "install" ? "install" : "app", `${base}/apps/${app.handle}`, shop.installed ? app.name : `Install ${app.name}`)}
  </ul>
  ${section === "app" && html`<ul class="app-nav" data-app-nav></ul>`}`;
  const body = html`<div class="admin">
  <a class="skip" href="#main">Skip to content</a>
  <header class="top">
    <details class="menu"><summary><span class="bars" aria-hidden="true"></span><span class="unseen">Menu</span></summary><nav aria-label="Store menu">${navigation}</nav></details>
    <a class="brand" href="${base}">${facts.name}</a>
    ${switcher(request, shop)}
    <a class="out" href="/">All doors</a>
  </header>
  <nav class="side" aria-label="Store">${navigation}</nav>
  <main id="main" class="${section === "app" ? "framed" : "content"}">${content}</main>
</div>`;
  return page(platform, `${title} · ${facts.name}`, body, { scripts: ["admin.js", ...scripts] });
}

/** Who is signed in, and in which language. */
function switcher(request: Incoming, shop: ShopRecord): Markup {
  const { staff, language } = visitor(request, shop.facts);
  const option = (value: string, label: string, chosen: boolean) =>
    html`<option value="${value}"${chosen && html` selected`}>${label}</option>`;
  return html`<form class="switcher" method="post" action="/visitor" data-submit-on-change>
    <input type="hidden" name="back" value="${request.url.pathname + request.url.search}">
    <label><span class="unseen">Signed in as</span><select name="staff">${shop.facts.staff.map((one) =>
      option(one.id, `${one.firstName} ${one.lastName}${one.owner ? " (owner)" : ""}`, one.id === staff.id),
    )}</select></label>
    <label><span class="unseen">Language</span><select name="language">${Object.entries(languages).map(([value, label]) => option(value, label, value === language))}</select></label>
    <noscript><button>Switch</button></noscript>
  </form>`;
}
