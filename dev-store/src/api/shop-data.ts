import type { Platform } from "../platform.ts";
import type { MarketFacts, ShopFacts } from "../shop/facts.ts";
import { planRules, type ShopRecord } from "../shop/record.ts";
import { connection, type PageArgs, placed } from "./connection.ts";

/** What `shop` can tell. */
export function shopNode(shop: ShopRecord): object {
  const { facts, plan } = shop;
  const address = {
    id: `gid://shopify/ShopAddress/${facts.id}`,
    address1: facts.address.address1,
    address2: null,
    city: facts.address.city,
    company: facts.name,
    province: facts.address.province,
    provinceCode: facts.address.provinceCode,
    zip: facts.address.zip,
    country: facts.address.country,
    countryCodeV2: facts.address.countryCode,
    phone: facts.address.phone,
    latitude: null,
    longitude: null,
  };
  return {
    id: `gid://shopify/Shop/${facts.id}`,
    name: facts.name,
    myshopifyDomain: facts.domain,
    email: facts.email,
    contactEmail: facts.email,
    createdAt: facts.createdAt,
    currencyCode: facts.currency,
    enabledPresentmentCurrencies: facts.presentmentCurrencies,
    ianaTimezone: facts.timezone,
    url: `https://${facts.domain}`,
    weightUnit: "KILOGRAMS",
    unitSystem: "METRIC_SYSTEM",
    taxesIncluded: false,
    taxShipping: false,
    setupRequired: false,
    shopAddress: address,
    billingAddress: address,
    primaryDomain: domainNode(facts),
    shipsToCountries: [...new Set(facts.markets.flatMap((one) => one.countries.map(({ code }) => code)))],
    plan: {
      publicDisplayName: planRules[plan].label,
      shopifyPlus: plan === "plus",
      partnerDevelopment: false,
    },
    features: { marketDrivenShipping: false },
  };
}

function domainNode(facts: ShopFacts): object {
  return {
    id: `gid://shopify/Domain/${facts.id}`,
    host: facts.domain,
    url: `https://${facts.domain}`,
    sslEnabled: true,
  };
}

/** The app as installed on the shop. */
export function installationNode(platform: Platform, shop: ShopRecord): object {
  const { name, handle, scopes } = platform.app();
  const scope = (one: string) => ({ handle: one, description: one.replaceAll("_", " ") });
  return {
    id: `gid://shopify/AppInstallation/${shop.facts.id}`,
    accessScopes: shop.granted.map(scope),
    activeSubscriptions: [],
    launchUrl: `https://${shop.facts.domain}/admin/apps/${handle}`,
    uninstallUrl: null,
    app: {
      id: "gid://shopify/App/1",
      apiKey: platform.env.clientId,
      handle,
      title: name,
      embedded: true,
      requestedAccessScopes: scopes.map(scope),
      webhookApiVersion: platform.app().apiVersion,
    },
  };
}

export function localeNodes(facts: ShopFacts, published: boolean | null | undefined): object[] {
  return facts.locales
    .filter((one) => !published || one.published)
    .map((one) => localeNode(facts, one.locale));
}

function localeNode(facts: ShopFacts, locale: string): object {
  const found = facts.locales.find((one) => one.locale === locale);
  if (!found) throw new Error(`${facts.handle} has no locale ${locale}.`);
  return {
    ...found,
    marketWebPresences: () =>
      facts.markets.filter((one) => one.locales.includes(locale)).map((one) => presenceNode(facts, one)),
  };
}

function presenceNode(facts: ShopFacts, market: MarketFacts): object {
  const [first = "en", ...others] = market.locales;
  return {
    id: `gid://shopify/MarketWebPresence/${market.id}`,
    subfolderSuffix: market.handle,
    domain: null,
    defaultLocale: () => localeNode(facts, first),
    alternateLocales: () => others.map((one) => localeNode(facts, one)),
  };
}

/** The shop's markets. */
export function marketConnection(facts: ShopFacts, args: PageArgs) {
  return connection(
    placed(facts.markets.map((market) => ({ key: market.id, load: () => marketNode(facts, market) }))),
    args,
  );
}

function marketNode(facts: ShopFacts, market: MarketFacts): object {
  const currency = (code: string) => ({
    currencyCode: code,
    currencyName: new Intl.DisplayNames("en", { type: "currency" }).of(code) ?? code,
    enabled: true,
  });
  const regions = market.countries.map((country, index) => ({
    key: market.id * 10 + index,
    load: () => ({
      __typename: "MarketRegionCountry",
      id: `gid://shopify/MarketRegionCountry/${market.id * 10 + index}`,
      code: country.code,
      name: country.name,
      currency: currency(country.currency),
    }),
  }));
  return {
    __typename: "Market",
    id: `gid://shopify/Market/${market.id}`,
    handle: market.handle,
    name: market.name,
    status: "ACTIVE",
    type: "REGION",
    conditions: {
      conditionTypes: ["REGION"],
      regionsCondition: {
        applicationLevel: "SPECIFIED",
        regions: (args: PageArgs) => connection(placed(regions), args),
      },
    },
    currencySettings: {
      baseCurrency: currency(market.countries[0]?.currency ?? facts.currency),
      localCurrencies: market.countries.length > 1,
      roundingEnabled: false,
    },
    webPresences: (args: PageArgs) =>
      connection(placed([{ key: market.id, load: () => presenceNode(facts, market) }]), args),
  };
}

/** The shop's only location. */
export function locationConnection(facts: ShopFacts, args: PageArgs) {
  const { id, name } = facts.location;
  const address = {
    address1: facts.address.address1,
    address2: null,
    city: facts.address.city,
    province: facts.address.province,
    provinceCode: facts.address.provinceCode,
    zip: facts.address.zip,
    country: facts.address.country,
    countryCode: facts.address.countryCode,
    phone: facts.address.phone,
    latitude: null,
    longitude: null,
  };
  const load = () => ({
    __typename: "Location",
    id: `gid://shopify/Location/${id}`,
    legacyResourceId: String(id),
    name,
    isActive: true,
    fulfillsOnlineOrders: true,
    shipsInventory: true,
    hasActiveInventory: true,
    createdAt: facts.createdAt,
    updatedAt: facts.createdAt,
    address,
  });
  return connection(placed([{ key: id, load }]), args);
}
