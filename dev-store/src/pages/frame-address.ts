import { createHmac, randomUUID } from "node:crypto";
import { idTokenClaims, signToken } from "../oauth/jwt.ts";
import type { Platform } from "../platform.ts";
import type { ShopFacts, Staff } from "../shop/facts.ts";

/** The `host` parameter: where in the admin the app is framed. */
export function hostOf(handle: string): string {
  return Buffer.from(`admin.shopify.com/store/${handle}`).toString("base64").replace(/=+$/, "");
}

/** A fresh id token for a staff member. */
export function issueIdToken(platform: Platform, facts: ShopFacts, staff: Staff): string {
  return signToken(idTokenClaims(facts.domain, platform.env.clientId, staff.id), platform.env.clientSecret);
}

/** The address the admin gives the app's frame, signed. */
export function frameAddress(
  platform: Platform,
  facts: ShopFacts,
  staff: Staff,
  path: string,
  locale: string,
  withToken = true,
) {
  const url = new URL(path, platform.env.appUrl);
  // A path such as //elsewhere would leave the app.
  if (url.origin !== platform.env.appUrl) throw new Error("The path leaves the app.");
  const idToken = issueIdToken(platform, facts, staff);
  const params: Record<string, string> = {
    embedded: "1",
    host: hostOf(facts.handle),
    locale,
    session: randomUUID().replaceAll("-", ""),
    shop: facts.domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
    ...(withToken ? { id_token: idToken } : {}),
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  const message = [...url.searchParams]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  url.searchParams.set("hmac", createHmac("sha256", platform.env.clientSecret).update(message).digest("hex"));
  return { url: url.href, idToken };
}
