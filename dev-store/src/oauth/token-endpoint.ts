import { timingSafeEqual } from "node:crypto";
import { fields, type Incoming, json, pause, type Reply } from "../http.ts";
import { type Fault, type Platform, takeFault } from "../platform.ts";
import { staffMember } from "../shop/facts.ts";
import type { ShopRecord } from "../shop/record.ts";
import { verifyToken } from "./jwt.ts";
import { issueOffline, issueOnline, liveToken, rotate } from "./tokens.ts";

const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
const idTokenType = "urn:ietf:params:oauth:token-type:id_token";
const onlineType = "urn:shopify:params:oauth:token-type:online-access-token";
const offlineType = "urn:shopify:params:oauth:token-type:offline-access-token";

/** `POST /admin/oauth/access_token` of one shop. */
export async function tokenEndpoint(platform: Platform, shop: ShopRecord, request: Incoming): Promise<Reply> {
  const fault = takeFault(platform, "token", shop.facts.handle);
  if (fault?.kind === "hang") await pause(fault.ms ?? 0);
  if (fault?.kind === "invalid-grant")
    return refuse(platform, 400, "invalid_grant", "The refresh token is not active.");
  if (fault?.kind === "status") {
    platform.calls.token.refused += 1;
    return json(
      fault.status ?? 500,
      { errors: "Internal Server Error" },
      fault.retryAfter ? { "retry-after": String(fault.retryAfter) } : {},
    );
  }
  return spoil(grant(platform, shop, request), fault);
}

function grant(platform: Platform, shop: ShopRecord, request: Incoming): Reply {
  const body = fields(request);
  if (!body) return refuse(platform, 400, "invalid_request", "The body cannot be read.");
  if (body.client_id !== platform.env.clientId)
    return refuse(platform, 400, "application_cannot_be_found", "No app has this client id.");
  if (!sameText(body.client_secret, platform.env.clientSecret))
    return refuse(platform, 401, "invalid_client", "The client secret is wrong.");
  if (body.grant_type === exchangeGrant) return exchange(platform, shop, body);
  if (body.grant_type === "refresh_token") return refresh(platform, shop, body);
  return refuse(platform, 400, "unsupported_grant_type", "The grant type is not supported.");
}

function exchange(platform: Platform, shop: ShopRecord, body: Record<string, unknown>): Reply {
  if (body.subject_token_type !== idTokenType)
    return refuse(platform, 400, "invalid_request", "subject_token_type must be an id token.");
  const claims = verifyToken(
    String(body.subject_token ?? ""),
    platform.env.clientSecret,
    platform.env.clientId,
  );
  if (!claims || claims.dest !== `https://${shop.facts.domain}`) {
    return refuse(platform, 400, "invalid_subject_token", "The subject token is not valid for this shop.");
  }
  if (!shop.installed)
    return refuse(platform, 400, "app_not_installed", "The app is not installed on this shop.");
  if (body.requested_token_type === onlineType) return online(platform, shop, String(claims.sub));
  if (body.requested_token_type !== offlineType)
    return refuse(platform, 400, "invalid_request", "requested_token_type is not known.");
  // New apps must ask for expiring tokens; the platform no longer serves them others.
  if (String(body.expiring ?? "") !== "1")
    return refuse(platform, 400, "invalid_request", "Offline tokens must be expiring.");
  platform.calls.token.exchange += 1;
  return json(200, issueOffline(platform, shop, null));
}

function online(platform: Platform, shop: ShopRecord, staffId: string): Reply {
  const staff = staffMember(shop.facts, staffId);
  platform.calls.token.exchange += 1;
  const issued = issueOnline(platform, shop, staffId);
  return json(200, {
    ...issued,
    associated_user_scope: issued.scope,
    associated_user: {
      id: Number(staff.id),
      first_name: staff.firstName,
      last_name: staff.lastName,
      email: staff.email,
      account_owner: staff.owner,
      locale: "en",
      collaborator: false,
      email_verified: true,
    },
  });
}

function refresh(platform: Platform, shop: ShopRecord, body: Record<string, unknown>): Reply {
  const used = shop.installed ? liveToken(platform, shop, String(body.refresh_token ?? ""), "refresh") : null;
  if (!used) return refuse(platform, 400, "invalid_grant", "The refresh token is not active.");
  platform.calls.token.refresh += 1;
  return json(200, rotate(platform, shop, used));
}

function refuse(platform: Platform, status: number, error: string, description: string): Reply {
  platform.calls.token.refused += 1;
  return json(status, { error, error_description: description });
}

function spoil(reply: Reply, fault: Fault | null): Reply {
  const text = String(reply.body ?? "");
  if (fault?.kind === "reset") return { status: 500, cut: true };
  if (fault?.kind === "html")
    return {
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<!doctype html><title>Something went wrong</title>",
    };
  if (fault?.kind === "truncated") return { ...reply, body: text.slice(0, text.length / 2) };
  if (fault?.kind === "no-expiry" && reply.status === 200) {
    const { expires_in: _left, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return json(200, rest);
  }
  return reply;
}

function sameText(given: unknown, expected: string): boolean {
  const left = Buffer.from(String(given ?? ""));
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
