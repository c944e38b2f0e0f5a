import type { Frame } from "playwright-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import { violationsOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";

const shop = "sunda-trading";

const text = (frame: Frame, words: string) =>
  frame.getByText(words, { exact: false }).filter({ visible: true }).first();

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
    await text(frame, orders[0]?.name ?? "?").waitFor({ timeout: 60_000 });
    const { shift, stays } = await frame.evaluate(() => {
      const { shift, stays } = globalThis as unknown as { shift: number; stays: boolean };
      return { shift, stays };
    });
    expect(stays).toBe(true);
    expect(shift).toBeLessThan(0.1);
    expect(problems).toEqual([]);
  });

  it("says that the connection is lost and comes back by itself", async () => {
    const { page } = await openPage();
    const frame = await openApp(page);
    await text(frame, english.orders.latest).waitFor();
    await page.route(`${inject("stack").appUrl}/**`, (route) => route.abort());
    await text(frame, english.home.lost.split("{{")[0] ?? "").waitFor({ timeout: 60_000 });
    await page.unroute(`${inject("stack").appUrl}/**`);
    await text(frame, english.home.lost.split("{{")[0] ?? "").waitFor({ state: "hidden", timeout: 60_000 });
  });
});

describe("a second shop", () => {
  const second = "harbor-lane";

  beforeAll(async () => {
    await control("install", { shop: second });
    const { page } = await openPage();
    // Whoever opens it first after the install owns it.
    await openApp(page, { shop: second });
    await page.context().close();
  });

  it("starts empty and sees nothing of the first", async () => {
    const { page, problems } = await openPage();
    const frame = await openApp(page, { shop: second });
    await text(frame, english.home.status.noOrdersYet).waitFor();
    expect(await frame.getByText("#1").count()).toBe(0);
    expect(await violationsOf(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it("lets a person say who they are once, refuses an empty name beside the field, and remembers it", async () => {
    const { page } = await openPage();
    const frame = await openApp(page, { shop: second, staff: "2" });
    await frame.getByRole("button", { name: english.name.save }).click();
    await text(frame, english.problem.nameEmpty).waitFor();
    await frame.getByLabel(english.name.label).fill("Chen Mei 陈梅");
    await frame.getByLabel(english.name.label).press("Enter");
    await text(frame, english.next.setName.title).waitFor({ state: "hidden" });
    const settings = await openApp(page, { shop: second, staff: "2", path: "/app/settings" });
    await expect.poll(() => settings.getByLabel(english.name.label).inputValue()).toBe("Chen Mei 陈梅");
  });

  it("says what could not be read, keeps it, and reads it again when an owner asks", async () => {
    await control("webhooks/send", { shop: second, topic: "orders/updated", payload: { id: 1 } });
    await webhooksDelivered();
    const { page } = await openPage();
    const parked = english.home.status.parked_one.replace("{{count, number}}", "1");
    const frame = await openApp(page, { shop: second });
    await text(frame, parked).waitFor({ timeout: 60_000 });
    expect(await violationsOf(frame)).toEqual([]);
    const agent = await openPage();
    const asAgent = await openApp(agent.page, { shop: second, staff: "2" });
    await asAgent.getByText(english.next.retry.askManager.replace("{{role}}", english.role.agent)).waitFor();
    expect(await asAgent.getByRole("button", { name: english.next.retry.action }).count()).toBe(0);
  });
});
