import { fields, type Incoming, json, type Reply, redirect } from "../http.ts";
import type { Platform } from "../platform.ts";
import { shops } from "../shop/facts.ts";
import { changePlan, uninstall } from "../shop/installation.ts";
import { findShop, type Plan, plans, type ShopRecord } from "../shop/record.ts";
import { atOnce } from "../state.ts";
import { appProxy } from "../theme/app-proxy.ts";
import { themeAsset } from "../theme/theme-block.ts";
import { appFrame, approve } from "./app-frame.ts";
import { browserFile } from "./browser-files.ts";
import { buyerOrderPage, buyerSessionToken } from "./buyer-order-pages.ts";
import { checkoutPage } from "./checkout-pages.ts";
import { deliveryLog } from "./delivery-log.ts";
import { doors, phone } from "./doors.ts";
import { editorPage } from "./editors.ts";
import { extensionCode, extensionSandbox } from "./extension-slot.ts";
import { issueIdToken } from "./frame-address.ts";
import { happen } from "./happen.ts";
import { mailHtml, mailList, mailPage } from "./mail-pages.ts";
import { orderDesk, orderPage } from "./order-desk.ts";
import { changeOrder } from "./order-forms.ts";
import { moveParcels, parcelDesk } from "./parcel-desk.ts";
import { settingsPage, storeHome } from "./store-pages.ts";
import { startCheckout, storefront } from "./storefront.ts";
import { isLanguage, visitor, visitorCookies } from "./visitor.ts";

/** The page of an address, or null. */
export async function pageFor(platform: Platform, request: Incoming): Promise<Reply | null> {
  const { pathname, searchParams } = request.url;
  const posted = request.method === "POST";
  if (
    posted &&
    request.headers.origin !== undefined &&
    request.headers.origin !== `http://${request.headers.host}`
  ) {
    return json(403, { error: "Forms are posted from this origin." });
  }
  const file = await browserFile(pathname);
  if (file) return file;
  if (pathname === "/") return doors(platform, searchParams.get("done"));
  if (pathname === "/phone") return phone(platform);
  if (pathname === "/enter/agent") return enterAsAgent(platform, request);
  if (pathname === "/happen" && posted) return happen(platform, request);
  if (pathname === "/visitor" && posted) return switchVisitor(request);
  if (pathname === "/deliveries") return deliveryLog(platform, request);
  if (pathname === "/mail") return mailList(platform);
  const mail = /^\/mail\/(\d+)(\/html)?$/.exec(pathname);
  if (mail) return (mail[2] ? mailHtml : mailPage)(platform, Number(mail[1]));
  const admin = /^\/admin\/store\/([^/]+)(\/.*)?$/.exec(pathname);
  const adminOf = admin && findShop(platform, admin[1] ?? "");
  if (adminOf) return adminPageFor(platform, adminOf, request, admin[2] ?? "", posted);
  return buyerPageFor(platform, request, posted);
}

/** Pages of buyers and what those pages load. */
function buyerPageFor(
  platform: Platform,
  request: Incoming,
  posted: boolean,
): Reply | Promise<Reply | null> | null {
  const { pathname } = request.url;
  const asset = /^\/theme-assets\/([\w-]+)\/([\w-]+\.\w+)$/.exec(pathname);
  if (asset) return themeAsset(platform, asset[1] ?? "", asset[2] ?? "");
  const proxied = /^\/storefront\/([^/]+)(\/.+)$/.exec(pathname);
  const proxiedOf = proxied && findShop(platform, proxied[1] ?? "");
  if (proxiedOf) return appProxy(platform, proxiedOf, request, proxied[2] ?? "");
  if (pathname === "/extension-sandbox") return extensionSandbox(request);
  const extension = /^\/extensions\/([\w-]+)\.js$/.exec(pathname);
  if (extension) return extensionCode(platform, request, extension[1] ?? "");
  const [, kind = "", handle = "", id = "", step = null, rest] = pathname.split("/");
  const shop = rest === undefined ? findShop(platform, handle) : null;
  if (!shop) return null;
  if (kind === "storefront" && id === "")
    return posted ? startCheckout(platform, shop, request) : storefront(platform, shop, request);
  if (kind === "checkout" && (step === null || step === "shipping"))
    return checkoutPage(platform, shop, request, id, step);
  if (step !== null) return null;
  if (kind === "session-token" && posted) return buyerSessionToken(platform, shop);
  if (kind === "thank-you" || kind === "order-status")
    return buyerOrderPage(platform, shop, request, kind, Number(id));
  return null;
}

function adminPageFor(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  path: string,
  posted: boolean,
): Reply | null {
  const base = `/admin/store/${shop.facts.handle}`;
  const body = posted ? (fields(request) ?? {}) : {};
  const app = /^\/apps\/([^/]+)(\/.*)?$/.exec(path);
  if (app) return appFrame(platform, shop, request, app[1] ?? "", app[2] ?? "");
  if (path === "" || path === "/") return storeHome(platform, shop, request);
  // The platform's install address ends in the same place as opening the app.
  if (path === "/oauth/install")
    return redirect(`${base}/apps/${request.url.searchParams.get("client_id") ?? ""}`);
  if (path === "/settings/checkout/editor") return editorPage(platform, shop, request, "checkout", posted);
  if (path === "/themes/current/editor") return editorPage(platform, shop, request, "theme", posted);
  if (path === "/settings") return settingsPage(platform, shop, request);
  if (path === "/scopes")
    return json(200, { granted: shop.granted, required: platform.app().scopes, optional: [] });
  if (path === "/id-token" && posted) {
    if (!shop.installed) return json(403, { error: "The app is not installed." });
    return json(200, { idToken: issueIdToken(platform, shop.facts, visitor(request, shop.facts).staff) });
  }
  if (path === "/install" && posted) return approve(platform, shop);
  if (path === "/uninstall" && posted) {
    uninstall(platform, shop);
    return redirect(`${base}/settings`);
  }
  if (path === "/plan" && posted) {
    if (plans.includes(body.plan as Plan)) changePlan(platform, shop, body.plan as Plan);
    return redirect(`${base}/settings`);
  }
  if (path === "/parcels")
    return posted ? moveParcels(platform, shop, request) : parcelDesk(platform, shop, request);
  const order = /^\/orders(?:\/(\d+)(?:\/([a-z]+))?)?$/.exec(path);
  if (!order) return null;
  if (posted)
    return atOnce(platform.db, () =>
      changeOrder(platform, shop, base, Number(order[1] ?? 0), order[2] ?? "place", body),
    );
  return order[1] ? orderPage(platform, shop, request, Number(order[1])) : orderDesk(platform, shop, request);
}

/** The door of the second employee: signed in, with the app's inbox open. */
function enterAsAgent(platform: Platform, request: Incoming): Reply {
  const [first] = shops;
  const language = visitor(request, first).language;
  return redirect(`/admin/store/${first.handle}/apps/${platform.app().handle}/app/inbox`, {
    "set-cookie": visitorCookies("2", language),
  });
}

function switchVisitor(request: Incoming): Reply {
  const body = fields(request) ?? {};
  const back = String(body.back ?? "/");
  const language = String(body.language ?? "en");
  // Only a path of this server, never another host.
  const target = /^\/(?!\/)[^\\]*$/.test(back) ? back : "/";
  return redirect(target, {
    "set-cookie": visitorCookies(String(body.staff ?? "1"), isLanguage(language) ? language : "en"),
  });
}
