import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, inject, it } from "vitest";
import { openApp } from "./support/app-frame.ts";
import { control, openPage, webhooksDelivered } from "./support/browser.ts";

const canary = { email: "canary.person@example.com", firstName: "Canarina", lastName: "Logsdottir" };

/** What the app's own processes wrote; the dev store is a stranger and not asked. */
async function logsOfApp(): Promise<string> {
  const { logDir } = inject("stack");
  const files = (await readdir(logDir)).filter((name) => /^(web|worker)\.log/.test(name));
  expect(files.length).toBeGreaterThanOrEqual(2);
  const texts = await Promise.all(files.map((name) => readFile(path.join(logDir, name), "utf8")));
  return texts.join("\n");
}

it("no person and no token stands in the logs, not even in an address", async () => {
  const { page } = await openPage();
  await openApp(page);
  await control("orders/create", { shop: "sunda-trading", ...canary });
  await control("compliance", { shop: "sunda-trading", topic: "customers/data_request" });
  await webhooksDelivered();
  await openApp(page, { path: "/app/settings/privacy" });
  await expect
    .poll(async () => (await logsOfApp()).includes("shop.answer-privacy-request"), { timeout: 60_000 })
    .toBe(true);
  const logs = await logsOfApp();
  expect(logs).toContain('"requestId"');
  const secrets = [
    "canary.person",
    "Canarina",
    "Logsdottir",
    "eyJ",
    "shpat_",
    "id_token",
    "hmac",
    inject("stack").secrets.clientSecret,
  ];
  expect(secrets.filter((secret) => logs.includes(secret))).toEqual([]);
});
