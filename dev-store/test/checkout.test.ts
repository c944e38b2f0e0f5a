import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { patienceFor } from "../src/checkout/carrier-callback.ts";
import { at, clientSecret, type Received, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

type Shown = {
  code: string;
  title: string;
  priceMinor: number;
  currency: string;
  source: string;
  backup: boolean;
};
type Checked = {
  token: string;
  rates: Shown[];
  notes: string[];
  order: {
    id: number;
    shipping: { code: string; title: string; source: string; price_set: object };
    total: object;
  } | null;
};

let store: StoreUnderTest;
let asked: Received[] = [];
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.control("reset", { seedOrders: 0 });
  asked = [];
  store.app.hangMs = 0;
  answers([rate("EXP", "2934"), rate("STD", "900")]);
});

const rate = (code: string, price: string | number, currency = "EUR") => ({
  service_name: `Service ${code}`,
  service_code: code,
  description: "2–4 days",
  currency,
  total_price: price,
});

/** What the app's callback answers from now on. */
function answers(rates: object[] | string, status = 200, headers: Record<string, string> = {}) {
  store.app.reply = (call) => {
    if (!call.url.startsWith("/rates")) return null;
    asked.push(call);
    return { status, headers, body: typeof rates === "string" ? rates : JSON.stringify({ rates }) };
  };
}

const createCarrier = async () => {
  const { answer } = await store.graphql(
    `mutation Make($input: DeliveryCarrierServiceCreateInput!) { carrierServiceCreate(input: $input) { userErrors { message } carrierService { id } } }`,
    {
      input: {
        name: "Parcel Friend",
        callbackUrl: `${store.store.platform.env.appUrl}/rates/secret`,
        active: true,
        supportsServiceDiscovery: true,
      },
    },
  );
  expect(at(answer, "carrierServiceCreate.userErrors")).toEqual([]);
};
const checkout = (body: object = {}) =>
  store.control<Checked>("checkout", {
    country: "DE",
    postcode: "80331",
    city: "München",
    street: "Weg 1",
    firstName: "Jule",
    lastName: "Brandt",
    ...body,
  });

describe("a carrier service's callback", () => {
  beforeEach(createCarrier);

  it("is asked with the documented body, signed, with its patience", async () => {
    await checkout({ items: [{ product: 0, quantity: 2 }], locale: "de" });
    const [call] = asked;
    expect(call?.method).toBe("POST");
    expect(call?.headers).toMatchObject({
      "x-shopify-shop-domain": "sunda-trading.myshopify.com",
      "x-shopify-timeout": "10000",
      "x-shopify-hmac-sha256": createHmac("sha256", clientSecret)
        .update(call?.body ?? "")
        .digest("base64"),
    });
    expect(JSON.parse(String(call?.body))).toEqual({
      rate: expect.objectContaining({
        origin: expect.objectContaining({
          country: "CN",
          postal_code: "518057",
          company_name: "Sunda Trading",
          address3: null,
        }),
        destination: expect.objectContaining({
          country: "DE",
          postal_code: "80331",
          city: "München",
          name: "Jule Brandt",
        }),
        items: [
          expect.objectContaining({
            quantity: 2,
            grams: 1150,
            price: 4232,
            properties: null,
            fulfillment_service: "manual",
          }),
        ],
        currency: "EUR",
        locale: "de",
        order_totals: { subtotal_price: "8464", total_price: "8464", discount_amount: "0" },
      }),
    });
  });

  it("shows the cheapest first and puts the chosen one on the order, to the cent", async () => {
    const { rates, order } = await checkout({ option: "EXP" });
    expect(rates.map((one) => [one.code, one.priceMinor])).toEqual([
      ["STD", 900],
      ["EXP", 2934],
    ]);
    expect(order?.shipping).toMatchObject({
      code: "EXP",
      title: "Service EXP",
      source: "Parcel Friend",
      price_set: { presentment_money: { amount: "29.34", currency_code: "EUR" } },
    });
    await store.control("flush");
    expect(store.received.map((one) => one.headers["x-shopify-topic"])).toContain("orders/create");
  });

  it.each([
    ["JP", "JPY", "100000", 1000, 690000],
    ["KW", "KWD", "1234", 1234, 14_122],
  ])(
    "counts the subunits of %s's %s, and hundredths where there are none",
    async (country, currency, price, minor, item) => {
      answers([rate("STD", price, currency)]);
      const { rates } = await checkout({ country, postcode: undefined, city: undefined });
      expect(rates).toMatchObject([{ currency, priceMinor: minor }]);
      expect(
        (JSON.parse(String(asked[0]?.body)) as { rate: { items: { price: number }[] } }).rate.items[0]?.price,
      ).toBe(item);
    },
  );

  it("converts a rate in another currency", async () => {
    answers([rate("STD", "1000", "USD")]);
    expect((await checkout()).rates).toMatchObject([{ currency: "EUR", priceMinor: 920 }]);
  });

  it("is not asked again for the same cart within a quarter of an hour, whatever the language", async () => {
    await checkout();
    await checkout({ locale: "en" });
    expect(asked).toHaveLength(1);
    await checkout({ postcode: "80333" });
    await checkout({ items: [{ product: 0, quantity: 3 }] });
    expect(asked).toHaveLength(3);
    const memory = store.store.platform.carrier.cache;
    for (const kept of memory.values()) expect(kept.until - Date.now()).toBeGreaterThan(14.9 * 60_000);
    for (const kept of memory.values()) kept.until = 0;
    await checkout();
    expect(asked).toHaveLength(4);
  });

  it("may serve nothing at an address", async () => {
    answers([]);
    expect(await checkout()).toMatchObject({
      rates: [],
      notes: ["Parcel Friend does not serve this address."],
    });
  });

  it.each([
    ["an error", [] as object[], 500, "it answered 500"],
    ["a redirect", [] as object[], 302, "it redirected elsewhere"],
    ["no JSON", "<html>", 200, "its answer is not JSON"],
    ["no list", "{}", 200, "its answer holds no list of rates"],
    ["major units", [rate("STD", "9.00")], 200, "the price of STD is not a whole number of subunits"],
    ["a nameless rate", [{ ...rate("STD", "900"), service_name: "" }], 200, "a rate has no service_name"],
  ])("is replaced by the backup rate for half a minute after %s", async (_what, body, status, why) => {
    answers(body, status, { location: "/elsewhere" });
    const { rates, notes } = await checkout();
    expect(rates).toMatchObject([{ code: "backup", backup: true, priceMinor: 1288 }]);
    expect(notes[0]).toContain(why);
    await checkout();
    expect(asked).toHaveLength(1);
    for (const kept of store.store.platform.carrier.cache.values())
      expect(kept.until - Date.now()).toBeLessThanOrEqual(30_000);
  });

  it("is given up on when it takes too long, sooner the busier the shop", async () => {
    expect([10, 1500, 3000, 3001].map(patienceFor)).toEqual([10_000, 5000, 5000, 3000]);
    await store.control("carrier", { patienceMs: 60 });
    store.app.hangMs = 400;
    expect((await checkout()).notes[0]).toContain("longer than 60 ms");
  });
});

describe("a shop without carrier service", () => {
  const methods = `query Profiles { deliveryProfiles(first: 1) { nodes { id profileLocationGroups { locationGroup { id } locationGroupZones(first: 10) { nodes {
    zone { id name countries { code { countryCode restOfWorld } } }
    methodDefinitions(first: 10) { nodes { id name active rateProvider { __typename ... on DeliveryRateDefinition { id price { amount currencyCode } } } } } } } } } } }`;

  it("offers the flat rates of its own profile, which the app may change", async () => {
    await store.control("install", { shop: "harbor-lane" });
    expect((await checkout({ shop: "harbor-lane", country: "US" })).rates.map((one) => one.title)).toEqual([
      "Standard international",
      "Express",
    ]);
    const given = { shop: "harbor-lane" };
    const profile = at((await store.graphql(methods, {}, given)).answer, "deliveryProfiles.nodes.0") as {
      id: string;
      profileLocationGroups: {
        locationGroup: { id: string };
        locationGroupZones: {
          nodes: { zone: { id: string }; methodDefinitions: { nodes: { id: string }[] } }[];
        };
      }[];
    };
    const group = profile.profileLocationGroups[0];
    const [zone] = group?.locationGroupZones.nodes ?? [];
    const { answer } = await store.graphql(
      `mutation Publish($id: ID!, $profile: DeliveryProfileInput!) { deliveryProfileUpdate(id: $id, profile: $profile) { userErrors { message } profile { id } } }`,
      {
        id: profile.id,
        profile: {
          methodDefinitionsToDelete: zone?.methodDefinitions.nodes.map((one) => one.id),
          locationGroupsToUpdate: [
            {
              id: group?.locationGroup.id,
              zonesToUpdate: [
                {
                  id: zone?.zone.id,
                  methodDefinitionsToCreate: [
                    {
                      name: "Ferry post",
                      active: true,
                      rateDefinition: { price: { amount: "7.50", currencyCode: "USD" } },
                      weightConditionsToCreate: [
                        { operator: "LESS_THAN_OR_EQUAL_TO", criteria: { unit: "KILOGRAMS", value: 2.5 } },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
      given,
    );
    expect(at(answer, "deliveryProfileUpdate.userErrors")).toEqual([]);
    const { rates, order } = await checkout({ shop: "harbor-lane", country: "US", option: "cheapest" });
    expect(rates).toMatchObject([{ title: "Ferry post", priceMinor: 750, source: "shopify" }]);
    expect(order?.shipping).toMatchObject({ code: "Ferry post", source: "shopify" });
    const heavy = { shop: "harbor-lane", country: "US", items: [{ product: 0, quantity: 2 }] };
    expect((await checkout(heavy)).rates).toEqual([]);
  });
});

describe("a delivery customization", () => {
  beforeEach(createCarrier);
  const create = async (config: object, handle = "hide-suspended") =>
    (
      await store.graphql(
        `mutation Make($input: DeliveryCustomizationInput!) { deliveryCustomizationCreate(deliveryCustomization: $input) { userErrors { code } deliveryCustomization { id enabled metafield(namespace: "$app", key: "config") { jsonValue } } } }`,
        {
          input: {
            functionHandle: handle,
            title: "Hide suspended",
            enabled: true,
            metafields: [{ namespace: "$app", key: "config", type: "json", value: JSON.stringify(config) }],
          },
        },
      )
    ).answer;

  it("hides and renames options, even those answered from memory", async () => {
    await checkout();
    const made = await create({ hide: ["STD"], rename: { EXP: "By air" } });
    expect(at(made, "deliveryCustomizationCreate.userErrors")).toEqual([]);
    expect((await checkout()).rates.map((one) => one.title)).toEqual(["Parcel Friend - By air"]);
    expect(asked).toHaveLength(1);
    const id = at(made, "deliveryCustomizationCreate.deliveryCustomization.id");
    await store.graphql(
      `mutation Set($fields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $fields) { userErrors { code } metafields { id } } }`,
      { fields: [{ ownerId: id, namespace: "$app", key: "config", type: "json", value: '{"hide":[]}' }] },
    );
    expect((await checkout()).rates).toHaveLength(2);
    await store.graphql(
      `mutation Off($ids: [ID!]!) { deliveryCustomizationActivation(ids: $ids, enabled: false) { ids userErrors { code } } }`,
      { ids: [id] },
    );
    expect((await checkout()).notes).toEqual([]);
  });

  it("is refused for a function the app does not have, and changes nothing when it fails", async () => {
    expect(at(await create({}, "no-such"), "deliveryCustomizationCreate.userErrors.0.code")).toBe(
      "FUNCTION_NOT_FOUND",
    );
    await create({ hide: 7 });
    const { rates, notes } = await checkout();
    expect(rates).toHaveLength(2);
    expect(notes[0]).toMatch(/^Hide suspended failed/);
  });
});
