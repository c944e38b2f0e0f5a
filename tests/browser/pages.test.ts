import { mkdir } from "node:fs/promises";
import type { Frame, Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { type Locale, supportedLocales } from "../../app/locales/supported.ts";
import { cutOffIn, overflowOf, violationsOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { openPage } from "./support/browser.ts";
import { linkedPages, linkTo, openPages } from "./support/page-list.ts";

const pictures = process.env.PICTURES;
/** A table that fits in English may not in Spanish, and a phone's list says nothing about the table. */
const widths = [1280, 390];
/** What a page says before anybody asks how something is calculated is said in plain words. */
const jargon: Record<Locale, RegExp> = {
  en: /posterior|standard error|confidence interval|degrees of freedom|p-value|variance|credible/i,
  "zh-CN": /后验|标准误|置信区间|自由度/,
  de: /posterior|Standardfehler|Konfidenzintervall|Freiheitsgrad|p-Wert\b|Varianz/i,
  es: /a posteriori|error estándar|intervalo de confianza|grados de libertad|valor p\b|varianza/i,
};

/** Keeps a picture of the whole page when a folder is asked for (PICTURES). */
async function picture(page: Page, frame: Frame, name: string, width: number): Promise<void> {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  const height = await frame.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(900, Math.min(height + 110, 4_000)) });
  await page.screenshot({ path: `${pictures}/${name}-${width}.png` });
}

async function problemsAt(page: Page, frame: Frame, width: number, locale: Locale): Promise<string[]> {
  await page.setViewportSize({ width, height: 900 });
  const overflowNow = async () => (await overflowOf(frame)) + (await overflowOf(page.mainFrame()));
  // Tables turn into lists a moment after the width has changed.
  let overflow = await overflowNow();
  for (let waited = 0; overflow > 0 && waited < 30; waited++) {
    await page.waitForTimeout(100);
    overflow = await overflowNow();
  }
  const lang = await frame.evaluate(() => document.documentElement.lang);
  const words = (await frame.locator("body").allInnerTexts()).join("\n");
  return [
    ...(overflow > 0 ? [`is ${overflow} px too wide`] : []),
    ...(await cutOffIn(frame)).map((what) => `cuts off ${what}`),
    ...(lang === locale ? [] : [`speaks ${lang}`]),
    ...(jargon[locale].exec(words) ?? []).map((word) => `says ${word}`),
    // The markup is the same in every language, and axe takes most of the time.
    ...(locale === "en" ? await violationsOf(frame) : []),
  ];
}

describe.each(supportedLocales)("every page in %s", (locale) => {
  it("is readable at 1280 and 390 px, free of errors and in plain words", async () => {
    const { page, problems } = await openPage();
    const found: string[] = [];
    const links = new Set<string>();

    async function look(address: string): Promise<void> {
      const frame = await openApp(page, { path: address === "/app" ? "" : address, locale });
      for (const link of await frame.locator("a[href^='/app']").evaluateAll(hrefs)) links.add(link);
      const name = address.replace(/^\/app\/?/, "").replaceAll(/[/:]/g, "-") || "home";
      for (const width of widths) {
        const wrong = await problemsAt(page, frame, width, locale);
        found.push(...wrong.map((line) => `${address} at ${width} px: ${line}`));
        await picture(page, frame, `${name.replace(/\?.*|-[0-9a-f-]{30,}/g, "")}-${locale}`, width);
      }
      // The browser itself reports the 404 of the page that does not exist.
      const errors = problems
        .splice(0)
        .filter((line) => !(address.includes("no-such") && line.includes("404")));
      found.push(...errors.map((line) => `${address}: ${line}`));
    }

    for (const address of [...openPages, "/app/no-such-page"]) await look(address);
    for (const address of linkedPages) {
      const link = linkTo(address, links);
      if (link) await look(link);
      else found.push(`no page leads to ${address}`);
    }
    expect(found).toEqual([]);
  }, 300_000);
});

it("the forwarder's form opens on a phone from the page of doors, accessible and free of errors", async () => {
  const { page, problems } = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(inject("stack").devStoreUrl);
  await page.getByRole("link", { name: "Forwarder's invitation" }).click();
  await page.waitForURL(/\/f\//);
  await page.locator("h1").first().waitFor();
  expect(await overflowOf(page.mainFrame())).toBeLessThanOrEqual(0);
  expect(await violationsOf(page.mainFrame())).toEqual([]);
  expect(problems).toEqual([]);
});

function hrefs(anchors: Element[]): string[] {
  return anchors.map((anchor) => anchor.getAttribute("href") ?? "");
}
