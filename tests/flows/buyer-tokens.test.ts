import { beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { doors } from "../../app/doors/doors.server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { askDoor, buyerToken } from "../support/buyer-token";
import type { orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { type Claims, idToken, installedShop, newShopDomain } from "../support/shops";
import { answersBody, storeOrder } from "../support/surveys";
import { hashTables } from "../support/table-hashes";

/*
 * Promise 15: a session token for the buyer gives only that buyer's things. Its dest, aud, exp and nbf are checked with
 * ten seconds for clocks, and what it says about the person is held against our own order.
 */

const seconds = () => Math.floor(Date.now() / 1000);
const ours = () => process.env.SHOPIFY_API_KEY ?? "";

let shop: string;
/** A shop that has taken the app out again, its data still there. */
let left: string;
let order: ReturnType<typeof orderPayload>;
const customer = () => (order.customer as { id: number }).id;

beforeAll(async () => {
  await prepareQueues();
  shop = await installedShop();
  // With a usual transit the order has a promise, so that there is something to learn.
  const usual = { shopId: shop, id: "*", minDays: 3, maxDays: 5, updatedAt: new Date() };
  await inShop(shop, (db) => db.parcelPromiseDefault.create({ data: usual }));
  order = await storeOrder(shop);
  left = await installedShop();
  const data = { state: "uninstalled", uninstalledAt: new Date() } as const;
  await inShop(left, (db) => db.shop.update({ where: { id: left }, data }));
  await runJobs();
});

/** A body each door would take from the right buyer. */
function bodyFor(path: string): object {
  const orderId = String(order.id);
  switch (path) {
    case "/buyer/answers":
      return answersBody(order.id, "expectation", 5);
    case "/buyer/arrived":
      return { orderId, yes: true };
    case "/buyer/problems":
      return { orderId, text: "Where is it?", kind: "other", clientId: "promise-15", locale: "de" };
    default:
      return { orderId, locale: "de" };
  }
}

const business = async () => withClient(fileDatabase().superuserUrl, (client) => hashTables(client));

const withClaims = (claims: Claims) => () => buyerToken(shop, { claims });
const refused: Record<string, () => string | undefined> = {
  "no token": () => undefined,
  "an empty token": () => "",
  "an expired token": withClaims({ exp: seconds() - 15 }),
  "a token without an end": withClaims({ exp: undefined }),
  "a token of a moment to come": withClaims({ nbf: seconds() + 60 }),
  "another app's token": withClaims({ aud: "another-client-id" }),
  "a token for nobody": withClaims({ aud: undefined }),
  "a token for several apps": withClaims({ aud: [ours(), "another-client-id"] }),
  "a token of a shop elsewhere": withClaims({ dest: "evil.example" }),
  "a token of a domain that begins like the shop's": () =>
    buyerToken(shop, { claims: { dest: `${shop}.evil.example` } }),
  "a token whose shop is a user name": () =>
    buyerToken(shop, { claims: { dest: `https://${shop}@evil.example` } }),
  "a token without a shop": withClaims({ dest: undefined }),
  "a token whose shop is a number": withClaims({ dest: 7 }),
  "a token of a shop without the app": () => buyerToken(newShopDomain()),
  "a token of a shop that has taken the app out": () => buyerToken(left),
  "an unsigned token": () => idToken(shop, { alg: "none" }),
  "a token under another algorithm": () => idToken(shop, { alg: "HS512" }),
  "a token with a foreign secret": () => buyerToken(shop, { secret: "a-secret-of-somebody-else" }),
  "another token's signature": () => {
    const [head, body] = buyerToken(shop).split(".");
    return `${head}.${body}.${buyerToken(newShopDomain()).split(".")[2]}`;
  },
};

const paths = Object.keys(doors).filter((path) => path.startsWith("/buyer/"));

describe.each(paths)("%s (promise 15)", (path) => {
  it("takes no token that is not the platform's for this app, this shop and now, and writes nothing", async () => {
    const before = await business();
    for (const [name, make] of Object.entries(refused)) {
      const token = make();
      const answer = await askDoor(path, bodyFor(path), token === undefined ? {} : { token });
      expect(answer, name).toMatchObject({
        status: 401,
        headers: { "Access-Control-Allow-Origin": "*" },
      });
      expect(answer.body, name).toBeUndefined();
    }
    expect(await business()).toEqual(before);
  });

  it("takes one whose clock is a few seconds off", async () => {
    for (const claims of [{ exp: seconds() - 5 }, { nbf: seconds() + 5 }]) {
      const answer = await askDoor(path, bodyFor(path), { token: buyerToken(shop, { claims }) });
      expect(answer.status).not.toBe(401);
      expect(answer.status).toBeLessThan(500);
    }
  });
});

describe("who the token names", () => {
  const stranger = () => customer() + 1;

  it("learns nothing of an order that is another customer's, nor of one of another shop", async () => {
    const elsewhere = await installedShop();
    for (const path of ["/buyer/thank-you", "/buyer/order-status"]) {
      const own = await askDoor(path, bodyFor(path), { token: buyerToken(shop, { customer: customer() }) });
      const asStranger = await askDoor(path, bodyFor(path), {
        token: buyerToken(shop, { customer: stranger() }),
      });
      const asNeighbour = await askDoor(path, bodyFor(path), { token: buyerToken(elsewhere) });
      const known = ({ json }: { json?: object }) => ({ ...json, support: undefined });
      expect(known(asStranger), path).toEqual(known(asNeighbour));
      expect(known(own), path).not.toEqual(known(asStranger));
    }
  });

  it("writes nothing to another customer's order, and is answered like its own buyer", async () => {
    const answers = async (token: string) => {
      const { status, body } = await askDoor("/buyer/answers", answersBody(order.id, "expectation", 1), {
        token,
      });
      return { status, body };
    };
    const before = await business();
    const asStranger = await answers(buyerToken(shop, { customer: stranger() }));
    expect(await business()).toEqual(before);
    expect(asStranger).toEqual(await answers(buyerToken(shop, { customer: customer() })));
  });

  it("is never taken from the body: a customer, shop or token named there changes nothing", async () => {
    const claimed = {
      customerId: customer(),
      customer: customer(),
      shop,
      sub: `gid://shopify/Customer/${customer()}`,
    };
    const token = buyerToken(shop, { customer: stranger() });
    const plain = await askDoor("/buyer/order-status", bodyFor("/buyer/order-status"), { token });
    const dressed = await askDoor(
      "/buyer/order-status",
      { ...bodyFor("/buyer/order-status"), ...claimed },
      { token },
    );
    expect({ ...dressed.json, support: 0 }).toEqual({ ...plain.json, support: 0 });
  });
});
