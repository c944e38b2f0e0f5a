import { env } from "./env.server";

/**
 * The policy of one document: only our own scripts, those that carry this answer's nonce, and App Bridge; framed
 * by the store's admin alone. `libraryPolicy` is what the platform's library set, whose frame-ancestors name the shop.
 */
export function contentSecurityPolicy(nonce: string, libraryPolicy: string | null): string {
  const bridge = new URL(env.APP_BRIDGE_URL).origin;
  const named = /frame-ancestors ([^;]+)/.exec(libraryPolicy ?? "")?.[1];
  const ancestors = named ? [named, ...env.EXTRA_FRAME_ANCESTORS] : ["'none'"];
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' ${bridge}`,
    "style-src 'self' 'unsafe-inline' https://cdn.shopify.com",
    "font-src 'self' https://cdn.shopify.com",
    "img-src 'self' data: https://cdn.shopify.com",
    `connect-src 'self' ${bridge} https://*.shopify.com https://*.shopifysvc.com`,
    `frame-ancestors ${ancestors.join(" ")}`,
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join("; ");
}
