import type { Locator, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { control } from "./browser.ts";

const shop = "sunda-trading";

/** Longer than a statement guards itself against the second half of a double tap. */
const tapEveryMs = 500;

/** Walks from the storefront to the choice of shipping in a country. Answers the address of that page. */
export async function toShipping(page: Page, country: string): Promise<string> {
  const { devStoreUrl } = inject("stack");
  await page.goto(`${devStoreUrl}/storefront/${shop}`);
  await page.locator("select[name=country]").selectOption(country);
  await page.locator("button.primary").click();
  await page.waitForURL(/\/checkout\//);
  await page.locator("button.primary").click();
  await page.waitForURL(/\/shipping/);
  return page.url();
}

/**
 * Buys with a delivery option of the app's and answers the order. On a busy machine the app may answer checkout too
 * late, and the store shows its backup rates: it is asked again until the option is there.
 */
export async function checkOut<T>(asked: { country: string; city: string; option: string }): Promise<T> {
  const { option, ...to } = asked;
  const offered = async () => {
    await control("carrier", { forget: true });
    const { rates } = await control<{ rates: { code: string }[] }>("checkout", { shop, ...to });
    return rates.map(({ code }) => code);
  };
  await expect.poll(offered, { interval: 500, timeout: 60_000 }).toContain(option);
  return (await control<{ order: T }>("checkout", { shop, ...asked })).order;
}

/** The options a checkout shows, as their labels read. */
export async function optionsOf(page: Page): Promise<string[]> {
  return page.locator("label.rate").allInnerTexts();
}

/** Chooses the option that reads so, pays, and waits for the app's block. Answers the id of the order. */
export async function payWith(page: Page, option: RegExp): Promise<string> {
  await page.locator("label.rate", { hasText: option }).click();
  await page.locator("button.primary").click();
  await page.waitForURL(/\/thank-you\//);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** The app's block on a page of the buyer, once it stands. */
export async function blockOf(page: Page, handle: "delivery-survey" | "order-status"): Promise<Locator> {
  const block = page.locator(`[data-handle=${handle}]`);
  await block.locator("s-section").waitFor({ timeout: 60_000 });
  return block;
}

/** Taps the same number on every statement until the block says thanks; one tap answers one statement. */
export async function tapThrough(block: Locator, value: number, thanks: string): Promise<void> {
  const done = block.getByText(thanks);
  // The eight buttons of a statement stand in order; their digits are those of the buyer's language.
  const button = block.getByRole("button").nth(value - 1);
  await expect
    .poll(
      async () => {
        if (await done.isVisible()) return true;
        await button.click({ timeout: tapEveryMs }).catch(() => {});
        return false;
      },
      { interval: tapEveryMs, timeout: 90_000 },
    )
    .toBe(true);
}
