import { createHmac, randomUUID } from "node:crypto";
import { Session } from "@shopify/shopify-api";
import { inShop } from "../../app/db.server";
import { announce } from "../../app/jobs/queue.server";
import { offlineSessionId, sessionStorage } from "../../app/sessions.server";
import { openShop } from "../../app/shop/opening.server";

const clientId = () => process.env.SHOPIFY_API_KEY ?? "";
const clientSecret = () => process.env.SHOPIFY_API_SECRET ?? "";

/** A shop of this test's own. */
export function newShopDomain(): string {
  return `t-${randomUUID().slice(0, 13)}.myshopify.com`;
}

export type Claims = Record<string, unknown>;

/** An id token as the admin gives it; `claims` override single ones, undefined removes one. */
export function idToken(
  shop: string,
  options: { subject?: string; claims?: Claims; secret?: string; alg?: string } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: clientId(),
    sub: options.subject ?? "1",
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
    ...options.claims,
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");
  const head = `${encode({ alg: options.alg ?? "HS256", typ: "JWT" })}.${encode(claims)}`;
  if (options.alg === "none") return `${head}.`;
  return `${head}.${createHmac("sha256", options.secret ?? clientSecret())
    .update(head)
    .digest("base64url")}`;
}

/** A request of a page under the admin's frame: fetch with the id token in its header. */
export function adminRequest(
  shop: string,
  path: string,
  options: { subject?: string; form?: Record<string, string>; token?: string; method?: string } = {},
): Request {
  const headers = new Headers({ authorization: `Bearer ${options.token ?? idToken(shop, options)}` });
  const method = options.method ?? (options.form ? "POST" : "GET");
  const body = options.form && new URLSearchParams(options.form);
  return new Request(new URL(path, "http://127.0.0.1:4100"), { method, headers, ...(body && { body }) });
}

/**
 * Installs the app in a shop of its own, as opening it for the first time does, with an offline session in place
 * so that no platform is needed.
 */
export async function installedShop(options: { domain?: string; owner?: string } = {}): Promise<string> {
  const shop = options.domain ?? newShopDomain();
  await storeOfflineSession(shop);
  await open(shop, options.owner ?? "1");
  return shop;
}

/** Opens the app as a staff member whose id token was issued at `issuedAt`. */
export async function open(shop: string, subject: string, issuedAt = new Date(), beside = false) {
  return openShop(
    {
      shop,
      subject,
      issuedAt,
      scopes: "read_fulfillments,read_orders",
      locale: null,
      beside,
      now: new Date(),
    },
    announce,
  );
}

export async function storeOfflineSession(shop: string, change: Partial<Session> = {}): Promise<void> {
  const session = new Session({
    id: offlineSessionId(shop),
    shop,
    state: "",
    isOnline: false,
    scope: "read_fulfillments,read_orders",
    accessToken: `shpat_${randomUUID()}`,
    expires: new Date(Date.now() + 3_600_000),
    refreshToken: `shprt_${randomUUID()}`,
    refreshTokenExpires: new Date(Date.now() + 90 * 86_400_000),
    ...change,
  });
  await sessionStorage.storeSession(session);
}

/** A shop's row as it stands. */
export async function shopRow(shop: string) {
  return inShop(shop, (db) => db.shop.findUnique({ where: { id: shop } }));
}
