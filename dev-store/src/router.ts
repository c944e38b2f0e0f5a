import { graphqlEndpoint } from "./api/endpoint.ts";
import { controlEndpoint } from "./control/endpoint.ts";
import { type Incoming, json, notFound, type Reply } from "./http.ts";
import { tokenEndpoint } from "./oauth/token-endpoint.ts";
import { pageFor } from "./pages/pages.ts";
import type { Platform } from "./platform.ts";
import { findShop } from "./shop/record.ts";
import { appProxy } from "./theme/app-proxy.ts";

/** Gives every request its answer. */
export async function answer(platform: Platform, request: Incoming): Promise<Reply> {
  const { pathname } = request.url;
  const originalHost = request.headers["x-original-host"];
  if (typeof originalHost === "string") return platformApi(platform, originalHost, request);
  if (pathname.startsWith("/control/")) return controlEndpoint(platform, request);
  return (await pageFor(platform, request)) ?? notFound();
}

/** What a shop's own domain answers to the app. */
async function platformApi(platform: Platform, host: string, request: Incoming): Promise<Reply> {
  if (Date.now() < platform.downUntil) return json(503, { errors: "Service Unavailable" });
  const shop = host.endsWith(".myshopify.com") ? findShop(platform, host) : null;
  if (!shop) return json(404, { errors: "Not Found" });
  const { pathname } = request.url;
  const version = /^\/admin\/api\/([^/]+)\/graphql\.json$/.exec(pathname)?.[1];
  if (request.method === "POST" && pathname === "/admin/oauth/access_token")
    return tokenEndpoint(platform, shop, request);
  if (request.method === "POST" && version === "2026-07") return graphqlEndpoint(platform, shop, request);
  return (await appProxy(platform, shop, request, pathname)) ?? json(404, { errors: "Not Found" });
}
