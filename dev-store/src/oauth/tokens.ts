import { randomBytes } from "node:crypto";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";

export type StoredToken = {
  token: string;
  kind: "access" | "refresh";
  mode: "online" | "offline";
  shop: string;
  staff: string | null;
  scopes: string;
  expiresAt: number;
  revoked: number;
  parent: string | null;
};

/** What the token endpoint answers for an offline token. */
export type OfflineGrant = {
  access_token: string;
  scope: string;
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
};

function store(platform: Platform, token: Omit<StoredToken, "revoked">): string {
  platform.db
    .prepare(
      "insert into token (token, kind, mode, shop, staff, scopes, expiresAt, parent) values (?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .run(
      token.token,
      token.kind,
      token.mode,
      token.shop,
      token.staff,
      token.scopes,
      token.expiresAt,
      token.parent,
    );
  return token.token;
}

function random(prefix: string): string {
  return prefix + randomBytes(16).toString("hex");
}

/** Issues an access token with a refresh token that can follow it. */
export function issueOffline(platform: Platform, shop: ShopRecord, parent: string | null): OfflineGrant {
  const { accessSeconds, refreshSeconds } = platform.lifetimes;
  const scopes = shop.granted.join(",");
  const base = { mode: "offline" as const, shop: shop.facts.handle, staff: null, scopes };
  const now = Date.now();
  return {
    access_token: store(platform, {
      ...base,
      token: random("shpat_"),
      kind: "access",
      expiresAt: now + accessSeconds * 1000,
      parent: null,
    }),
    scope: scopes,
    expires_in: accessSeconds,
    refresh_token: store(platform, {
      ...base,
      token: random("shprt_"),
      kind: "refresh",
      expiresAt: now + refreshSeconds * 1000,
      parent,
    }),
    refresh_token_expires_in: refreshSeconds,
  };
}

/** Issues an access token that acts for one staff member and has no refresh token. */
export function issueOnline(platform: Platform, shop: ShopRecord, staffId: string) {
  const seconds = Math.min(platform.lifetimes.accessSeconds * 24, 86_399);
  const scopes = shop.granted.join(",");
  const token = random("shpua_");
  store(platform, {
    token,
    kind: "access",
    mode: "online",
    shop: shop.facts.handle,
    staff: staffId,
    scopes,
    expiresAt: Date.now() + seconds * 1000,
    parent: null,
  });
  return { access_token: token, scope: scopes, expires_in: seconds };
}

/** The token, if it lives and belongs to the shop. */
export function liveToken(
  platform: Platform,
  shop: ShopRecord,
  token: string,
  kind: StoredToken["kind"],
): StoredToken | null {
  const row = platform.db
    .prepare(
      "select * from token where token = ? and kind = ? and shop = ? and revoked = 0 and expiresAt > ?",
    )
    .get(token, kind, shop.facts.handle, Date.now());
  return (row as unknown as StoredToken | undefined) ?? null;
}

/** Uses a refresh token: the one it came from dies, it lives on until its own successor is used. */
export function rotate(platform: Platform, shop: ShopRecord, used: StoredToken): OfflineGrant {
  if (used.parent) platform.db.prepare("update token set revoked = 1 where token = ?").run(used.parent);
  return issueOffline(platform, shop, used.token);
}

/** Lets the shop's tokens run out now. */
export function expireTokens(platform: Platform, shop: ShopRecord, refreshToo: boolean): number {
  const { changes } = platform.db
    .prepare("update token set expiresAt = 0 where shop = ? and (kind = 'access' or ?)")
    .run(shop.facts.handle, refreshToo ? 1 : 0);
  return Number(changes);
}
