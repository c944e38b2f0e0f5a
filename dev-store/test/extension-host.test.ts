import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyToken } from "../src/oauth/jwt.ts";
import {
  clientId,
  clientSecret,
  type Received,
  type StoreUnderTest,
  storeUnderTest,
} from "./store-under-test.ts";

let store: StoreUnderTest;
let browser: Browser;
let page: Page;
let answers: Received[] = [];
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

beforeAll(async () => {
  if (!existsSync(executablePath)) throw new Error(`There is no browser at ${executablePath}.`);
  store = await storeUnderTest();
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run"],
  });
}, 180_000);
afterAll(async () => {
  await browser.close();
  await store.close();
});
beforeEach(async () => {
  await store.control("reset", { seedOrders: 0 });
  answers = [];
  const cors = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "authorization, content-type",
  };
  store.app.reply = (call) => {
    if (call.url !== "/buyer/answers") return null;
    if (call.method === "POST") answers.push(call);
    return { status: call.method === "OPTIONS" ? 204 : 201, headers: cors };
  };
  page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
});

const placed = async (body: object = {}) => {
  const { order } = await store.control<{ order: { id: number; thankYou: string; orderStatus: string } }>(
    "checkout",
    {
      country: "DE",
      firstName: "Jule",
      locale: "en",
      option: "cheapest",
      ...body,
    },
  );
  return order;
};

describe("a built extension", () => {
  it("shows itself, answers a tap with a session token from origin null, and remembers", async () => {
    const order = await placed();
    await page.goto(store.origin + order.thankYou);
    const block = page.locator("[data-handle='first-tap']");
    await block.getByRole("heading", { name: "How many days, Jule?" }).waitFor();
    expect(await block.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await block.getByRole("radio", { name: "14" }).check();
    await block.getByRole("textbox", { name: "Anything else?" }).fill("No hurry");
    await block.getByRole("button", { name: "Send" }).click();
    await block.getByText("1 answer").waitFor();
    await block.getByText("201").waitFor();
    const [call] = answers;
    expect(call?.headers.origin).toBe("null");
    expect(JSON.parse(String(call?.body))).toEqual({
      order: `gid://shopify/Order/${order.id}`,
      language: "en",
      origin: "null",
      document: "undefined",
      values: ["14"],
      note: "No hurry",
    });
    const token = String(call?.headers.authorization).replace("Bearer ", "");
    expect(verifyToken(token, clientSecret, clientId)).toMatchObject({ dest: "sunda-trading.myshopify.com" });
    await page.reload();
    await block.getByText("1 answer").waitFor();
    await page.goto(store.origin + (await placed()).thankYou);
    await block.getByText("0 answers").waitFor();
  });

  it("speaks the order's language and can be switched to another", async () => {
    const order = await placed({ country: "SA", locale: "ar", firstName: "نورة" });
    await page.goto(store.origin + order.thankYou);
    await page.getByRole("button", { name: "إرسال" }).waitFor();
    expect(await page.evaluate("document.documentElement.dir")).toBe("rtl");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.getByLabel("اللغة").selectOption("en");
    await page.getByRole("button", { name: "Send" }).waitFor();
  });

  it("that fails leaves an honest note and a whole page", async () => {
    const order = await placed();
    await page.goto(store.origin + order.orderStatus);
    await page.getByRole("alert").getByText("This block has lost its way.").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toMatch(/^Order #/);
  });

  it("beside an order in the admin asks the app with the person's token", async () => {
    const asked: Received[] = [];
    store.app.reply = (call) => {
      if (!/^\/api/.test(call.url)) return null;
      if (call.method === "GET") asked.push(call);
      const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization" };
      return { status: call.method === "OPTIONS" ? 204 : 200, headers, body: "Two parcels" };
    };
    const order = await placed();
    await page.goto(`${store.origin}/admin/store/sunda-trading/orders/${order.id}`);
    const block = page.locator("[data-handle='order-note']");
    await block.locator("s-text").getByText("Two parcels").waitFor();
    expect(asked[0]?.url).toBe(`/api/orders/${order.id}`);
    const token = String(asked[0]?.headers.authorization).replace("Bearer ", "");
    expect(verifyToken(token, clientSecret, clientId)).toMatchObject({ sub: "1" });
    expect(await block.getByRole("link", { name: "Open" }).getAttribute("href")).toBe(
      "/admin/store/sunda-trading/apps/parcel-friend/app/orders",
    );
  });

  it("without network access reaches nobody, by whatever means", async () => {
    const order = await placed();
    await page.goto(`${store.origin}${order.thankYou}?lang=en`);
    const block = page.locator("[data-handle='no-network']");
    await block.getByText("fetch: refused").waitFor();
    await block.getByText("sockets: undefined undefined").waitFor();
  });
});
