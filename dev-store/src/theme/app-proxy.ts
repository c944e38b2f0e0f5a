import { createHmac } from "node:crypto";
import { type Incoming, notFound, type Reply } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { ShopRecord } from "../shop/record.ts";

const patienceMs = 10_000;
/** Parameters the platform sets itself, whatever a visitor wrote. */
const reserved = ["shop", "logged_in_customer_id", "path_prefix", "timestamp", "signature"];

/**
 * Forwards a request below the shop's `/apps/<subpath>` to the app: with the shop, nobody logged in, the time, and a
 * signature over all parameters. Cookies travel neither way. Null for an address that is not the app's.
 */
export async function appProxy(
  platform: Platform,
  shop: ShopRecord,
  request: Incoming,
  path: string,
): Promise<Reply | null> {
  const { proxy } = platform.app();
  if (!proxy) return null;
  const prefix = `/${proxy.prefix}/${proxy.subpath}`;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return null;
  if (!shop.installed || !shop.granted.includes("write_app_proxy")) return notFound();
  const query = new URLSearchParams(request.url.searchParams);
  for (const name of reserved) query.delete(name);
  query.set("shop", shop.facts.domain);
  query.set("logged_in_customer_id", "");
  query.set("path_prefix", prefix);
  query.set("timestamp", String(Math.floor(Date.now() / 1000)));
  query.set("signature", signatureOf(query, platform.env.clientSecret));
  const address = `${proxy.url}${path.slice(prefix.length)}?${query}`;
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  try {
    const response = await fetch(address, {
      method: request.method,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        accept: request.headers.accept ?? "*/*",
        "x-forwarded-host": shop.facts.domain,
        ...(hasBody && { "content-type": request.headers["content-type"] ?? "" }),
      },
      ...(hasBody && { body: new Uint8Array(request.body) }),
    });
    const kept = ["content-type", "cache-control", "location"].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    return {
      status: response.status,
      headers: Object.fromEntries(kept),
      body: Buffer.from(await response.arrayBuffer()),
    };
  } catch {
    return { status: 502, headers: { "content-type": "text/plain" }, body: "The app did not answer." };
  }
}

/** As documented: `name=value`, repeated values joined by commas, sorted, strung together; hex HMAC-SHA256. */
function signatureOf(query: URLSearchParams, secret: string): string {
  const names = [...new Set(query.keys())];
  const parts = names.map((name) => `${name}=${query.getAll(name).join(",")}`).sort();
  return createHmac("sha256", secret).update(parts.join("")).digest("hex");
}
