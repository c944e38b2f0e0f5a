import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseConfiguration } from "../src/app-configuration.ts";
import { renderLiquid } from "../src/theme/liquid.ts";
import { clientSecret, type Received, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
let asked: Received[] = [];
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());
beforeEach(async () => {
  await store.control("reset", { seedOrders: 0 });
  asked = [];
  store.app.reply = (call) => {
    asked.push(call);
    return { status: 200, headers: { "content-type": "application/json", "set-cookie": "a=b" }, body: "{}" };
  };
});

describe("a request below the shop's app proxy", () => {
  it("arrives signed at the app, with the shop, nobody logged in, and no cookie", async () => {
    const address = `${store.origin}/storefront/sunda-trading/apps/notes/extra/path?b=2&b=3&a=1&shop=forged&signature=x`;
    const answer = await fetch(address, { headers: { cookie: "secret=1" } });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([200, null]);
    const url = new URL(asked[0]?.url ?? "", "http://app");
    expect(url.pathname).toBe("/proxy/extra/path");
    expect(asked[0]?.headers.cookie).toBeUndefined();
    const given = url.searchParams;
    expect(given.getAll("shop")).toEqual(["sunda-trading.myshopify.com"]);
    expect([given.get("logged_in_customer_id"), given.get("path_prefix")]).toEqual(["", "/apps/notes"]);
    expect(Math.abs(Number(given.get("timestamp")) - Date.now() / 1000)).toBeLessThan(60);
    const signature = given.get("signature") ?? "";
    given.delete("signature");
    const parts = [...new Set(given.keys())].map((name) => `${name}=${given.getAll(name).join(",")}`);
    expect(parts).toContain("b=2,3");
    expect(signature).toBe(createHmac("sha256", clientSecret).update(parts.sort().join("")).digest("hex"));
  });

  it("is not found elsewhere, nor once the app is gone", async () => {
    const status = async (path: string) =>
      (await fetch(`${store.origin}/storefront/sunda-trading${path}`)).status;
    expect(await status("/apps/other/x")).toBe(404);
    expect(await status("/apps/notesx")).toBe(404);
    expect(await status("/apps/notes")).toBe(200);
    await store.control("uninstall", { shop: "sunda-trading" });
    expect(await status("/apps/notes")).toBe(404);
  });
});

describe("an app block", () => {
  it("stands on the product page in the buyer's language, with the assets its schema names", async () => {
    const page = await (await fetch(`${store.origin}/storefront/sunda-trading?lang=de`)).text();
    expect(page).toContain('<p data-country="DE">Nach Deutschland &amp; zurück</p>');
    expect(page).toContain('src="/theme-assets/theme-note/note.js"');
    const script = await fetch(`${store.origin}/theme-assets/theme-note/note.js`);
    expect([script.status, script.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    expect((await fetch(`${store.origin}/theme-assets/theme-note/none.js`)).status).toBe(404);
    const other = await (await fetch(`${store.origin}/storefront/sunda-trading?lang=es`)).text();
    expect(other).toContain("To Alemania");
  });

  const schema = '{% schema %}{"name":"n","target":"section"}{% endschema %}';
  it.each([
    ["a tag", "{% if product %}{% endif %}", "tag if"],
    ["a filter", "{{ 'x' | upcase }}", "filter upcase"],
    ["a name", "{{ product.vendor }}", "no product.vendor"],
    ["an object printed", "{{ product }}", "is no text"],
  ])("fails on %s nobody imitates", (_what, text, why) => {
    expect(() => renderLiquid(text + schema, { product: { title: "t" } }, {})).toThrow(why);
  });

  it("needs a schema", () => {
    expect(() => renderLiquid("<p></p>", {}, {})).toThrow("no schema");
  });
});

it("a configuration with an app proxy needs its scope and a place the platform allows", () => {
  const toml = (proxy: string, scopes = "write_app_proxy") => `name = "Notes"
application_url = "https://notes.example/app"
embedded = true
[access_scopes]
scopes = "${scopes}"
[webhooks]
api_version = "2026-07"
[app_proxy]
url = "/proxy"
${proxy}`;
  const read = (text: string) => parseConfiguration(text, "http://127.0.0.1:1").proxy;
  const place = 'prefix = "apps"\nsubpath = "notes"';
  expect(read(toml(place))).toEqual({ url: "http://127.0.0.1:1/proxy", prefix: "apps", subpath: "notes" });
  expect(() => read(toml(place, "read_orders"))).toThrow("write_app_proxy");
  expect(() => read(toml('prefix = "x"\nsubpath = "notes"'))).toThrow("prefix");
  expect(() => read(toml('prefix = "apps"\nsubpath = "admin"'))).toThrow("subpath");
});
