import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, type GraphqlAnswer, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await storeUnderTest(12);
});
afterAll(() => store.close());
beforeEach(() => store.control("reset", { seedOrders: 12 }));

const orders = `query Orders($first: Int!, $after: String, $q: String) {
  orders(first: $first, after: $after, query: $q, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes { id legacyResourceId name createdAt updatedAt cancelledAt processedAt confirmationNumber checkoutToken displayFinancialStatus displayFulfillmentStatus
      returnStatus currencyCode presentmentCurrencyCode customerLocale test email customAttributes { key value } customer { id }
      totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }
      shippingAddress { countryCodeV2 provinceCode city zip }
      shippingLine { id title code source carrierIdentifier deliveryCategory originalPriceSet { shopMoney { amount currencyCode } } }
      fulfillments(first: 10) { id status displayStatus createdAt updatedAt inTransitAt deliveredAt estimatedDeliveryAt
        trackingInfo(first: 5) { company number url } events(first: 20, sortKey: HAPPENED_AT) { nodes { id status happenedAt message city country } } } } } }`;

describe("the Admin API", () => {
  it("pages through every order once", async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { answer } = await store.graphql(orders, { first: 5, after });
      expect(answer.errors).toBeUndefined();
      const page = at(answer, "orders") as {
        nodes: { id: string; updatedAt: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...page.nodes.map((node) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(new Set(seen).size).toBe(12);
    expect(seen).toHaveLength(12);
  });

  it("searches by time and name", async () => {
    const { answer } = await store.graphql(orders, {
      first: 50,
      q: "updated_at:>=2020-01-01T00:00:00Z AND name:#1004",
    });
    expect(at(answer, "orders.nodes")).toMatchObject([{ name: "#1004" }]);
    const later = await store.graphql(orders, {
      first: 50,
      q: `updated_at:>'${new Date(Date.now() + 60_000).toISOString()}'`,
    });
    expect(at(later.answer, "orders.nodes")).toEqual([]);
  });

  it("answers what it has no data for with an error", async () => {
    const { status, answer } = await store.graphql("{ shop { name description } }");
    expect(status).toBe(200);
    expect(answer.errors?.[0]?.message).toBe("dev store has no data for Shop.description");
    const unknown = await store.graphql("{ shop { madeUp } }");
    expect(unknown.answer.data).toBeUndefined();
    expect(unknown.answer.errors?.[0]?.message).toContain("madeUp");
    const search = await store.graphql(orders, { first: 1, q: "tag:vip" });
    expect(search.answer.errors?.[0]?.message).toContain("no search by tag");
  });

  it("asks for the scopes of each field", async () => {
    await store.control("scopes", { granted: ["read_markets"] });
    const { answer } = await store.graphql("{ orders(first: 1) { nodes { id } } }");
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]?.extensions?.code).toBe("ACCESS_DENIED");
    await store.control("scopes", { granted: ["read_orders"] });
    const some = await store.graphql("{ orders(first: 1) { nodes { id customer { id } } } }");
    expect(at(some.answer, "orders.nodes.0.customer")).toBeNull();
    expect(some.answer.errors?.[0]?.message).toContain("read_customers");
  });

  it("throttles by cost and refills", async () => {
    const token = await store.accessToken();
    const query = "query Heavy { orders(first: 250) { nodes { id lineItems(first: 20) { nodes { id } } } } }";
    let throttled: GraphqlAnswer | null = null;
    for (let tries = 0; tries < 400 && !throttled; tries += 1) {
      const { status, answer } = await store.graphql(query, {}, { token });
      expect(status).toBe(200);
      if (answer.errors?.[0]?.extensions?.code === "THROTTLED") throttled = answer;
    }
    expect(throttled?.data).toBeUndefined();
    expect(throttled?.extensions?.cost.throttleStatus.currentlyAvailable).toBeLessThan(
      throttled?.extensions?.cost.requestedQueryCost ?? 0,
    );
  });

  it("refuses queries that cost too much, dead tokens, unknown shops and versions", async () => {
    const wide = await store.graphql(
      "{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { originalUnitPriceSet { shopMoney { amount } presentmentMoney { amount } } } } } } }",
    );
    expect(wide.answer.errors?.[0]?.extensions?.code).toBe("MAX_COST_EXCEEDED");
    const token = await store.accessToken();
    expect((await store.graphql("{ shop { name } }", {}, { token, shop: "harbor-lane" })).status).toBe(401);
    await store.control("expire-tokens");
    const dead = await store.graphql("{ shop { name } }", {}, { token });
    expect(dead.status).toBe(401);
    expect(JSON.stringify(dead.answer.errors)).toContain("Invalid API key or access token");
    expect(
      (await store.atShop("/admin/api/2026-07/graphql.json", {}, {}, "nobody.myshopify.com")).status,
    ).toBe(404);
    expect((await store.atShop("/admin/api/2025-01/graphql.json", {})).status).toBe(404);
  });

  it("withholds protected customer data as null with an error", async () => {
    await store.control("withhold", { fields: ["email", "address"] });
    const { status, answer } = await store.graphql(orders, { first: 1 });
    expect(status).toBe(200);
    expect(at(answer, "orders.nodes.0")).toMatchObject({ email: null, shippingAddress: null });
    expect(answer.errors).toHaveLength(2);
  });

  it("strikes with the faults it is told to", async () => {
    const token = await store.accessToken();
    const ask = () =>
      store.atShop(
        "/admin/api/2026-07/graphql.json",
        { query: "{ shop { name email } }" },
        { "x-shopify-access-token": token },
      );
    const strike = (fault: object) =>
      store.control("faults", { faults: [{ at: "graphql", times: 1, ...fault }] });
    await strike({ kind: "status", status: 429, retryAfter: 2 });
    const limited = await ask();
    expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "2"]);
    await strike({ kind: "html" });
    expect(await (await ask()).text()).toContain("<!doctype html>");
    await strike({ kind: "truncated" });
    await expect((await ask()).json()).rejects.toThrow();
    await strike({ kind: "reset" });
    await expect(ask()).rejects.toThrow();
    await strike({ kind: "partial", path: "shop.email" });
    expect(await (await ask()).json()).toMatchObject({
      data: { shop: { name: "Sunda Trading", email: null } },
      errors: [{ path: ["shop", "email"] }],
    });
    await store.control("down", { ms: 60_000 });
    expect((await ask()).status).toBe(503);
    await store.control("down", { ms: 0 });
    expect((await ask()).status).toBe(200);
  });

  it("creates carrier services only where the plan has them", async () => {
    const create = `mutation Create($input: DeliveryCarrierServiceCreateInput!) { carrierServiceCreate(input: $input) { carrierService { id active } userErrors { field message code } } }`;
    const input = {
      name: "Fair rates",
      callbackUrl: "https://app.example/rates",
      active: true,
      supportsServiceDiscovery: true,
    };
    const made = await store.graphql(create, { input });
    expect(at(made.answer, "carrierServiceCreate")).toMatchObject({
      carrierService: { active: true },
      userErrors: [],
    });
    await store.control("plan", { plan: "basic" });
    const { answer } = await store.graphql("{ carrierServices(first: 5) { nodes { name active } } }");
    expect(at(answer, "carrierServices.nodes")).toEqual([{ name: "Fair rates", active: false }]);
    await store.control("install", { shop: "harbor-lane" });
    const refused = await store.graphql(create, { input }, { shop: "harbor-lane" });
    expect(at(refused.answer, "carrierServiceCreate")).toMatchObject({
      carrierService: null,
      userErrors: [{ code: "CARRIER_SERVICE_CREATE_FAILED" }],
    });
  });

  it("lets the app add a step to a parcel's way", async () => {
    await store.control("orders/create", { country: "DE" });
    await store.control("orders/fulfil");
    const found = await store.graphql(
      "{ orders(first: 1, sortKey: ID, reverse: true) { nodes { fulfillments(first: 1) { id } } } }",
    );
    const fulfillmentId = at(found.answer, "orders.nodes.0.fulfillments.0.id");
    const { answer } = await store.graphql(
      "mutation Add($event: FulfillmentEventInput!) { fulfillmentEventCreate(fulfillmentEvent: $event) { fulfillmentEvent { status } userErrors { message } } }",
      { event: { fulfillmentId, status: "IN_TRANSIT", city: "Leipzig" } },
    );
    expect(at(answer, "fulfillmentEventCreate")).toEqual({
      fulfillmentEvent: { status: "IN_TRANSIT" },
      userErrors: [],
    });
  });

  it("tells the shop, its markets, locales, locations and the installation", async () => {
    const { answer } = await store.graphql(`{
      shop { id name myshopifyDomain email currencyCode enabledPresentmentCurrencies ianaTimezone shopAddress { countryCodeV2 } plan { publicDisplayName shopifyPlus partnerDevelopment } primaryDomain { host } }
      currentAppInstallation { id accessScopes { handle } app { id handle } }
      markets(first: 10) { nodes { id handle name status type conditions { regionsCondition { regions(first: 20) { nodes { ... on MarketRegionCountry { code currency { currencyCode } } } } } }
        currencySettings { baseCurrency { currencyCode } localCurrencies roundingEnabled } webPresences(first: 3) { nodes { defaultLocale { locale } alternateLocales { locale } subfolderSuffix } } } }
      shopLocales { locale name primary published marketWebPresences { id } }
    }`);
    expect(answer.errors).toBeUndefined();
    expect(at(answer, "shop.plan.publicDisplayName")).toBe("Advanced");
    expect(at(answer, "markets.nodes")).toHaveLength(4);
  });
});
