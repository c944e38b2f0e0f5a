import { mkdir } from "node:fs/promises";
import type { Frame, Page } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import chinese from "../../app/locales/zh-CN.json" with { type: "json" };
import { overflowOf, violationsOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";

const shop = "sunda-trading";
const pictures = process.env.PICTURES;

/** Keeps a picture of the page when a folder is asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
}

const text = (frame: Frame, words: string) =>
  frame.getByText(words, { exact: false }).filter({ visible: true }).first();

beforeAll(async () => {
  const { page } = await openPage();
  await openApp(page);
  await control("replay", { shop, topic: "orders/create", count: 12 });
  await webhooksDelivered();
  await (await openApp(page)).getByText("#1012", { exact: false }).first().waitFor({ timeout: 30_000 });
  await page.context().close();
});

describe.each([
  { locale: "en", words: english },
  { locale: "zh-CN", words: chinese },
])("every page in $locale", ({ locale, words }) => {
  const paths = [
    { path: "", heading: words.next.heading },
    { path: "/app/providers", heading: words.providers.title },
    { path: "/app/providers/new", heading: words.providers.new.title },
    { path: "/app/settings", heading: words.settings.team },
    { path: "/app/settings/privacy", heading: words.privacy.title },
    { path: "/app/no-such-page", heading: words.error.notFoundTitle },
  ];

  it.each([1280, 390])("is readable, accessible and free of errors at %i px", async (width) => {
    for (const { path, heading } of paths) {
      const { page, problems } = await openPage({ viewport: { width, height: 900 } });
      const frame = await openApp(page, { path, locale });
      await text(frame, heading).waitFor();
      expect(await frame.evaluate(() => document.documentElement.lang)).toBe(locale);
      expect(await overflowOf(frame), `${path} is wider than ${width} px`).toBeLessThanOrEqual(0);
      expect(await overflowOf(page.mainFrame())).toBeLessThanOrEqual(0);
      expect(await violationsOf(frame), path).toEqual([]);
      // The browser itself reports the 404 of the page that does not exist.
      const unexpected = problems.filter((line) => !(path === "/app/no-such-page" && line.includes("404")));
      expect(unexpected, path).toEqual([]);
      await picture(
        page,
        `${path.replace("/app", "").replaceAll("/", "-") || "-home"}-${locale}-${width}`.slice(1),
      );
      await page.context().close();
    }
  });
});

describe("home", () => {
  it("shows a new order by itself, without a reload and without moving what was there", async () => {
    const { page, problems } = await openPage();
    const frame = await openApp(page);
    await text(frame, english.orders.latest).waitFor();
    await frame.evaluate(() => {
      const window_ = globalThis as unknown as { shift: number; stays: boolean };
      window_.shift = 0;
      window_.stays = true;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number }[]) window_.shift += entry.value;
      }).observe({ type: "layout-shift" });
    });
    const { orders } = await control<{ orders: { name: string }[] }>("orders/create", { shop });
    await text(frame, orders[0]?.name ?? "?").waitFor({ timeout: 20_000 });
    const { shift, stays } = await frame.evaluate(() => {
      const { shift, stays } = globalThis as unknown as { shift: number; stays: boolean };
      return { shift, stays };
    });
    expect(stays).toBe(true);
    expect(shift).toBeLessThan(0.1);
    expect(problems).toEqual([]);
  });

  it("lets a person say who they are once, refuses an empty name beside the field, and remembers it", async () => {
    const { page } = await openPage();
    const frame = await openApp(page, { staff: "2" });
    await frame.getByRole("button", { name: english.name.save }).click();
    await text(frame, english.problem.nameEmpty).waitFor();
    await frame.getByLabel(english.name.label).fill("Chen Mei 陈梅");
    await frame.getByLabel(english.name.label).press("Enter");
    await text(frame, english.next.setName.title).waitFor({ state: "hidden" });
    const settings = await openApp(page, { staff: "2", path: "/app/settings" });
    await expect.poll(() => settings.getByLabel(english.name.label).inputValue()).toBe("Chen Mei 陈梅");
  });

  it("says what could not be read, keeps it, and reads it again when an owner asks", async () => {
    await control("webhooks/send", { shop, topic: "orders/updated", payload: { id: 1 } });
    await webhooksDelivered();
    const { page } = await openPage();
    const frame = await openApp(page);
    await text(frame, english.home.status.parked_one.replace("{{count, number}}", "1")).waitFor({
      timeout: 20_000,
    });
    await picture(page, "home-parked-en-1280");
    expect(await violationsOf(frame)).toEqual([]);
    const agent = await openPage();
    const asAgent = await openApp(agent.page, { staff: "2" });
    await asAgent.getByText(english.next.retry.askManager.replace("{{role}}", english.role.agent)).waitFor();
    expect(await asAgent.getByRole("button", { name: english.next.retry.action }).count()).toBe(0);
  });

  it("says that the connection is lost and comes back by itself", async () => {
    const { page } = await openPage();
    const frame = await openApp(page);
    await text(frame, english.orders.latest).waitFor();
    await page.route(`${inject("stack").appUrl}/**`, (route) => route.abort());
    await text(frame, english.home.lost.split("{{")[0] ?? "").waitFor({ timeout: 20_000 });
    await page.unroute(`${inject("stack").appUrl}/**`);
    await text(frame, english.home.lost.split("{{")[0] ?? "").waitFor({ state: "hidden", timeout: 30_000 });
  });
});

describe("the second shop", () => {
  it("is installed from its admin, starts empty and sees nothing of the first", async () => {
    const { page } = await openPage();
    await control("install", { shop: "harbor-lane" });
    const frame = await openApp(page, { shop: "harbor-lane" });
    await text(frame, english.home.status.noOrdersYet).waitFor();
    expect(await frame.getByText("#10").count()).toBe(0);
    await picture(page, "home-empty-en-1280");
    expect(await violationsOf(frame)).toEqual([]);
  });
});
