import { expect, inject, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import { violationsOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";
import { blockOf } from "./support/buyer.ts";

const shop = "harbor-lane";
const words = english.home.setUp;
const place = (what: string) => `${words.placeAction}: ${what}`;

it("a new store is led to each editor, and a step is done once a buyer's page has shown the block", async () => {
  await control("install", { shop });
  const { devStoreUrl } = inject("stack");
  const { page, problems } = await openPage();
  const open = async () => {
    const frame = await openApp(page, { shop });
    await frame.getByRole("heading", { name: words.heading }).waitFor();
    return frame;
  };
  const progress = (done: number) =>
    words.progress.replace("{{done, number}}", String(done)).replace("{{all, number}}", "5");
  let frame = await open();
  await frame.getByText(progress(0)).waitFor();
  expect(await violationsOf(frame)).toEqual([]);

  const { orders } = await control<{ orders: { id: number }[] }>("orders/create", { shop, country: "US" });
  const thankYou = `${devStoreUrl}/thank-you/${shop}/${orders[0]?.id}`;
  await page.goto(thankYou);
  expect(await page.locator("[data-handle=delivery-survey]").count()).toBe(0);

  frame = await open();
  await frame.getByRole("link", { name: place(words.placeThankYou) }).click();
  await page.waitForURL(/\/settings\/checkout\/editor\?page=thank-you&context=apps&app=/);
  await page.getByRole("button", { name: "Add to the page and save" }).click();
  await page.getByText("Placed on this page.").waitFor();
  // Placed is not seen: the step stands until somebody has opened the page.
  frame = await open();
  await frame.getByText(progress(0)).waitFor();
  await page.goto(thankYou);
  await blockOf(page, "delivery-survey");
  frame = await open();
  await frame.getByText(progress(1)).waitFor();
  expect(await frame.getByRole("link", { name: place(words.placeThankYou) }).count()).toBe(0);

  await frame.getByRole("link", { name: place(words.placeProductPage) }).click();
  await page.waitForURL(/\/themes\/current\/editor\?template=product&addAppBlockId=/);
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.getByRole("button", { name: "Add to the page and save" }).click();
  await page.getByText("Placed on this page.").waitFor();
  await page.goto(`${devStoreUrl}/storefront/${shop}?country=US`);
  await page.locator("[data-fairlead-promise]").waitFor({ state: "attached" });
  await expect
    .poll(async () => {
      frame = await open();
      return frame.getByText(progress(2)).count();
    })
    .toBe(1);
  // Another test looks at this store without orders.
  await control("orders/delete", { shop, ids: orders.map(({ id }) => id) });
  await webhooksDelivered();
  expect(problems).toEqual([]);
}, 180_000);
