import { expect, inject, it } from "vitest";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";

const shop = "sunda-trading";

it("the owner opens the app inside the admin, and an order that is placed appears there", async () => {
  const { devStoreUrl } = inject("stack");
  const { page, problems } = await openPage();
  await page.goto(`${devStoreUrl}/admin/store/${shop}/apps/fairlead`);
  const app = page.frameLocator("iframe");
  await app.locator("h1").first().waitFor({ timeout: 60_000 });
  const { orders } = await control<{ orders: { name: string }[] }>("orders/create", { shop });
  await webhooksDelivered();
  const name = orders[0]?.name ?? "";
  await expect
    .poll(() => app.getByText(name, { exact: false }).count(), { timeout: 60_000 })
    .toBeGreaterThan(0);
  expect(problems).toEqual([]);
});
