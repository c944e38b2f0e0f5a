import type { Frame, Page } from "playwright-core";
import { inject } from "vitest";

type Opening = { shop?: string; path?: string; staff?: string; locale?: string };

/** Opens a page of the app inside the store's admin and answers its frame once its first heading stands. */
export async function openApp(page: Page, opening: Opening = {}): Promise<Frame> {
  const { shop = "sunda-trading", path = "", staff, locale } = opening;
  const { devStoreUrl } = inject("stack");
  const base = `${devStoreUrl}/admin/store/${shop}`;
  if (staff || locale) {
    await page
      .context()
      .addCookies(
        Object.entries({ dev_store_staff: staff, dev_store_language: locale }).flatMap(([name, value]) =>
          value ? [{ name, value, url: devStoreUrl }] : [],
        ),
      );
  }
  await page.goto(`${base}/apps/fairlead${path}`);
  await page.frameLocator("iframe").locator("h1, h2").first().waitFor({ timeout: 60_000 });
  const frame = page.frames().find((one) => one.url().startsWith(inject("stack").appUrl));
  if (!frame) throw new Error("the app's frame is not there");
  return frame;
}
