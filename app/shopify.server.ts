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

function appWith(apiSecretKey: string) {
  return shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey,
    apiVersion: ApiVersion.July26,
    appUrl: env.SHOPIFY_APP_URL,
    authPathPrefix: "/auth",
    sessionStorage,
    distribution: AppDistribution.AppStore,
    useOnlineTokens: false,
    logger,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });
}

function apiWith(apiSecretKey: string) {
  return shopifyApi({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey,
    apiVersion: ApiVersion.July26,
    hostName: new URL(env.SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
    logger,
  });
}

export const shopify = appWith(env.SHOPIFY_API_SECRET);

/** The library below `shopify`, for what that one does not pass on (refreshing a token in the background). */
export const platformApi = apiWith(env.SHOPIFY_API_SECRET);

// While the client secret is rotated the platform goes on signing with the older one until that is revoked.
const previous = env.SHOPIFY_API_SECRET_PREVIOUS;
const signers = [
  { app: shopify, api: platformApi },
  ...(previous === undefined ? [] : [{ app: appWith(previous), api: apiWith(previous) }]),
];

type Proven = {
  claims: Awaited<ReturnType<typeof platformApi.session.decodeSessionToken>>;
  /** The library's app that has the token's secret and so can accept it. */
  app: typeof shopify;
};

/**
 * The claims of a token signed with a client secret in force, for this app, and within its time (10 s of tolerance).
 * Null for any other.
 */
export async function proveToken(token: string): Promise<Proven | null> {
  for (const { app, api } of signers) {
    const claims = await api.session.decodeSessionToken(token).catch(() => null);
    if (claims) return { claims, app };
  }
  return null;
}
