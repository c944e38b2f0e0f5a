import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());

type Grant = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  refresh_token_expires_in: number;
  scope: string;
};
const refresh = (refreshToken: string) =>
  store.token({ grant_type: "refresh_token", refresh_token: refreshToken });

describe("the token endpoint", () => {
  it("exchanges an id token for an expiring offline token", async () => {
    const grant = (await (await store.exchange()).json()) as Grant;
    expect(grant).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
    expect(grant.scope).toContain("read_orders");
    const { answer } = await store.graphql("{ shop { name } }", {}, { token: grant.access_token });
    expect(answer.data).toEqual({ shop: { name: "Sunda Trading" } });
  });

  it("keeps a used refresh token alive until its successor is used", async () => {
    const first = (await (await store.exchange()).json()) as Grant;
    const second = (await (await refresh(first.refresh_token)).json()) as Grant;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).status).toBe(200);
    expect((await refresh(second.refresh_token)).status).toBe(200);
    expect((await refresh(first.refresh_token)).status).toBe(400);
  });

  it("reads form bodies too", async () => {
    const grant = (await (await store.exchange()).json()) as Grant;
    const response = await fetch(`${store.origin}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "x-original-host": "sunda-trading.myshopify.com" },
      body: new URLSearchParams({
        client_id: "test-client",
        client_secret: "test-secret-of-the-app",
        grant_type: "refresh_token",
        refresh_token: grant.refresh_token,
      }),
    });
    expect(response.status).toBe(200);
  });

  it.each([
    ["a wrong secret", { client_secret: "wrong" }, 401],
    ["an unknown client", { client_id: "other" }, 400],
    ["a token that never expires", { expiring: "0" }, 400],
    ["an unsigned id token", { subject_token: "e30.e30." }, 400],
    ["an unknown grant", { grant_type: "password" }, 400],
  ])("refuses %s", async (_name, body, status) => {
    expect((await store.exchange(body)).status).toBe(status);
  });

  it.each([
    ["an expired id token", { claims: { exp: 1 } }],
    ["a foreign audience", { claims: { aud: "another-app" } }],
    ["another shop's id token", { shop: "harbor-lane" }],
    ["a foreign signature", { secret: "another-secret" }],
    ["an unsigned algorithm", { alg: "none" }],
  ])("refuses %s as invalid_subject_token", async (_name, wish) => {
    const { idToken } = await store.control<{ idToken: string }>("id-token", wish);
    const response = await store.exchange({ subject_token: idToken });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_subject_token" });
  });

  it("gives id tokens the platform's claims", async () => {
    const { idToken } = await store.control<{ idToken: string }>("id-token", { staff: "2" });
    const claims = JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString()) as Record<
      string,
      unknown
    >;
    expect(claims).toMatchObject({
      iss: "https://sunda-trading.myshopify.com/admin",
      dest: "https://sunda-trading.myshopify.com",
      aud: "test-client",
      sub: "2",
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(60);
    expect(Object.keys(claims).sort()).toEqual([
      "aud",
      "dest",
      "exp",
      "iat",
      "iss",
      "jti",
      "nbf",
      "sid",
      "sub",
    ]);
  });

  it("can leave expires_in out, hang and refuse", async () => {
    await store.control("faults", { faults: [{ at: "token", kind: "no-expiry", times: 1 }] });
    expect(await (await store.exchange()).json()).not.toHaveProperty("expires_in");
    await store.control("faults", { faults: [{ at: "token", kind: "invalid-grant", times: 1 }] });
    expect((await store.exchange()).status).toBe(400);
    expect((await store.exchange()).status).toBe(200);
  });

  it("ends every token when the app is uninstalled", async () => {
    const grant = (await (await store.exchange()).json()) as Grant;
    await store.control("uninstall");
    expect((await store.graphql("{ shop { name } }", {}, { token: grant.access_token })).status).toBe(401);
    expect((await refresh(grant.refresh_token)).status).toBe(400);
    await store.control("reinstall");
    expect((await store.exchange()).status).toBe(200);
  });
});
