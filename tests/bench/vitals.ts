import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.ts";
import { tellDemoStory } from "../../scripts/demo-story.ts";
import { projectRoot } from "../../scripts/postgres-binaries.ts";
import { startStack } from "../../scripts/stack.ts";
import type { Figures } from "./bench.ts";

/** What the platform asks of three visits in four (ms, ms, unitless). */
const limits = { lcpMs: 2_500, inpMs: 200, cls: 0.1 };
const visits = 3;

const pages: Record<string, string> = {
  home: "",
  providers: "/app/providers",
  shipping: "/app/shipping",
  parcels: "/app/parcels",
  quality: "/app/quality",
  inbox: "/app/inbox",
  ticket: "/app/tickets/:first",
  market: "/app/markets/:first",
  settings: "/app/settings",
};

type Vitals = { lcpMs: number; inpMs: number; cls: number };

/**
 * LCP, CLS and INP of the main pages as the framed app's own document measures them, in Chromium on the told shop,
 * each opened anew inside the admin. The worst of three visits counts. INP is that of a key and a click: Tab walks
 * through the page, and what it reaches first is pressed where that leads nowhere else.
 */
export const vitals = async (): Promise<Figures> => {
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-vitals-"));
  const stack = await startStack({
    logDir: path.join(folder, "logs"),
    devStoreState: path.join(folder, "dev-store.sqlite"),
    seedOrders: 0,
  });
  let browser: Browser | undefined;
  try {
    const buildDir = path.join(projectRoot, "build");
    const stateFile = path.join(folder, "story.json");
    await tellDemoStory(stack, { buildDir, stateFile, say: () => {}, thin: true });
    browser = await openBrowser();
    return summary(await measureAll(browser, stack));
  } finally {
    await browser?.close();
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error("There is no Chromium on this machine; set CHROMIUM to its path.");
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"];
  return chromium.launch({ executablePath, args });
}

type Place = { appUrl: string; devStoreUrl: string };

async function measureAll(browser: Browser, place: Place): Promise<Record<string, Vitals>> {
  // The platform's library answers 410 to what names itself headless, as it does to robots.
  const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`;
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, userAgent });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const measured: Record<string, Vitals> = {};
  for (const [name, address] of Object.entries(pages)) {
    const found = address.endsWith("/:first") ? await firstOf(page, place, address) : address;
    const all: Vitals[] = [];
    for (let visit = 0; visit < visits; visit++) all.push(await visitPage(page, place, found));
    const worst = (of: keyof Vitals) => Math.max(...all.map((one) => one[of]));
    measured[name] = { lcpMs: worst("lcpMs"), inpMs: worst("inpMs"), cls: worst("cls") };
  }
  await context.close();
  return measured;
}

/** The first address of a kind that its list leads to. */
async function firstOf(page: Page, place: Place, address: string): Promise<string> {
  const kind = address.replace("/:first", "");
  const list = kind === "/app/tickets" ? "/app/inbox" : kind;
  const frame = await open(page, place, list);
  return (await frame.locator(`a[href^="${kind}/"]`).first().getAttribute("href")) ?? list;
}

async function open(page: Page, { devStoreUrl, appUrl }: Place, address: string): Promise<Frame> {
  await page.goto(`${devStoreUrl}/admin/store/sunda-trading/apps/fairlead${address}`);
  await page.frameLocator("iframe").locator("h1, h2").first().waitFor({ timeout: 60_000 });
  const frame = page.frames().find((one) => one.url().startsWith(appUrl));
  if (!frame) throw new Error("the app's frame is not there");
  await frame.waitForLoadState("networkidle");
  return frame;
}

async function visitPage(page: Page, place: Place, address: string): Promise<Vitals> {
  const frame = await open(page, place, address);
  // Read before anybody presses a key: that ends the largest paint.
  const { lcpMs } = await frame.evaluate(readVitals);
  await frame.locator("body").click({ position: { x: 3, y: 3 } });
  for (let key = 0; key < 8; key++) await page.keyboard.press("Tab");
  await page.waitForTimeout(300);
  return { ...(await frame.evaluate(readVitals)), lcpMs };
}

function watch(): void {
  const seen = { lcpMs: 0, inpMs: 0, cls: 0 };
  Object.assign(globalThis, { seenVitals: seen });
  const observe = (type: string, handle: (entry: never) => void, more: object = {}) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) handle(entry as never);
    }).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (entry: PerformanceEntry) => {
    seen.lcpMs = entry.startTime;
  });
  observe("layout-shift", (entry: { hadRecentInput: boolean; value: number }) => {
    if (!entry.hadRecentInput) seen.cls += entry.value;
  });
  const interaction = (entry: { interactionId: number; duration: number }) => {
    if (entry.interactionId) seen.inpMs = Math.max(seen.inpMs, entry.duration);
  };
  observe("event", interaction, { durationThreshold: 16 });
}

function readVitals(): Vitals {
  const { seenVitals } = globalThis as unknown as { seenVitals: Vitals };
  const { lcpMs, inpMs, cls } = seenVitals;
  return { lcpMs: Math.round(lcpMs), inpMs: Math.round(inpMs), cls: Math.round(cls * 1_000) / 1_000 };
}

/** One line per page and vital, and what is over its limit. */
function summary(measured: Record<string, Vitals>): Figures {
  const lines = Object.entries(measured).flatMap(([name, one]) =>
    (Object.keys(limits) as (keyof Vitals)[]).map((of) => ({ label: `${name} ${of}`, of, value: one[of] })),
  );
  const over = lines.filter(({ of, value }) => value > limits[of]).map(({ label }) => label);
  return {
    ratioToFloor: null,
    // Of 1 per core nobody waits for a turn; far above, times tell of the machine and only CLS of the pages.
    loadPerCore: Math.round((loadavg()[0] ?? 0) * 10) / 10 / availableParallelism(),
    ...Object.fromEntries(lines.map(({ label, value }) => [label, value])),
    overTheLimit: over.length > 0 ? over.join(", ") : "none",
  };
}
