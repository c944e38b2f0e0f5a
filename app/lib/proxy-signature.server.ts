import { createHmac, timingSafeEqual } from "node:crypto";

/** Parameters the platform adds to a proxied request; each comes exactly once. */
const added = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"];

/** How far the platform's clock may be from ours, in seconds: its own library allows as much. */
const windowSeconds = 90;

/**
 * The parameters of an app-proxy request, by name, once its signature and time are right; null for anything else. The
 * signature is the hex HMAC-SHA256, with the client secret, of every other parameter as `name=value`, repeated ones
 * joined by commas, sorted and strung together (shopify.dev, "Authenticate app proxies").
 */
export function readProxyQuery(
  query: string,
  secrets: readonly string[],
  now: Date,
): ReadonlyMap<string, string> | null {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  if (added.some((name) => values.get(name)?.length !== 1)) return null;
  const [given = ""] = values.get("signature") ?? [];
  values.delete("signature");
  const joined = new Map([...values].map(([name, list]) => [name, list.join(",")]));
  const signed = [...joined].map(([name, value]) => `${name}=${value}`);
  if (!secrets.some((secret) => isRight(given, secret, signed.sort().join("")))) return null;
  const timestamp = joined.get("timestamp") ?? "";
  const age = now.getTime() / 1000 - Number(timestamp);
  return /^\d{1,12}$/.test(timestamp) && Math.abs(age) <= windowSeconds ? joined : null;
}

function isRight(given: string, secret: string, text: string): boolean {
  const expected = Buffer.from(createHmac("sha256", secret).update(text).digest("hex"));
  const claimed = Buffer.from(given);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
}
