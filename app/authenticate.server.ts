import { ShopifyError } from "@shopify/shopify-api";
import { v7 as newId } from "uuid";
import type { AdminCtx, BuyerCtx, Ctx, InvitedCtx, Tenant, Vault } from "./context";
import { type Db, inShop } from "./db.server";
import { env } from "./env.server";
import { smtpMail } from "./gateways/mail/smtp-mail.server";
import { adminClient } from "./gateways/shopify/admin-client.server";
import { offlineToken } from "./gateways/shopify/offline-token.server";
import { type StoreAdmin, storeAdmin } from "./gateways/shopify/store-admin.server";
import { shopOfKey } from "./invitation-key.server";
import { announce } from "./jobs/queue.server";
import { readProxyQuery } from "./lib/proxy-signature.server";
import { shopDomain, withoutOddPlaces } from "./library-request";
import { pickLocale } from "./locales/supported";
import { log } from "./log.server";
import { can, type Permission } from "./shop/core/permissions";
import { fenceInstall, type InstallFence } from "./shop/install-fence.server";
import { forgetVault, rememberedVault, vaultOf } from "./shop/keys.server";
import { openShop } from "./shop/opening.server";
import { findShop, noteNeedsLogin } from "./shop/store.server";
import { proveToken, shopify } from "./shopify.server";

/** The shop of a token's `dest`, which is an address for staff tokens and a bare domain for buyers' tokens. */
export function readShopDomain(dest: string): string | null {
  const domain = dest.replace(/^https:\/\//, "").toLowerCase();
  return shopDomain.test(domain) ? domain : null;
}

const clientSecrets = [env.SHOPIFY_API_SECRET, env.SHOPIFY_API_SECRET_PREVIOUS].filter(
  (secret) => secret !== undefined,
);

/** Routes anyone may ask: they show nothing of any shop. Every other route's first call is one of this module's. */
export const publicRoutes: readonly string[] = ["root", "routes/_index", "routes/$"];

const mail = smtpMail(env.SMTP_URL ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null);

function contextFor(shop: Tenant, requestId: string): Ctx {
  return {
    shop,
    requestId,
    log: log.child({ requestId }),
    now: () => new Date(),
    newId,
    transact: (work) => inShop(shop.id, work),
    announce: (db, fact) => announce(db, shop.id, fact),
    admin: adminFor(shop.id),
    mail,
  };
}

/** `install`: the one this is for, asked before every call whether it still stands; the shop's own where absent. */
function adminFor(shop: string, install?: InstallFence): StoreAdmin {
  const stands = (db: Db) => install?.stands(db) ?? Promise.resolve(true);
  const client = adminClient({
    shop,
    token: async (dead) =>
      !install || (await inShop(shop, stands))
        ? offlineToken(shop, dead)
        : { ok: false, problem: "needs-login" },
    // Of an install that is gone nothing is said about the one that came after.
    onNeedsLogin: () =>
      inShop(shop, async (db) => {
        if (await stands(db)) await noteNeedsLogin(db, shop, new Date());
      }),
    sleep: (ms) => (ms > 0 ? new Promise((done) => setTimeout(done, ms)) : Promise.resolve()),
    // A clock that is set must neither shorten nor stretch what the client waits.
    now: () => performance.now(),
    random: Math.random,
  });
  return storeAdmin(client);
}

function requestIdOf(request: Request): string {
  return request.headers.get("x-request-id") ?? newId();
}

/**
 * The library's app for a request: the one with the secret its token is signed with. Refuses a rightly signed token that
 * names no shop, no person or no time. The library passes on such claims: it would fail on them, or ask an address that
 * is no store for an access token.
 */
async function libraryFor(request: Request): Promise<typeof shopify> {
  const inHeader = request.headers.get("authorization")?.replace("Bearer ", "");
  const token = inHeader || new URL(request.url).searchParams.get("id_token");
  const proven = token ? await proveToken(token) : null;
  // What does not verify the library answers: 401, or the way to a new token.
  if (!proven) return shopify;
  const { claims, app } = proven;
  const shop = typeof claims.dest === "string" && readShopDomain(claims.dest);
  const complete = shop && typeof claims.sub === "string" && claims.sub && claims.exp && claims.iat;
  if (!complete) throw new Response(null, { status: 401 });
  return app;
}

/**
 * Staff inside the store's admin. Verifies the platform's id token (library), installs or brings back the shop on
 * its first proof, knows the person, and asks whether their role allows what they came for.
 * Throws a Response: 401 and redirects from the library, 401 for a token from before an uninstall, 403 for a role.
 */
export async function fromAdmin(request: Request, permission: Permission): Promise<AdminCtx> {
  return (await staffOf(request, permission)).ctx;
}

/**
 * Staff looking at a page of the admin that an extension of ours stands on. As `fromAdmin`, but the extension runs on
 * another origin: `cors` lets it read the answer, the thrown ones carry the same headers, and whoever brings no token
 * in the header gets 401 instead of a redirect, because there is no page to lead anywhere. OPTIONS throws its 204.
 */
export async function fromAdminExtension(
  request: Request,
  permission: Permission,
): Promise<{ ctx: AdminCtx; cors: Cors }> {
  try {
    const bearer = /^Bearer ./.test(request.headers.get("authorization") ?? "");
    if (!bearer && request.method !== "OPTIONS") throw new Response(null, { status: 401 });
    return await staffOf(request, permission, { beside: true });
  } catch (refusal) {
    throw refusal instanceof Response ? readableElsewhere(refusal, request) : refusal;
  }
}

/** Marks an answer as readable by the extension that asked for it. */
type Cors = (response: Response) => Response;

/** The library marks the answers it throws itself; ours are thrown before or after it and need the same. */
function readableElsewhere(refusal: Response, request: Request): Response {
  const origin = request.headers.get("origin");
  if (!origin || origin === new URL(env.SHOPIFY_APP_URL).origin) return refusal;
  refusal.headers.set("Access-Control-Allow-Origin", "*");
  return refusal;
}

async function staffOf(
  request: Request,
  permission: Permission,
  options: { beside?: boolean } = {},
): Promise<{ ctx: AdminCtx; cors: Cors }> {
  const requestId = requestIdOf(request);
  const library = await libraryFor(request);
  const { session, sessionToken, cors } = await library.authenticate.admin(withoutOddPlaces(request));
  const shop = sessionToken && readShopDomain(sessionToken.dest);
  if (!shop || !sessionToken.sub || shop !== session.shop) throw new Response(null, { status: 401 });
  const opening = {
    shop,
    subject: sessionToken.sub,
    issuedAt: new Date(sessionToken.iat * 1000),
    scopes: session.scope ?? "",
    locale: askedLocale(request),
    now: new Date(),
    ...options,
  };
  const opened = await openShop(opening, announce);
  if (opened === "stale") {
    log.warn({ requestId, shop }, "an id token from before the uninstall was refused");
    throw new Response(null, { status: 401, headers: { "X-Shopify-Retry-Invalid-Session-Request": "1" } });
  }
  if (opened === "unopened") throw new Response(null, { status: 403 });
  const { tenant, staff } = opened;
  if (!can(staff.role, permission)) {
    log.warn({ requestId, shop, permission }, "the role does not allow this");
    throw new Response(null, { status: 403 });
  }
  const ctx: AdminCtx = {
    ...contextFor(tenant, requestId),
    staff: { subject: staff.subject, role: staff.role, displayName: staff.displayName },
    clientId: env.SHOPIFY_API_KEY,
    locale: pickLocale(opening.locale, staff.locale, request.headers.get("accept-language")),
  };
  return { ctx, cors };
}

/** The language the admin names in the frame's address; later requests of the page do not repeat it. */
function askedLocale(request: Request): string | null {
  const asked = new URL(request.url).searchParams.get("locale");
  return asked && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/.test(asked) ? asked : null;
}

/** The library's own pages below /auth. Throws its Response; 400 for a destination it will not send anybody to. */
export async function fromAuth(request: Request): Promise<void> {
  // Whom the library can tie to no store it sends here, and it has no page of its own for them.
  if (new URL(request.url).pathname === "/auth/login") {
    throw new Response(null, { status: 302, headers: { Location: "/" } });
  }
  const library = await libraryFor(request);
  try {
    await library.authenticate.admin(withoutOddPlaces(request));
  } catch (refusal) {
    throw refusal instanceof ShopifyError ? new Response(null, { status: 400 }) : refusal;
  }
}

/**
 * A buyer's block on the thank-you or order-status page. Verifies the platform's session token (signature, audience,
 * expiry with 10 s of tolerance; library) and finds the installed shop. Null for anything else.
 * The token carries no order: an order id the block sends stays untrusted until it is matched.
 */
export async function fromBuyer(
  authorization: string | undefined,
  requestId: string,
): Promise<BuyerCtx | null> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? "")?.[1];
  if (!token) return null;
  const claims = (await proveToken(token))?.claims;
  const shop = typeof claims?.dest === "string" && readShopDomain(claims.dest);
  if (!claims || !shop || typeof claims.exp !== "number") return null;
  const vault = await installedVault(shop);
  if (!vault) return null;
  const customerId = /^gid:\/\/shopify\/Customer\/(\d{1,20})$/.exec(claims.sub ?? "")?.[1] ?? null;
  return { ...contextFor({ id: shop, vault }, requestId), buyer: { customerId, tokenId: claims.jti ?? "" } };
}

/**
 * Whoever holds the link to a provider's form. Its key names the shop; whether the link still opens is asked of the shop's
 * own row. Null for a key nobody was given. Throws a Response: 429 and 503 as `shopOfKey` does.
 */
export async function fromInvitation(request: Request, key: string): Promise<InvitedCtx | null> {
  const found = await shopOfKey(key);
  const vault = found && (await installedVault(found.shop));
  if (!vault) return null;
  return { ...contextFor({ id: found.shop, vault }, requestIdOf(request)), keyHash: found.keyHash };
}

/** The vault of a shop that has the app; null for any other. */
async function installedVault(shop: string): Promise<Vault | null> {
  return inShop(shop, async (db) => {
    const row = await findShop(db, shop);
    return row?.state === "installed" ? vaultOf(db, shop, { epoch: row.epoch }) : null;
  });
}

/**
 * Somebody on the store's own pages, through the platform's app proxy. Verifies signature and time of the raw query;
 * null for anything else. `open` finds the installed shop it was signed for, null where the app is gone: apart, so that
 * what is remembered of a shop is answered without the database. The platform may name the customer who is logged in;
 * nothing here looks at them.
 */
export function fromProxy(
  query: string,
  requestId: string,
): { shop: string; parameters: ReadonlyMap<string, string>; open(): Promise<Ctx | null> } | null {
  const parameters = readProxyQuery(query, clientSecrets, new Date());
  const shop = parameters && readShopDomain(parameters.get("shop") ?? "");
  if (!shop) return null;
  return { shop, parameters, open: () => forJob(shop, requestId, { alsoWhenUninstalled: false }) };
}

/**
 * The shop a verified webhook was delivered for: its vault, or null when it was never installed or is erased. What this
 * process remembers of it may be a minute old, unless it is asked for `anew`.
 */
export async function vaultForDelivery(
  shop: string,
  { anew = false }: { anew?: boolean } = {},
): Promise<Vault | null> {
  if (anew) forgetVault(shop);
  return rememberedVault(shop) ?? inShop(shop, (db) => vaultOf(db, shop, { epoch: null }));
}

/**
 * Background work for a shop. Null when the shop is unknown, or uninstalled and the work is not meant for that. Such work
 * lasts long enough for the app to be removed, the shop erased and the app installed anew meanwhile: from then on it
 * writes nothing, calls nobody and fails; the next try finds the shop as it stands.
 */
export async function forJob(
  shop: string,
  jobId: string,
  options: { alsoWhenUninstalled: boolean },
): Promise<Ctx | null> {
  const found = await inShop(shop, async (db) => {
    const row = await findShop(db, shop);
    if (!row || (row.state !== "installed" && !options.alsoWhenUninstalled)) return null;
    return { epoch: row.epoch, vault: await vaultOf(db, shop, { epoch: row.epoch }) };
  });
  if (!found) return null;
  const install = fenceInstall(shop, { epoch: found.epoch, keyed: found.vault !== null }, options);
  return {
    ...contextFor({ id: shop, vault: found.vault ?? keyless }, jobId),
    transact: install.transact,
    admin: adminFor(shop, install),
  };
}

function noKey(): never {
  throw new Error("the shop's keys are destroyed");
}

/** Stands in where a shop's keys are destroyed: erasing goes on without them, sealing and opening fail. */
const keyless: Vault = { seal: noKey, open: noKey, openText: noKey, index: noKey };
