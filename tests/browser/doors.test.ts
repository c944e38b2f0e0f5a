import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import { openPage } from "./support/browser.ts";
import { blockOf } from "./support/buyer.ts";

const app = (page: Page) => page.frameLocator("iframe");

/** What stands behind each door of the first page, as far as a person sees at once that it is the right one. */
const behind: Record<string, (page: Page) => Promise<unknown>> = {
  Merchant: (page) => app(page).getByRole("heading", { name: english.home.loop.heading }).waitFor(),
  "Support agent": async (page) => {
    await app(page).locator("a[href^='/app/tickets/']").first().waitFor();
    expect(await page.locator("select[name=staff]").inputValue()).toBe("2");
  },
  "Buyer in Munich": (page) => blockOf(page, "order-status"),
  "Buyer in Riyadh": async (page) => {
    await app(page).locator("[data-handle=delivery-survey] s-section").first().waitFor();
    const phone = page.frames().find((frame) => frame.url().includes("/thank-you/"));
    expect(await phone?.evaluate(() => document.documentElement.dir)).toBe("rtl");
  },
  "Forwarder's invitation": (page) => page.getByRole("link", { name: english.invited.goOn }).waitFor(),
  Mailbox: (page) => page.getByRole("heading", { name: "Mailbox" }).waitFor(),
  "A second, empty shop": (page) => page.getByText("Harbor Lane").first().waitFor(),
};

it("every door of the first page leads where it says, without an error", async () => {
  const { page, problems } = await openPage();
  const { devStoreUrl } = inject("stack");
  await page.goto(devStoreUrl);
  const names = page.locator(".door-list").first().locator("strong");
  expect(await names.allInnerTexts()).toEqual(Object.keys(behind));
  for (const [name, look] of Object.entries(behind)) {
    await page.goto(devStoreUrl);
    await page.getByRole("link", { name }).click();
    await look(page);
    expect([name, ...problems]).toEqual([name]);
  }
}, 300_000);
