import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import chinese from "../../app/locales/zh-CN.json" with { type: "json" };
import { overflowOf, violationsOf } from "./support/accessibility";
import { openApp } from "./support/app-frame";
import { openPage } from "./support/browser";

const { invited, providers } = english;

/** Enters a provider of this test's own and answers the link to its form, which the page shows once. */
async function invite(page: Page): Promise<string> {
  const frame = await openApp(page, { path: "/app/providers/new", locale: "en" });
  await frame.getByLabel(providers.new.name, { exact: true }).fill("Teal Heron Freight");
  await page.getByRole("button", { name: english.form.save }).click();
  await frame.getByRole("button", { name: providers.invite.send }).click();
  return frame.getByLabel(providers.invite.link).inputValue();
}

/** Accessibility and sideways scrolling of what stands there, on a phone and on a desk. */
async function wrongWith(page: Page, place: string): Promise<string[]> {
  const found: string[] = [];
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    const wrong = [...(await violationsOf(page.mainFrame()))];
    if ((await overflowOf(page.mainFrame())) > 0) wrong.push("scrolls sideways");
    found.push(...wrong.map((line) => `${place} at ${width} px: ${line}`));
  }
  return found;
}

it("a provider fills in its form on a phone, without a script, in its own language", async () => {
  const { page: desk } = await openPage();
  const link = await invite(desk);

  const { page: phone } = await openPage({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    javaScriptEnabled: false,
  });
  await phone.goto(link);
  await phone.getByText(invited.minutes_other.replace("{{count, number}}", "10")).waitFor();
  await phone.getByRole("link", { name: invited.begin }).tap();
  await phone.getByLabel(invited.field.legalName).fill("Teal Heron Freight Ltd");
  await phone.getByRole("button", { name: invited.next }).tap();
  await phone.getByText(invited.problem.empty).nth(1).waitFor();
  await phone.getByLabel(invited.field.companyNumber).fill("91440300X");
  await phone.getByLabel(invited.field.companyCountry).fill("China");
  await phone.getByRole("button", { name: invited.next }).tap();
  await phone.getByRole("heading", { name: invited.step.licence }).waitFor();
  await phone.goto(link);
  await phone.getByText("1 of 8 answered.").waitFor();
  expect(await phone.locator("script").count()).toBe(0);

  const { page: reader } = await openPage();
  const found: string[] = [];
  for (const [lang, words] of [
    ["en", english],
    ["zh-CN", chinese],
  ] as const) {
    for (const step of ["", "company", "insurance", "tracking", "contact", "check"]) {
      await reader.goto(`${link}?step=${step}&lang=${lang}`);
      found.push(...(await wrongWith(reader, `${step} in ${lang}`)));
      if (step === "tracking")
        await reader.getByRole("heading", { name: words.invited.step.tracking }).waitFor();
    }
  }
  expect(found).toEqual([]);
}, 300_000);
