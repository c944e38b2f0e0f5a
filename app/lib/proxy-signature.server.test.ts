import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readProxyQuery } from "./proxy-signature.server";

const now = new Date("2026-11-23T12:00:00Z");
const seconds = now.getTime() / 1000;
const read = (query: string, secrets = ["hush"], at = now) => readProxyQuery(query, secrets, at);

/** The query as the platform sends it, signed over what its documentation names. */
function signed(change: Record<string, string> = {}, secret = "hush"): string {
  const parameters: Record<string, string> = {
    country: "DE",
    shop: "some-shop.myshopify.com",
    logged_in_customer_id: "",
    path_prefix: "/apps/fairlead",
    timestamp: String(seconds),
    ...change,
  };
  const text = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const signature = createHmac("sha256", secret).update(text.sort().join("")).digest("hex");
  return new URLSearchParams({ ...parameters, signature }).toString();
}

describe("a proxied request", () => {
  it("is read as the platform's documentation signs its example", () => {
    const example =
      "extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555" +
      "&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb";
    const read = readProxyQuery(example, ["hush"], new Date(1_317_327_555_000));
    expect(read?.get("shop")).toBe("shop-name.myshopify.com");
    expect(read?.get("extra")).toBe("1,2");
  });

  it("is right with either secret, and with spaces, signs and letters of any script", () => {
    const query = signed({ name: "a b+c&d=é 中" });
    expect(read(query)?.get("name")).toBe("a b+c&d=é 中");
    expect(read(signed({}, "older"), ["hush", "older"])).not.toBeNull();
  });

  it.each([
    ["without a signature", signed().replace(/&signature=\w+/, "")],
    ["with an empty signature", signed().replace(/signature=\w+/, "signature=")],
    ["with another secret's signature", signed({}, "other")],
    ["with a parameter changed", signed().replace("country=DE", "country=BR")],
    ["with a parameter added", `${signed()}&country=BR`],
    ["for another shop", signed().replace("some-shop", "other-shop")],
    ["with the shop named twice", `${signed()}&shop=other-shop.myshopify.com`],
    ["without its time", signed().replace(/timestamp=\d+&/, "")],
    ["with a time that is none", signed({ timestamp: "1e9" })],
    ["that is empty", ""],
    ["of broken escapes", "%E0%A4%A&signature=%ff"],
  ])("%s is nobody's", (_name, query) => {
    expect(read(query)).toBeNull();
  });

  it("repeated after a minute and a half is nobody's, nor one from the future", () => {
    expect(read(signed({ timestamp: String(seconds - 89) }))).not.toBeNull();
    expect(read(signed({ timestamp: String(seconds - 91) }))).toBeNull();
    expect(read(signed({ timestamp: String(seconds + 91) }))).toBeNull();
  });
});
