import { createHmac } from "node:crypto";
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { clientSecret, type StoreUnderTest, storeUnderTest } from "./store-under-test.ts";

let store: StoreUnderTest;
beforeAll(async () => {
  store = await storeUnderTest();
});
afterAll(() => store.close());
beforeEach(() => store.control("reset", { seedOrders: 3 }));

const app = "/admin/store/sunda-trading/apps/parcel-friend";
const read = async (path: string) => (await fetch(store.origin + path)).text();
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(store.origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { origin: store.origin, ...headers },
    body: new URLSearchParams(fields),
  });

describe("the admin", () => {
  it("frames the app at the path of its own address, signed", async () => {
    const page = await read(`${app}/app/team?tab=all`);
    const source = /<iframe src="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const url = new URL(source);
    expect(url.pathname).toBe("/app/team");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      tab: "all",
      embedded: "1",
      locale: "en",
      shop: "sunda-trading.myshopify.com",
    });
    expect(Buffer.from(url.searchParams.get("host") ?? "", "base64").toString()).toBe(
      "admin.shopify.com/store/sunda-trading",
    );
    const given = url.searchParams.get("hmac");
    url.searchParams.delete("hmac");
    const message = [...url.searchParams]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => `${name}=${value}`)
      .join("&");
    expect(given).toBe(createHmac("sha256", clientSecret).update(message).digest("hex"));
  });

  it("never frames another origin", async () => {
    expect((await fetch(`${store.origin}${app}//elsewhere.example/app`)).status).toBe(404);
  });

  it("asks for approval before a first install and installs on it", async () => {
    const path = "/admin/store/harbor-lane/apps/parcel-friend";
    expect(await read(path)).toContain("Install Parcel Friend");
    expect(await read(path)).not.toContain("<iframe");
    expect((await post("/admin/store/harbor-lane/install", {})).headers.get("location")).toBe(path);
    expect(await read(path)).toContain("<iframe");
  });

  it("asks again when the app wants more, and tells the app of the approval", async () => {
    await store.control("scopes", { granted: ["read_orders"] });
    expect(await read(app)).toContain("needs more access");
    store.received.length = 0;
    await post("/admin/store/sunda-trading/install", {});
    await store.control("flush");
    expect(store.received.map((one) => one.headers["x-shopify-topic"])).toEqual(["app/scopes_update"]);
    expect(await read(app)).toContain("<iframe");
  });

  it("remembers who is signed in", async () => {
    const chosen = await post("/visitor", { staff: "2", language: "zh-CN", back: app });
    const cookie = chosen.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
    const token = await post("/admin/store/sunda-trading/id-token", {}, { cookie });
    const { idToken } = (await token.json()) as { idToken: string };
    expect(JSON.parse(Buffer.from(idToken.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      sub: "2",
    });
    for (const language of ["zh-CN", "de", "es", "en"]) {
      const spoken = await fetch(store.origin + app, {
        headers: { cookie: `dev_store_language=${language}` },
      });
      expect(await spoken.text()).toContain(`locale=${language}&`);
    }
    const elsewhere = await post("/visitor", { staff: "2", language: "en", back: "//elsewhere.example" });
    expect(elsewhere.headers.get("location")).toBe("/");
  });

  it("refuses forms and control calls from other origins and names", async () => {
    const foreign = { origin: "http://elsewhere.example" };
    expect((await post("/happen", { what: "uninstall" }, foreign)).status).toBe(403);
    expect((await post("/control/reset", {}, foreign)).status).toBe(415);
    const status = await new Promise((done) => {
      const call = request(`${store.origin}/control/state`, { headers: { host: "elsewhere.example" } });
      call.on("response", (response) => done(response.statusCode)).end();
    });
    expect(status).toBe(421);
  });

  it("shows what buyers type as text", async () => {
    await store.control("orders/create", { firstName: "<script>alert(1)</script>" });
    const page = await read("/admin/store/sunda-trading/orders");
    expect(page).toContain("&lt;script&gt;alert(1)");
    expect(page).not.toContain("<script>alert(1)");
  });
});

type Shipped = { id: number; fulfillments: { shipment_status: string | null }[] };

describe("the order desk and the storefront", () => {
  it("places, ships, moves and cancels", async () => {
    const placed = await post("/admin/store/sunda-trading/orders", {
      product: "0",
      quantity: "2",
      country: "JP",
      currency: "JPY",
    });
    const order = placed.headers.get("location") ?? "";
    await post(`${order}/fulfil`, { company: "Northbridge Express", number: "NX1" });
    await post(`${order}/event`, { status: "delivered", city: "Nagano" });
    await post(`${order}/cancel`, {});
    const page = await read(order);
    for (const text of ["JPY", "NX1", "Delivered", "Cancelled"]) expect(page).toContain(text);
  });

  it("sells through a checkout that starts with a made-up address and the cheapest way", async () => {
    const started = await post("/storefront/sunda-trading", { product: "1", quantity: "2", country: "KW" });
    const checkout = started.headers.get("location") ?? "";
    const address = await read(checkout);
    expect(address).toContain('dir="rtl"');
    const kept = await post(checkout, {
      country: "KW",
      city: "Salmiya",
      firstName: "Dana",
      email: "d@mail.example",
      locale: "en",
    });
    const options = await read(kept.headers.get("location") ?? "");
    const [, handle, checked] = /value="([0-9a-f]{32})" required( checked)?/.exec(options) ?? [];
    expect(checked).toBe(" checked");
    expect(options.indexOf("KWD\u00a02.118")).toBeLessThan(options.indexOf("KWD\u00a05.987"));
    const paid = await post(`${checkout}/shipping`, { option: handle ?? "" });
    const page = await read(paid.headers.get("location") ?? "");
    expect(page).toContain("Thank you, Dana");
    expect(page).toContain("KWD");
    // A second press of the button buys nothing twice.
    const again = await post(`${checkout}/shipping`, { option: handle ?? "" });
    expect(again.headers.get("location")).toBe(paid.headers.get("location"));
    expect(
      await read(`/order-status/sunda-trading/${paid.headers.get("location")?.split("/").at(-1)}`),
    ).toContain("Order #");
  });

  it("hands over and moves several parcels of a country at once", async () => {
    for (const country of ["BR", "BR", "DE"]) await store.control("orders/create", { country });
    const desk = "/admin/store/sunda-trading/parcels";
    const shipped = await post(desk, { what: "ship", country: "BR", company: "Correios" });
    expect(new URL(shipped.headers.get("location") ?? "", store.origin).searchParams.get("done")).toBe(
      "Handed over to Correios: 2.",
    );
    await post(desk, { what: "customs", country: "BR" });
    const page = await read(`${desk}?country=BR`);
    expect(page.match(/Delayed/g)).toHaveLength(2);
    expect(await read(`${desk}?country=DE`)).toContain("To ship");
  });

  it("delivers late what was just bought, not what was ordered since", async () => {
    const { order } = await store.control<{ order: { id: number } }>("checkout", { option: "cheapest" });
    await store.control("orders/create", {});
    await post("/happen", { what: "late" });
    const { orders } = await store.control<{ orders: Shipped[] }>("orders/list");
    const parcels = orders.find((one) => one.id === order.id)?.fulfillments ?? [];
    expect(parcels).toMatchObject([{ shipment_status: "delivered" }]);
    expect(orders[0]?.fulfillments).toEqual([]);
    const steps = await read(`/admin/store/sunda-trading/orders/${order.id}`);
    const days = [
      ...steps.matchAll(/<strong>[^<]+<\/strong> <span class="muted">[^<]*?(\w{3} \d+, \d{4})/g),
    ].map(([, day = ""]) => Date.parse(day));
    expect(days).toHaveLength(3);
    expect((days[2] ?? 0) - (days[0] ?? 0)).toBeGreaterThan(40 * 86_400_000);
  });

  it("opens the doors a demo has told of, on this machine only, and forgets them", async () => {
    expect(await read("/")).toContain("the address you get is this door");
    const url = `${store.origin}/f/abc`;
    await store.control("door", { name: "forwarder", url });
    expect(await read("/")).toContain(`href="${url}"`);
    await expect(
      store.control("door", { name: "forwarder", url: "https://elsewhere.example/f" }),
    ).rejects.toThrow(/on this machine/);
    await store.control("door", { name: "forwarder", url: null });
    expect(await read("/")).not.toContain(url);
  });

  it.each(["deliver", "late", "delay", "lose", "customs", "lapse", "storm", "down"])(
    "says what it did: %s",
    async (what) => {
      const location = (await post("/happen", { what })).headers.get("location") ?? "";
      expect(await read(location)).toMatch(/role="status">[A-Z][^<]+\./);
      await store.control("down", { ms: 0 });
    },
  );
});
