import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, inject } from "vitest";
import { findChromium } from "../../../scripts/chromium.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  // Everything a test may reach is on this machine; a look-up of anything else fails at once instead of waiting.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

let browser: Promise<Browser> | undefined;
const opened: Page[] = [];

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium on this machine; set CHROMIUM to its path.");
  return chromium.launch({ executablePath, args: flags });
}

/** Opens a page in a context of its own, closed after the test. Its console errors are kept in `problems`. */
export async function openPage(
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  browser ??= launch();
  const open = await browser;
  // The platform's library answers 410 to what names itself headless, as it does to robots.
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${open.version()} Safari/537.36`;
  const context = await open.newContext({ viewport: { width: 1280, height: 900 }, userAgent, ...options });
  // As generous as the tests' own limits: what a page is waited for comes, unless the machine is busy with others.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  opened.push(page);
  return { page, problems };
}

/** Asks the dev store's control API (dev-store/README.md lists the calls). */
export async function control<T = unknown>(call: string, body: object = {}): Promise<T> {
  const answer = await fetch(`${inject("stack").devStoreUrl}/control/${call}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${call} was refused with ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Waits until every webhook sent so far has been delivered. */
export const webhooksDelivered = () => control("flush", { timeoutMs: 30_000, includeRetries: true });

afterEach(async () => {
  for (const page of opened.splice(0)) await page.context().close();
});

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});
