import { idTokenClaims, sessionTokenClaims, signToken, withClaims } from "../oauth/jwt.ts";
import { expireTokens } from "../oauth/tokens.ts";
import { countOrders } from "../orders/ledger.ts";
import { frameAddress, hostOf } from "../pages/frame-address.ts";
import { type Fault, freshCalls, type Platform } from "../platform.ts";
import { startOver } from "../seed.ts";
import { shops, staffMember } from "../shop/facts.ts";
import { changePlan, changeScopes, install, uninstall } from "../shop/installation.ts";
import { findShop, type Plan, plans } from "../shop/record.ts";
import { pendingDeliveries } from "../webhooks/log.ts";
import { type ControlBody, Refused } from "./body.ts";
import type { ControlCall } from "./order-calls.ts";

const faultKinds: Record<string, string[]> = {
  graphql: [
    "hang",
    "status",
    "html",
    "truncated",
    "reset",
    "throttled",
    "partial",
    "unauthorized",
    "forbidden",
    "redirect",
  ],
  token: ["hang", "status", "html", "truncated", "reset", "no-expiry", "invalid-grant"],
};

const state: ControlCall = (platform) => ({
  shops: shops.flatMap(({ handle }) => {
    const shop = findShop(platform, handle);
    return shop
      ? [
          {
            handle,
            domain: shop.facts.domain,
            plan: shop.plan,
            installed: shop.installed,
            grantedScopes: shop.granted,
            orders: countOrders(platform, shop),
          },
        ]
      : [];
  }),
  app: { ...platform.app(), url: platform.env.appUrl },
  faults: platform.faults,
  webhooks: platform.webhooks,
  tokens: platform.lifetimes,
  downUntil: platform.downUntil > Date.now() ? new Date(platform.downUntil).toISOString() : null,
  pending: pendingDeliveries(platform, true),
});

const doInstall: ControlCall = (platform, body) => {
  const shop = body.shop(platform);
  install(platform, shop);
  return { shop: shop.facts.domain };
};

const idToken: ControlCall = (platform, body) => {
  const { facts } = body.shop(platform);
  const claims = withClaims(
    idTokenClaims(facts.domain, platform.env.clientId, body.text("staff") ?? "1"),
    body.object("claims"),
  );
  return {
    idToken: signToken(claims, body.text("secret") ?? platform.env.clientSecret, body.text("alg")),
    host: hostOf(facts.handle),
    shop: facts.domain,
  };
};

const sessionToken: ControlCall = (platform, body) => {
  const { facts } = body.shop(platform);
  const claims = withClaims(
    sessionTokenClaims(facts.domain, platform.env.clientId, body.text("customerId") ?? null),
    body.object("claims"),
  );
  return {
    sessionToken: signToken(claims, body.text("secret") ?? platform.env.clientSecret, body.text("alg")),
  };
};

const appUrl: ControlCall = (platform, body) => {
  const { facts } = body.shop(platform);
  const staff = staffMember(facts, body.text("staff"));
  return frameAddress(
    platform,
    facts,
    staff,
    body.text("path") ?? platform.app().homePath,
    body.text("locale") ?? "en",
    !body.flag("bare"),
  );
};

const faults: ControlCall = (platform, body) => {
  const list = (body.list("faults") ?? []) as Fault[];
  for (const { at, kind } of list) {
    if (!faultKinds[at]?.includes(kind))
      throw new Refused(`There is no fault ${kind} at ${at}; see the README.`);
  }
  platform.faults = list.map((fault) => ({ ...fault }));
  return { faults: platform.faults };
};

const calls: ControlCall = (platform, body) => {
  const seen = platform.calls;
  if (body.flag("clear")) platform.calls = freshCalls();
  return seen;
};

/** Control calls about shops, tokens and what goes wrong. */
export const shopCalls: Record<string, ControlCall> = {
  state,
  install: doInstall,
  reinstall: doInstall,
  uninstall: (platform, body) => {
    const shop = body.shop(platform);
    uninstall(platform, shop);
    return { shop: shop.facts.domain };
  },
  scopes: (platform, body) => {
    changeScopes(platform, body.shop(platform), (body.list("granted") ?? []).map(String));
    return { granted: body.shop(platform).granted };
  },
  plan: (platform, body) => {
    const plan = body.needText("plan") as Plan;
    if (!plans.includes(plan)) throw new Refused(`There is no plan ${plan}; there are ${plans.join(", ")}.`);
    changePlan(platform, body.shop(platform), plan);
    return { plan };
  },
  "id-token": idToken,
  "session-token": sessionToken,
  "app-url": appUrl,
  "token-lifetimes": (platform, body) => {
    platform.lifetimes.accessSeconds = body.number("accessSeconds") ?? platform.lifetimes.accessSeconds;
    platform.lifetimes.refreshSeconds = body.number("refreshSeconds") ?? platform.lifetimes.refreshSeconds;
    return platform.lifetimes;
  },
  "expire-tokens": (platform, body) => ({
    expired: expireTokens(platform, body.shop(platform), body.flag("refresh")),
  }),
  faults,
  down: (platform, body) => goDown(platform, body.number("ms") ?? 30_000),
  withhold: (platform: Platform, body: ControlBody) => {
    const fields = (body.list("fields") ?? []).map(String);
    platform.withheld.set(body.shop(platform).facts.handle, new Set(fields));
    return { fields };
  },
  calls,
  reset: (platform, body) => {
    startOver(platform, body.number("seedOrders") ?? platform.env.seedOrders);
    return state(platform, body);
  },
};

/** Takes the platform away for a while: nothing is answered, nothing is sent. */
export function goDown(platform: Platform, ms: number) {
  platform.downUntil = Date.now() + ms;
  platform.wake();
  return { downUntil: new Date(platform.downUntil).toISOString() };
}
