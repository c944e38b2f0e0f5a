/** The permanent domain of a store. */
export const shopDomain = /^[a-z0-9][a-z0-9-]{0,98}\.myshopify\.com$/;

/**
 * The request as the library may see it. It puts the address's `shop` into a header of its pages as it stands, so that
 * with one that is no store's domain anybody could frame them, and fails on a `host` that holds no address. It reads no
 * body.
 */
export function withoutOddPlaces(request: Request): Request {
  const url = new URL(request.url);
  const shop = url.searchParams.get("shop");
  const host = url.searchParams.get("host");
  const oddShop = shop !== null && !shopDomain.test(shop);
  const oddHost = host !== null && !URL.canParse(`https://${Buffer.from(host, "base64")}`);
  if (!oddShop && !oddHost) return request;
  if (oddShop) url.searchParams.delete("shop");
  if (oddHost) url.searchParams.delete("host");
  return new Request(url, { method: request.method, headers: request.headers });
}
