import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { env } from "../../app/env.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { orderPayload, sign } from "../support/payloads";
import { prepareQueues } from "../support/run-jobs";
import { askRates, offering, rateRequest } from "../support/shipping";
import { adminRequest, type Claims, idToken, installedShop } from "../support/shops";
import { answersBody, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

/*
 * While the app's client secret is rotated the platform signs with the older one until that is revoked, so both are in
 * force. Everything the platform signs is tried with both, and with one that never was ours.
 */
const secrets = {
  current: env.SHOPIFY_API_SECRET,
  previous: env.SHOPIFY_API_SECRET_PREVIOUS ?? "",
  foreign: "a-secret-of-somebody-else",
};
const allOf = async <T>(ask: (secret: string) => Promise<T>) => ({
  current: await ask(secrets.current),
  previous: await ask(secrets.previous),
  foreign: await ask(secrets.foreign),
});

const seconds = () => Math.floor(Date.now() / 1000);

/** The status staff are answered with, 200 for being let in. */
async function statusOf(request: Request): Promise<number> {
  try {
    await fromAdmin(request, "home.view");
    return 200;
  } catch (refusal) {
    if (refusal instanceof Response) return refusal.status;
    throw refusal;
  }
}

describe("with either client secret in force", () => {
  it("a staff member is let in, by a token in the header or in the address", async () => {
    const shop = await installedShop();
    const inHeader = (secret: string) =>
      statusOf(adminRequest(shop, "/app", { token: idToken(shop, { secret }) }));
    expect(await allOf(inHeader)).toEqual({ current: 200, previous: 200, foreign: 401 });
    const host = Buffer.from(`admin.shopify.com/store/${shop.split(".")[0]}`).toString("base64");
    const inAddress = (secret: string) => {
      const query = new URLSearchParams({ embedded: "1", shop, host, id_token: idToken(shop, { secret }) });
      return statusOf(new Request(`${env.SHOPIFY_APP_URL}/app?${query}`));
    };
    // Who proves nothing in the address is led to where a token is made.
    expect(await allOf(inAddress)).toEqual({ current: 200, previous: 200, foreign: 302 });
  });

  it("a buyer's answers are taken", async () => {
    const shop = await installedShop();
    const order = await storeOrder(shop);
    const send = async (secret: string) => {
      const token = buyerToken(shop, { secret });
      return (await askDoor("/buyer/answers", answersBody(order.id, "expectation", 4), { token })).status;
    };
    expect(await allOf(send)).toEqual({ current: 200, previous: 200, foreign: 401 });
  });

  it("a delivery is stored and a rate request answered", async () => {
    const { shop, key } = await offering();
    const order = JSON.stringify(orderPayload());
    const stored = async (secret: string) =>
      (
        await deliver(shop, "orders/create", order, {
          headers: { "x-shopify-hmac-sha256": sign(order, secret) },
        })
      ).status;
    expect(await allOf(stored)).toEqual({ current: 200, previous: 200, foreign: 401 });
    const question = JSON.stringify(rateRequest());
    const answered = async (secret: string) =>
      (await askRates(key, question, { "x-shopify-hmac-sha256": sign(question, secret) })).status;
    expect(await allOf(answered)).toEqual({ current: 200, previous: 200, foreign: 401 });
  });
});

it("the previous secret proves no more than the current one: not another app, time, shop or person", async () => {
  const shop = await installedShop();
  const wrong: Record<string, Claims> = {
    "another app": { aud: "another-client-id" },
    "no app": { aud: undefined },
    over: { exp: seconds() - 12 },
    "not begun": { nbf: seconds() + 15 },
    "no shop": { dest: "https://evil.example" },
  };
  for (const [name, claims] of Object.entries(wrong)) {
    const given = { secret: secrets.previous, claims };
    expect(await statusOf(adminRequest(shop, "/app", { token: idToken(shop, given) })), name).toBe(401);
    const answer = await askDoor("/buyer/thank-you", { orderId: "1" }, { token: buyerToken(shop, given) });
    expect(answer.status, name).toBe(401);
  }
  const nobody = idToken(shop, { secret: secrets.previous, claims: { sub: undefined } });
  expect(await statusOf(adminRequest(shop, "/app", { token: nobody }))).toBe(401);
});
