import { type Incoming, notFound, type Reply, redirect } from "../http.ts";
import type { Platform } from "../platform.ts";
import { changeScopes, install, missingScopes } from "../shop/installation.ts";
import type { ShopRecord } from "../shop/record.ts";
import { adminPage } from "./admin-shell.ts";
import { frameAddress } from "./frame-address.ts";
import { html } from "./html.ts";
import { visitor } from "./visitor.ts";

/** `/admin/store/<handle>/apps/<app>[/…]`: the app in its frame, or what must be approved first. */
export function appFrame(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  appHandle: string,
  rest: string,
): Reply {
  const app = platform.app();
  const base = `/admin/store/${shop.facts.handle}/apps/${app.handle}`;
  if (appHandle === platform.env.clientId) return redirect(base + rest + request.url.search);
  // A path of two slashes would name another host.
  if (appHandle !== app.handle || rest.startsWith("//")) return notFound();
  const needed = shop.installed ? missingScopes(platform, shop) : app.scopes;
  if (!shop.installed || needed.length > 0) return approval(platform, shop, request, needed);

  // Fewer scopes need nobody's approval; they apply when the app is next opened.
  if (shop.granted.length > app.scopes.length) changeScopes(platform, shop, app.scopes);

  const { staff, language } = visitor(request, shop.facts);
  const path = rest === "" || rest === "/" ? app.homePath : rest;
  const { url } = frameAddress(platform, shop.facts, staff, path + request.url.search, language);
  const content = html`<div class="app-shell" data-app-shell data-app-origin="${platform.env.appUrl}" data-base="${base}" data-store="${shop.facts.handle}"
    data-store-name="${shop.facts.name}" data-owner="${String(staff.owner)}" data-path="${path}">
  <div class="app-bar">
    <span data-breadcrumb></span>
    <span class="app-mark" aria-hidden="true">${app.name.slice(0, 1)}</span>
    <h1 class="app-name">${app.name}<span class="page-title" data-page-title></span></h1>
    <span class="title-actions" data-title-actions></span>
    <button type="button" class="quiet" data-support hidden>Support</button>
    <details class="app-menu" data-app-menu hidden><summary>Pages</summary><ul data-app-nav></ul></details>
  </div>
  <div class="save-bar" role="region" aria-label="Unsaved changes" data-save-bar hidden><span>Unsaved changes</span>
    <button type="button" data-discard>Discard</button><button type="button" class="primary" data-save>Save</button></div>
  <div class="progress" role="progressbar" aria-label="Loading" data-progress hidden></div>
  <p class="frame-wait" data-frame-wait>Opening ${app.name}…</p>
  <iframe src="${url}" title="${app.name}" allow="clipboard-write"></iframe>
  <div class="toasts" role="status" data-toasts></div>
  <dialog data-leave-dialog aria-labelledby="leave-title"><form method="dialog"><h2 id="leave-title">Leave without saving?</h2><p>Your changes on this page will be lost.</p>
    <p class="row end"><button value="stay" autofocus>Stay</button><button value="leave" class="primary critical">Leave page</button></p></form></dialog>
</div>`;
  return adminPage(platform, shop, request, "app", app.name, content, ["admin-frame.js"]);
}

/** The page on which a merchant grants what the app asks for. */
function approval(platform: Platform, shop: ShopRecord, request: Incoming, needed: string[]): Reply {
  const app = platform.app();
  const update = shop.installed;
  const content = html`<div class="narrow"><div class="card">
  <h1>${update ? `${app.name} needs more access` : `Install ${app.name}`}</h1>
  <p>${update ? "The app has changed and asks for these as well:" : `${app.name} asks ${shop.facts.name} for:`}</p>
  <ul class="scopes">${needed.map((scope) => html`<li>${scopeWords(scope)} <code>${scope}</code></li>`)}</ul>
  <form method="post" action="/admin/store/${shop.facts.handle}/install"><p class="row end"><a class="button" href="/admin/store/${shop.facts.handle}">Cancel</a>
  <button class="primary">${update ? "Approve" : "Install"}</button></p></form>
</div></div>`;
  return adminPage(
    platform,
    shop,
    request,
    "install",
    update ? "Approve access" : `Install ${app.name}`,
    content,
  );
}

/** Grants and opens the app. */
export function approve(platform: Platform, shop: ShopRecord): Reply {
  const app = platform.app();
  if (shop.installed) changeScopes(platform, shop, app.scopes);
  else install(platform, shop);
  return redirect(`/admin/store/${shop.facts.handle}/apps/${app.handle}`);
}

function scopeWords(scope: string): string {
  const [verb, ...subject] = scope.split("_");
  return `${verb === "write" ? "View and edit" : "View"} ${subject.join(" ")}`;
}
