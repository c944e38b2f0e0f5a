import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { env } from "./env.server";
import { log } from "./log.server";
import { sessionStorage } from "./sessions.server";

/** Longest wait for the platform in one call made by its library, in milliseconds. */
const platformDeadlineMs = 10_000;

setAbstractFetchFunc(
  (input, init) =>
    fetch(input as RequestInfo, {
      ...(init as RequestInit),
      signal: AbortSignal.timeout(platformDeadlineMs),
    }) as unknown as ReturnType<Parameters<typeof setAbstractFetchFunc>[0]>,
);

// The library's messages quote tokens and shop addresses at debug level, so only its warnings are kept, and
// of those only that there was one.
const logger = {
  level: LogSeverity.Warning,
  log: async (severity: LogSeverity) => log.warn({ severity }, "the platform library warned"),
};

export const shopify = shopifyApp({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  apiVersion: ApiVersion.July26,
  appUrl: env.SHOPIFY_APP_URL,
  authPathPrefix: "/auth",
  sessionStorage,
  distribution: AppDistribution.AppStore,
  useOnlineTokens: false,
  logger,
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
});

/** The library below `shopify`, for what that one does not pass on (refreshing a token in the background). */
export const platformApi = shopifyApi({
  apiKey: env.SHOPIFY_API_KEY,
  apiSecretKey: env.SHOPIFY_API_SECRET,
  apiVersion: ApiVersion.July26,
  hostName: new URL(env.SHOPIFY_APP_URL).host,
  isEmbeddedApp: true,
  logger,
});
