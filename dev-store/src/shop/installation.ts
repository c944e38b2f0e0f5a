import type { OrderDocument } from "../orders/document.ts";
import type { Platform } from "../platform.ts";
import { announce } from "../webhooks/announce.ts";
import { findShop, type Plan, planRules, type ShopRecord } from "./record.ts";
import { shopTime } from "./shop-time.ts";

const redactionDelay = 48 * 3600 * 1000;

/** Grants the app what its configuration asks for. */
export function install(platform: Platform, shop: ShopRecord): void {
  platform.db
    .prepare(
      "update shop set installed = 1, granted = ?, installedAt = ?, uninstalledAt = null where handle = ?",
    )
    .run(JSON.stringify(platform.app().scopes), new Date().toISOString(), shop.facts.handle);
}

/** Ends every token, tells the app, and lets the redaction follow two days later. */
export function uninstall(platform: Platform, shop: ShopRecord): void {
  const { handle } = shop.facts;
  platform.db.prepare("update token set revoked = 1 where shop = ?").run(handle);
  for (const table of ["carrier_service", "delivery_customization", "metafield", "placement"])
    platform.db.prepare(`delete from ${table} where shop = ?`).run(handle);
  platform.db
    .prepare("update shop set installed = 0, granted = '[]', uninstalledAt = ? where handle = ?")
    .run(new Date().toISOString(), handle);
  announce(platform, shop, "app/uninstalled", shopPayload(shop), { always: true });
  const due = Date.now() + redactionDelay / platform.webhooks.timeScale;
  announce(platform, shop, "shop/redact", redactionPayload(shop), {
    always: true,
    copies: 1,
    scheduledFor: Math.round(due),
  });
}

/** Brings the shop's redaction forward, or sends one if none is waiting. */
export function redactShopNow(platform: Platform, shop: ShopRecord): number[] {
  const waiting = platform.db
    .prepare(
      "update delivery set nextAt = ?, scheduled = 0 where shop = ? and topic = 'shop/redact' and state = 'pending' and scheduled = 1 returning id",
    )
    .all(Date.now(), shop.facts.handle);
  platform.wake();
  if (waiting.length > 0) return waiting.map((row) => Number(row.id));
  return announce(platform, shop, "shop/redact", redactionPayload(shop), { always: true, copies: 1 });
}

/** Changes what the app may do in the shop and tells it. */
export function changeScopes(platform: Platform, shop: ShopRecord, granted: string[]): void {
  const now = new Date();
  platform.db
    .prepare("update shop set granted = ? where handle = ?")
    .run(JSON.stringify(granted), shop.facts.handle);
  platform.db
    .prepare("update token set scopes = ? where shop = ? and kind = 'access'")
    .run(granted.join(","), shop.facts.handle);
  const changed = findShop(platform, shop.facts.handle) ?? shop;
  announce(
    platform,
    changed,
    "app/scopes_update",
    {
      id: shop.facts.id,
      previous: shop.granted,
      current: granted,
      updated_at: shopTime(now, shop.facts.timezone),
    },
    {},
  );
}

/** Moves the shop to a plan; carrier services it no longer carries are switched off. */
export function changePlan(platform: Platform, shop: ShopRecord, plan: Plan): void {
  platform.db.prepare("update shop set plan = ? where handle = ?").run(plan, shop.facts.handle);
  if (planRules[plan].carrierService) return;
  platform.db
    .prepare(
      "update carrier_service set document = json_set(document, '$.active', json('false')) where shop = ?",
    )
    .run(shop.facts.handle);
}

/** Scopes the configuration asks for and the merchant has not yet approved. */
export function missingScopes(platform: Platform, shop: ShopRecord): string[] {
  return platform.app().scopes.filter((scope) => !shop.granted.includes(scope));
}

/** Sends one of the three compliance requests. */
export function sendCompliance(
  platform: Platform,
  shop: ShopRecord,
  topic: string,
  order: OrderDocument | null,
): number[] {
  if (topic === "shop/redact") return redactShopNow(platform, shop);
  if (!order) throw new Error("The shop has no order whose customer could ask.");
  const customer = { id: order.customer.id, email: order.customer.email, phone: order.customer.phone };
  const head = { shop_id: shop.facts.id, shop_domain: shop.facts.domain };
  const payload =
    topic === "customers/data_request"
      ? { ...head, orders_requested: [order.id], customer, data_request: { id: Date.now() } }
      : { ...head, customer, orders_to_redact: [order.id] };
  return announce(platform, shop, topic, payload, { always: true });
}

function redactionPayload(shop: ShopRecord) {
  return { shop_id: shop.facts.id, shop_domain: shop.facts.domain };
}

function shopPayload({ facts, plan }: ShopRecord) {
  const owner = facts.staff.find((staff) => staff.owner);
  return {
    id: facts.id,
    name: facts.name,
    email: facts.email,
    customer_email: facts.email,
    domain: facts.domain,
    myshopify_domain: facts.domain,
    address1: facts.address.address1,
    city: facts.address.city,
    province: facts.address.province,
    province_code: facts.address.provinceCode,
    zip: facts.address.zip,
    country: facts.address.countryCode,
    country_code: facts.address.countryCode,
    country_name: facts.address.country,
    phone: facts.address.phone,
    shop_owner: `${owner?.firstName} ${owner?.lastName}`,
    currency: facts.currency,
    iana_timezone: facts.timezone,
    primary_locale: facts.locales.find((one) => one.primary)?.locale,
    plan_name: plan,
    plan_display_name: planRules[plan].label,
    enabled_presentment_currencies: facts.presentmentCurrencies,
    created_at: shopTime(new Date(facts.createdAt), facts.timezone),
    updated_at: shopTime(new Date(), facts.timezone),
  };
}
