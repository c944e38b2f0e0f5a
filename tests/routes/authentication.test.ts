import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicRoutes } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { deliver } from "../support/deliveries";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { idToken, newShopDomain } from "../support/shops";
import { hashTables } from "../support/table-hashes";
import { type Ask, ask, type Handler, handlersOf } from "./ask";
import { type PageWay, pageWays } from "./route-list";
import { authenticatorNames, beginningOf, importsOf, sourceOf } from "./route-source";
import { threats } from "./threats";

const handlers = pageWays.flatMap((way) =>
  handlersOf(way).map((handler) => ({ name: `${handler} of ${way.id}`, way, handler })),
);
const isPublic = (way: PageWay) => publicRoutes.includes(way.id);
const guarded = handlers.filter(({ way }) => !isPublic(way));

describe("by its source", () => {
  it("the app has authenticators, and only real routes are public", () => {
    expect(authenticatorNames).toContain("fromAdmin");
    expect(publicRoutes.filter((id) => !pageWays.some((way) => way.id === id))).toEqual([]);
  });

  it.each(guarded)("the $name begins with exactly one authenticator", ({ way, handler }) => {
    const begins = beginningOf(way.id, handler);
    expect(begins).toMatchObject({ exported: true, calls: [threats[way.id]?.authenticator] });
    expect(begins.first).toBe(threats[way.id]?.authenticator);
    expect(begins.permission).toBe(threats[way.id]?.handlers[handler]?.permission);
    const authenticate = importsOf(sourceOf(way.id)).find(({ names }) => names.includes(begins.first ?? ""));
    expect(authenticate?.from).toBe("~/authenticate.server");
  });

  it.each(pageWays.filter(isPublic))("$id is public and can reach no shop's data", ({ id }) => {
    expect(threats[id]).toMatchObject({ who: "anyone", authenticator: "none" });
    const reaches = importsOf(sourceOf(id)).map(({ from }) => from);
    expect(reaches.filter((from) => /\.server$|\/schemas$/.test(from) && from !== "~/env.server")).toEqual(
      [],
    );
  });
});

let client: pg.Client;
let shop: FilledShop;
const seconds = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  shop = await filledShop("markofauth");
});
afterAll(() => client.end());

/** Ids of the shop's own that a caller without a right token might hold. */
async function askWith(way: PageWay, handler: Handler, how: Ask) {
  const takes = threats[way.id]?.handlers[handler] ?? {};
  return ask(way, handler, { ...takes, ...how, query: { ...takes.query, ...how.query } });
}

const elsewhere = (domain: string) => ({ dest: `https://${domain}`, iss: `https://${domain}/admin` });

/** Tokens that prove nothing, each made for the shop of this file unless it says otherwise. */
const badTokens: Record<string, () => string> = {
  "an empty token": () => "",
  garbage: () => "garbage",
  "three parts of garbage": () => "a.b.c",
  "an expired token": () => idToken(shop.shop, { claims: { exp: seconds() - 12 } }),
  "a token of tomorrow": () => idToken(shop.shop, { claims: { nbf: seconds() + 15 } }),
  "another app's token": () => idToken(shop.shop, { claims: { aud: "another-client-id" } }),
  "a token for several apps": () =>
    idToken(shop.shop, { claims: { aud: [process.env.SHOPIFY_API_KEY, "x"] } }),
  "an unsigned token": () => idToken(shop.shop, { alg: "none" }),
  "an unsigned token that keeps a signature": () =>
    idToken(shop.shop, { alg: "none" }) + idToken(shop.shop).split(".")[2],
  "a token under another algorithm": () => idToken(shop.shop, { alg: "HS512" }),
  "a token with a foreign secret": () => idToken(shop.shop, { secret: "some-other-secret-of-32-characters" }),
  "a token of another domain": () => idToken(shop.shop, { claims: elsewhere("evil.example") }),
  "a token of a domain that ends like ours": () =>
    idToken(shop.shop, { claims: elsewhere("evil-myshopify.com") }),
  "a token of a domain that begins like ours": () =>
    idToken(shop.shop, { claims: elsewhere(`${shop.shop}.evil.example`) }),
  "a token whose shop is a user name": () =>
    idToken(shop.shop, { claims: { dest: `https://${shop.shop}@evil.example` } }),
  "a token without a person": () => idToken(shop.shop, { claims: { sub: undefined } }),
  "a token without an end": () => idToken(shop.shop, { claims: { exp: undefined } }),
  "a token without a beginning": () => idToken(shop.shop, { claims: { iat: undefined } }),
  "a token without an audience": () => idToken(shop.shop, { claims: { aud: undefined } }),
  "a token without a shop": () => idToken(shop.shop, { claims: { dest: undefined } }),
  "a token whose shop is no address": () => idToken(shop.shop, { claims: { dest: 7 } }),
};

/** Refused: 401, gone for bots, or sent to where a new token is made, which is on our own origin or the store's admin. */
function refused(answer: Awaited<ReturnType<typeof ask>>) {
  if (answer.status === 401 || answer.status === 410) return true;
  return answer.status === 302 && /^\/auth\/|^https:\/\/admin\.shopify\.com\//.test(answer.location ?? "");
}

async function expectRefusal(way: PageWay, handler: Handler, how: Ask) {
  const answer = await askWith(way, handler, how);
  expect(refused(answer), `${answer.status} ${answer.location ?? ""} ${answer.body.slice(0, 200)}`).toBe(
    true,
  );
  expect(answer.body.includes(shop.mark), "shop data in the answer").toBe(false);
  return answer;
}

// The library's own pages below /auth need no token to be shown; which they are, the last block asks.
const staffHandlers = guarded.filter(({ way }) => threats[way.id]?.who === "staff");

describe.each(staffHandlers)("the $name", ({ way, handler }) => {
  it("refuses every token that proves nothing, and writes nothing", async () => {
    const before = await hashTables(client);
    for (const [name, token] of Object.entries(badTokens)) {
      const answer = await expectRefusal(way, handler, { token: token() });
      expect(answer.status, name).toBe(401);
      expect(await hashTables(client), name).toEqual(before);
    }
  });

  it("refuses whoever has no token, or has it in the address only and wrong", async () => {
    const before = await hashTables(client);
    const host = Buffer.from(`admin.shopify.com/store/${shop.shop.split(".")[0]}`).toString("base64");
    const framed = { shop: shop.shop, host, embedded: "1" };
    await expectRefusal(way, handler, {});
    await expectRefusal(way, handler, { query: { shop: shop.shop } });
    await expectRefusal(way, handler, { query: { shop: shop.shop, host } });
    await expectRefusal(way, handler, { query: framed });
    await expectRefusal(way, handler, {
      headers: { "user-agent": "Googlebot/2.1" },
      token: idToken(shop.shop),
    });
    for (const token of Object.values(badTokens)) {
      await expectRefusal(way, handler, { query: { ...framed, id_token: token() } });
    }
    expect(await hashTables(client)).toEqual(before);
  });

  it("answers OPTIONS without a body", async () => {
    const answer = await askWith(way, handler, { method: "OPTIONS" });
    expect(answer).toMatchObject({ status: 204, body: "" });
  });

  it("accepts a clock that is up to ten seconds off", async () => {
    const late = idToken(shop.shop, { claims: { exp: seconds() - 8 } });
    const early = idToken(shop.shop, { claims: { nbf: seconds() + 8 } });
    for (const token of [late, early]) {
      const { status } = await askWith(way, handler, { token });
      expect([200, 404, 422]).toContain(status);
    }
  });
});

describe("an id token from before the uninstall", () => {
  it.each(staffHandlers)("is refused by the $name", async ({ way, handler }) => {
    const gone = await filledOnce();
    const before = await hashTables(client);
    const answer = await askWith(way, handler, {
      token: idToken(gone, { claims: { iat: seconds() - 30, nbf: seconds() - 30 } }),
    });
    expect(answer.status).toBe(401);
    expect(await hashTables(client)).toEqual(before);
  });
});

let goneShop: string | undefined;
/** A shop uninstalled ten seconds ago whose session is, against expectation, still there. */
async function filledOnce(): Promise<string> {
  if (goneShop) return goneShop;
  goneShop = (await filledShop("markofgone")).shop;
  const data = { state: "uninstalled", uninstalledAt: new Date(Date.now() - 10_000) } as const;
  const id = goneShop;
  await inShop(id, (db) => db.shop.update({ where: { id }, data }));
  return goneShop;
}

describe("what needs no token", () => {
  it.each(handlers.filter(({ way }) => isPublic(way)))(
    "the $name shows nothing of any shop",
    async ({ way, handler }) => {
      const before = await hashTables(client);
      const elsewhere = { shop: "evil.example", return_to: "https://evil.example" };
      const queries: Record<string, string>[] = [{}, { shop: shop.shop }, elsewhere];
      for (const query of queries) {
        const answer = await ask(way, handler, { query });
        expect(answer.body.includes(shop.mark) || answer.body.includes("secret")).toBe(false);
        if (answer.status === 302) expect(answer.location).toMatch(/^\/app\?/);
        else expect([200, 404]).toContain(answer.status);
      }
      expect(await hashTables(client)).toEqual(before);
    },
  );

  const libraryPages = () => {
    const way = pageWays.find(({ id }) => id === "routes/auth.$");
    if (!way) throw new Error("the route is gone");
    return way;
  };

  it("the library's pages send nobody to an address of the caller's choice", async () => {
    const way = libraryPages();
    const before = await hashTables(client);
    const evil = "https://evil.example/x";
    const lured = { shop: newShopDomain(), exitIframe: evil, "shopify-reload": evil };
    const queries: Record<string, string>[] = [{}, { shop: "evil.example" }, lured];
    for (const page of ["session-token", "exit-iframe", "login", "callback", "nowhere"]) {
      for (const query of queries) {
        const answer = await ask(way, "loader", { path: { "*": page }, query });
        expect(`${answer.location} ${answer.body}`).not.toContain("evil.example");
        expect(answer.status).toBeLessThan(500);
      }
    }
    expect(await hashTables(client)).toEqual(before);
  });

  it("the library's other addresses take no bad token", async () => {
    const way = libraryPages();
    const before = await hashTables(client);
    for (const [name, token] of Object.entries(badTokens)) {
      const answer = await ask(way, "loader", { path: { "*": "nowhere" }, token: token() });
      expect(answer.status, name).toBe(401);
    }
    expect(await hashTables(client)).toEqual(before);
  });

  it("an unsigned delivery leaves no row", async () => {
    const before = await hashTables(client);
    const headers = { "x-shopify-hmac-sha256": "AAAA" };
    expect((await deliver(shop.shop, "orders/create", orderPayload(), { headers })).status).toBe(401);
    expect(await hashTables(client)).toEqual(before);
  });
});
