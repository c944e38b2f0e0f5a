import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { formSteps } from "../../app/providers/core/provider-form.ts";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole } from "../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets } from "../../scripts/stack-environment.ts";
import { seen, sized } from "../support/promise-form.ts";
import { addressVectors, scriptVectors } from "../support/script-vectors.ts";
import { openPage } from "./support/browser.ts";
import { linkedPages, linkTo, openPages } from "./support/page-list.ts";

/*
 * Promise 23: no stored text ever runs. A shop whose every text is a heap of scripts, and every page that shows it, in a
 * real browser with a trap. In the short form each text holds all vectors at once; in the full form each of them stands
 * first once, so that nothing before it has already broken the place it is in.
 */

const mark = "zqmark";
/** For columns with an index, which takes no long text. */
const shortVector = "\"'><img data-trap src=x onerror=__fired()>";
const secrets = makeSecrets();
let database: EmbeddedPostgres;
let web: GuardedProcess;
let client: pg.Client;
let appUrl: string;
/** Stands for the admin: a page with one frame. */
let admin: Server;
let adminUrl: string;
let shownInFrame = "";

beforeAll(async () => {
  database = await startPostgres({ fast: true });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
  const port = await freePort();
  appUrl = `http://127.0.0.1:${port}`;
  admin = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<iframe width=1200 height=850 src="${shownInFrame.replaceAll("&", "&amp;")}"></iframe>`);
  });
  await new Promise<void>((resolve) => admin.listen(0, "127.0.0.1", resolve));
  adminUrl = `http://127.0.0.1:${(admin.address() as AddressInfo).port}`;
  const { devStoreUrl } = inject("stack");
  const environment = {
    ...environmentOfApp({ databaseUrl: database.appUrl, secrets, appUrl, devStoreUrl, port }),
    EXTRA_FRAME_ANCESTORS: adminUrl,
    LOG_LEVEL: "silent",
  };
  web = startGuarded({
    command: process.execPath,
    args: [path.resolve(import.meta.dirname, "../../build/server.js")],
    env: { ...environment, NODE_ENV: "production" },
  });
  // The app's own code fills the shop from this process, which reads its environment when first imported.
  const named = Object.entries(environment).filter(([, value]) => value !== undefined);
  Object.assign(process.env, Object.fromEntries(named), { NODE_ENV: "test" });
  client = new pg.Client({ connectionString: database.urlsOf("fairlead").superuserUrl });
  await client.connect();
  for (const until = Date.now() + 60_000; !(await isReady()); await sleep(100)) {
    if (Date.now() > until) throw new Error("the web process was not ready within a minute");
  }
});

afterAll(async () => {
  admin?.close();
  await client?.end();
  await web?.stop();
  await database?.stop();
});

const isReady = () =>
  fetch(`${appUrl}/readyz`).then(
    (answer) => answer.ok,
    () => false,
  );

type Trap = { page: Page; fired: string[] };

/** A page in which whatever a vector could do is written down with the address it did it at. */
async function trappedPage(): Promise<Trap> {
  const { page } = await openPage();
  // Generous on purpose: a busy machine takes ten times as long, and what never comes costs a failing test alone.
  page.setDefaultTimeout(120_000);
  const fired: string[] = [];
  const note = (what: string) => {
    const inside = page.frames().find((frame) => frame.url().startsWith(appUrl));
    fired.push(`${shortUrl(inside)}: ${what.slice(0, 300)}`);
  };
  await page.exposeFunction("__fired", () => note("a script ran"));
  await page.exposeFunction("__violated", (what: string) => note(`the policy stopped ${what}`));
  await page.addInitScript(`
    addEventListener("securitypolicyviolation", (event) => {
      // zod asks once whether it may compile its schemas; what got as far as eval would call __fired where it may.
      if (event.blockedURI !== "eval") __violated(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
    });`);
  page.on("dialog", (dialog) => {
    note(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (new URL(request.url()).hostname.endsWith("trap.invalid")) note(`asked ${request.url()}`);
  });
  return { page, fired };
}

/** Elements that a vector has made, and addresses that would run or mislead. */
function traces(): { made: string[]; addresses: string[] } {
  const text = (element: Element) => element.outerHTML.slice(0, 200);
  const made = [...document.querySelectorAll("[data-trap]")].map(text);
  const names = [
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "srcdoc",
    "xlink:href",
    "poster",
    "background",
    "srcset",
  ];
  const addresses = [...document.querySelectorAll("*")].flatMap((element) =>
    names.flatMap((name) => {
      const value = element.getAttribute(name);
      if (value === null || value === "" || element.tagName === "use") return [];
      const read = URL.parse(value, document.baseURI);
      const safe = read && ["http:", "https:", "mailto:", "tel:", "shopify:"].includes(read.protocol);
      const image = element.tagName === "IMG" && value.startsWith("data:image/");
      return (safe && !read.username) || image ? [] : [`${name}=${value.slice(0, 200)}`];
    }),
  );
  return { made, addresses };
}

type Looked = { links: string[]; shown: boolean };

/** Opens a page of the app in a frame, as the admin does: one that finds no frame around it leads to the admin. */
async function lookInFrame(trap: Trap, address: string): Promise<Looked> {
  shownInFrame = address;
  await trap.page.goto(adminUrl);
  const frame = trap.page.frames().find((one) => one.url().startsWith(appUrl));
  if (!frame) throw new Error(`${address} stands in no frame`);
  await hydrated(frame).catch(() =>
    trap.fired.push(`${shortUrl(frame)}: what stands in it kept it from its script`),
  );
  return look(trap, frame);
}

async function look(trap: Trap, frame: Frame): Promise<Looked> {
  await frame.locator("h1, h2").first().waitFor();
  const { made, addresses } = await frame.evaluate(traces);
  trap.fired.push(...[...made, ...addresses].map((what) => `${shortUrl(frame)}: ${what}`));
  const links = await frame
    .locator("a[href^='/app']")
    .evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href") ?? ""));
  const words = await frame.locator("body").evaluate((body) => {
    const fields = [...body.querySelectorAll("input, textarea")].map(
      (one) => (one as HTMLInputElement).value,
    );
    return `${body.textContent} ${fields.join(" ")}`;
  });
  return { links, shown: words.includes("__fired") };
}

const shortUrl = (frame: Frame | undefined) => frame?.url().slice(appUrl.length).split("?")[0] ?? "";

/** Until React has taken the document over. */
const hydrated = (frame: Frame) =>
  frame.waitForFunction(() =>
    Object.keys(document.body.firstElementChild ?? {}).some((key) => key.startsWith("__react")),
  );

/** Pages that show nothing anybody has written. */
const withoutText = [
  "/app/parcels/promise",
  "/app/settings/privacy",
  "/app/providers/new",
  "/app/shipping/handling",
];
/** How many of the vectors have stood first in a text after the last round. */
const rounds = sized({ short: 1, full: 24 });

it(
  "runs nowhere, whatever stands in a shop's texts",
  async () => {
    const trap = await trappedPage();
    const figures = { vectors: scriptVectors.length, rounds, columns: 0, pages: 0, fired: 0 };
    for (let round = 0; round < rounds; round++) {
      const first = Math.floor((round * scriptVectors.length) / rounds);
      const { reached, unknown, pages } = await lookEverywhere(trap, first);
      expect(unknown, "columns of text that nothing is put into; name them in spread-text.ts").toEqual([]);
      Object.assign(figures, {
        columns: reached.length,
        pages: figures.pages + pages,
        fired: trap.fired.length,
      });
    }
    seen(23, figures);
    expect(trap.fired).toEqual([]);
  },
  sized({ short: 900_000, full: 3_600_000 }),
);

/** One shop whose texts begin with the vector at `first`, and all its pages. */
async function lookEverywhere(trap: Trap, first: number) {
  const { filledShop } = await import("../support/filled-shop.ts");
  const { prepareQueues } = await import("../support/run-jobs.ts");
  const { idToken } = await import("../support/shops.ts");
  const { spreadText } = await import("../support/spread-text.ts");
  await prepareQueues();
  const { shop, owner } = await filledShop(mark);
  // A row holds no NUL, and what comes in with one is refused (promise 25).
  const long = [...scriptVectors.slice(first), ...scriptVectors.slice(0, first)]
    .join("\n")
    .replaceAll("\0", "");
  const { reached, unknown } = await spreadText(client, { shop, mark, long, short: shortVector });
  await client.query(`UPDATE "Fulfillment" SET "trackingUrl" = $2 WHERE "shopId" = $1`, [
    shop,
    addressVectors[first % addressVectors.length]?.replaceAll("\0", ""),
  ]);

  const host = Buffer.from(`admin.shopify.com/store/${shop.split(".")[0]}`).toString("base64");
  const lookAt = async (place: string) => {
    const url = new URL(place, appUrl);
    const framed = { shop, host, embedded: "1", id_token: idToken(shop, { subject: owner }) };
    for (const [name, value] of Object.entries(framed)) url.searchParams.set(name, value);
    return lookInFrame(trap, url.href);
  };
  const links = new Set<string>();
  for (const address of openPages) {
    const page = await lookAt(address);
    for (const link of page.links) links.add(link);
    expect(page.shown || withoutText.includes(address), `${address} shows no text`).toBe(true);
  }
  for (const address of linkedPages) {
    let shown = false;
    for (let link = linkTo(address, links); link && !shown; link = linkTo(address, links)) {
      links.delete(link);
      shown = (await lookAt(link)).shown;
    }
    expect(shown, `${address} shows no text`).toBe(true);
  }
  const forms = await lookAtForm(trap, shop, owner);
  return { reached, unknown, pages: openPages.length + linkedPages.length + forms };
}

/** Every screen of a provider's form; answers how many there are. */
async function lookAtForm(trap: Trap, shop: string, owner: string): Promise<number> {
  const { staffOf } = await import("../support/shipping.ts");
  const { inviteProvider } = await import("../../app/providers/invitation-commands.server.ts");
  const { rows } = await client.query(
    `SELECT "providerId" AS id FROM "ProviderFormAnswer" WHERE "shopId" = $1`,
    [shop],
  );
  const invited = await inviteProvider(await staffOf(shop, owner), rows[0]?.id, "en");
  if (!invited.ok) throw new Error(invited.problem);
  let shown = false;
  for (const step of formSteps) {
    await trap.page.goto(`${appUrl}${new URL(invited.value.url).pathname}?step=${step}`);
    shown = (await look(trap, trap.page.mainFrame())).shown || shown;
  }
  expect(shown, "the form shows no text").toBe(true);
  return formSteps.length;
}
