import { expect, it } from "vitest";
import english from "../../app/locales/en.json" with { type: "json" };
import { overflowOf, violationsOf } from "./support/accessibility.ts";
import { openApp } from "./support/app-frame.ts";
import { openPage } from "./support/browser.ts";

const { history } = english;

it("a merchant brings the sample file: mapped by suggestion, checked, given up, and nothing is left in the books", async () => {
  const { page, problems } = await openPage();
  const frame = await openApp(page, { path: "/app/providers/history" });
  const look = async () => {
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflowOf(frame)).toBeLessThanOrEqual(0);
    }
    expect(await violationsOf(frame)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 900 });
  };
  await frame.locator("input[type=file]").setInputFiles("public/samples/past-shipments.csv");
  await frame.getByLabel(history.field.promisedOn).waitFor();
  expect(await frame.getByLabel(history.field.promisedOn).inputValue()).toBe("Scheduled Delivery Date");
  expect(await frame.getByLabel(history.map.formats).inputValue()).toBe("D-MMM-YY");
  await look();

  await frame.getByRole("button", { name: history.map.check }).click();
  await frame.getByText("85% (203 of 240 delivered)").waitFor();
  await look();

  // The story's shop keeps the past it was told: the file is not imported here, which tests/flows does.
  await frame.getByRole("button", { name: history.discard }).first().click();
  await frame.getByText(history.expired).waitFor();
  await openApp(page, { path: "/app/providers" });
  const providers = page.frames().find((one) => one.url().includes("/app/providers"));
  expect(await providers?.getByText("SCMS from RDC").count()).toBe(0);
  expect(problems).toEqual([]);
});
