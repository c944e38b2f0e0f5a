import { expect, it } from "vitest";
import { openApp } from "./support/app-frame.ts";
import { openPage } from "./support/browser.ts";

/** The platform's limit. How fast pages are is left to the bench: on a shared machine a time here would prove nothing. */
const most = 0.1;

it.each([
  ["home", ""],
  ["the inbox", "/app/inbox"],
])("%s stays where it was while it loads", async (_name, path) => {
  const { page } = await openPage();
  await page.addInitScript(() => {
    Object.assign(globalThis, { shifted: 0 });
    new PerformanceObserver((list) => {
      const window_ = globalThis as unknown as { shifted: number };
      for (const entry of list.getEntries() as unknown as { value: number }[]) window_.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const frame = await openApp(page, { path });
  await frame.waitForLoadState("networkidle");
  const shifted = await frame.evaluate(() => (globalThis as unknown as { shifted: number }).shifted);
  expect(shifted).toBeLessThan(most);
});
