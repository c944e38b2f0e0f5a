import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientId, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());
beforeEach(() => store.control("reset", { seedOrders: 1 }));

const theme = (shop: string, block = `${clientId}/note`) =>
  `${store.origin}/admin/store/${shop}/themes/current/editor?template=product&addAppBlockId=${block}&target=mainSection`;
const press = (address: string, block: string, placed: "yes" | "no") =>
  fetch(address, { method: "POST", body: new URLSearchParams({ block, placed }) });
const product = async (shop: string) => (await fetch(`${store.origin}/storefront/${shop}`)).text();

describe("an editor of the admin", () => {
  it("has the first shop's blocks placed, and none in a shop that has just installed the app", async () => {
    expect(await product("sunda-trading")).toContain("theme-note/note.js");
    await store.control("install", { shop: "harbor-lane" });
    expect(await product("harbor-lane")).not.toContain("theme-note/note.js");
  });

  it("places a theme block by the documented link, takes it away, and forgets it with the app", async () => {
    await store.control("install", { shop: "harbor-lane" });
    const address = theme("harbor-lane");
    const before = await (await fetch(address)).text();
    expect(before).toContain("Not on this page yet.");
    expect(await (await press(address, "note", "yes")).text()).toContain("Placed on this page.");
    expect(await product("harbor-lane")).toContain("theme-note/note.js");
    await press(address, "note", "no");
    expect(await product("harbor-lane")).not.toContain("theme-note/note.js");
    await press(address, "note", "yes");
    await store.control("uninstall", { shop: "harbor-lane" });
    await store.control("install", { shop: "harbor-lane" });
    expect(await product("harbor-lane")).not.toContain("theme-note/note.js");
  });

  it("says so when a link names what the store does not have, and knows no other page of checkout", async () => {
    const wrong = await (await fetch(theme("sunda-trading", "someone-else/note"))).text();
    expect(wrong).toContain("names a block that no app of this store has");
    const checkout = `${store.origin}/admin/store/sunda-trading/settings/checkout/editor`;
    expect(await (await fetch(`${checkout}?page=thank-you&context=apps&app=x`)).text()).toContain(
      "names an app that this store does not have",
    );
    expect((await fetch(`${checkout}?page=cart`)).status).toBe(404);
    expect((await press(theme("sunda-trading"), "nothing", "yes")).status).toBe(404);
  });
});
