import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop, shopsAfter } from "../../app/db.server";
import { findDoor } from "../../app/doors/doors.server";
import { queue } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { listShownOrders } from "../../app/orders/history-store.server";
import { listSettledOrders } from "../../app/orders/order-pass-store.server";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { writePlace } from "../../app/surveys/core/cell-address";
import { ask } from "../routes/ask";
import { pageWays } from "../routes/route-list";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fillPast, pastOrder } from "../support/long-history";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { asksPlatform, prepareQueues } from "../support/run-jobs";
import { askRates, carrierKey } from "../support/shipping";
import { idToken, newShopDomain } from "../support/shops";
import { hearPlans, quietly, type Ran, statementsOf } from "../support/statement-plans";
import { answersBody } from "../support/surveys";

const size = 15_000;
const day = 86_400_000;
let filled: FilledShop;
let shop: string;
let ctx: Ctx;
let ids: Record<string, string>;

beforeAll(async () => {
  const t0 = performance.now();
  const lap = (s: string) => console.log(s, Math.round(performance.now() - t0));
  await hearPlans();
  await prepareQueues();
  filled = await filledShop("longhistory");
  shop = filled.shop;
  lap("filled");
  await quietly(async (client) => {
    await fillPast(client, shop, newShopDomain(), size);
    lap("past");
    await client.query("VACUUM (ANALYZE)");
    lap("vacuum");
  });
  const worker = await forJob(shop, "plans", { alsoWhenUninstalled: true });
  if (!worker) throw new Error("the shop is not there");
  ctx = worker;
  ids = await findIds();
  lap("ids");
});

async function findIds(): Promise<Record<string, string>> {
  const staff = await fromAdmin(
    new Request("http://127.0.0.1:4100/app", { headers: { authorization: `Bearer ${token()}` } }),
    "home.view",
  );
  const where = { shopId: shop };
  const found = await inShop(shop, async (db) => ({
    provider: (await db.provider.findFirstOrThrow({ where: { ...where, name: { startsWith: "Provider" } } })).id,
    ticket: (await db.ticket.findFirstOrThrow({ where: { ...where, orderId: pastOrder(500) } })).id,
    service: (await db.shippingService.findFirstOrThrow({ where })).id,
    market: (await db.market.findFirstOrThrow({ where })).id,
    request: (await db.privacyRequest.findFirstOrThrow({ where: { ...where, sealedExport: { not: null } } })).id,
    import: (await db.shipmentImport.findFirstOrThrow({ where: { ...where, state: "mapped" } }).catch(() => null))?.id ?? (await db.shipmentImport.findFirstOrThrow({ where })).id,
    gap: JSON.stringify(await db.surveyGap.findFirst({ where })),
    answered: (await db.surveySubmission.findFirstOrThrow({ where: { ...where, orderId: pastOrder(500), touch: "perception" } })).id,
    message: (await db.ticketMessage.findFirstOrThrow({ where: { ...where, mail: "waiting" } })).id,
    inbox: (await db.webhookInbox.findFirstOrThrow({ where })).id,
  }));
  const invited = await inviteProvider(staff, found.provider, "en");
  if (!invited.ok) throw new Error(invited.problem);
  return { ...found, invitation: invited.value.url.split("/").at(-1) ?? "", carrier: await carrierKey(staff) };
}

const token = () => idToken(shop, { subject: filled.owner });
const halfway = () => Date.now() - 550 * day;
const someId = "ffffffff-ffff-4fff-bfff-ffffffffffff";

type Asked = { path?: Record<string, string>; query?: Record<string, string> };
/** What each page is asked for, where its address says something; beside the empty query. */
const pageQueries: Record<string, () => Asked[]> = {
  "routes/f.$token": () => [{ path: { token: ids.invitation ?? "" } }],
  "routes/api.orders.$id": () => [{ path: { id: pastOrder(500) } }],
  "routes/app.inbox": () => [
    {},
    { query: { view: "answered" } },
    { query: { view: "answered", after: `${halfway()}_${someId}` } },
  ],
  "routes/app.parcels": () => [
    {},
    { query: { show: "trouble" } },
    { query: { show: "delivered" } },
    { query: { show: "delivered", after: `${halfway()}-${pastOrder(size / 2)}` } },
    { query: { after: `${halfway()}-${pastOrder(size / 2)}` } },
  ],
  "routes/app.parcels.$id": () => [{ path: { id: pastOrder(500) } }],
  "routes/app.tickets.$id": () => [{ path: { id: ids.ticket ?? "" } }],
  "routes/app.markets.$id": () => [{ path: { id: ids.market ?? "" } }],
  "routes/app.providers.$id": () => [{ path: { id: ids.provider ?? "" } }],
  "routes/app.providers.history": () => [{}, { query: { id: ids.import ?? "" } }],
  "routes/app.providers.history.refused": () => [{ query: { id: ids.import ?? "" } }],
  "routes/app.shipping.$id": () => [{ path: { id: ids.service ?? "" } }],
  "routes/app.settings.privacy": () => [{}, { query: { after: ids.request ?? "" } }],
  "routes/app.settings.privacy.$id": () => [{ path: { id: ids.request ?? "" } }],
  "routes/app.messages": () => [{}, { query: { after: someId, workAfter: `${halfway()}000_${someId}` } }],
  "routes/app.quality.cell": () => [
    { query: { dimension: "reliability" } },
    {
      query: {
        dimension: "reliability",
        orders: writePlace({ flag: false, at: new Date(halfway()), id: someId }),
        comments: writePlace({ flag: false, at: new Date(halfway()), id: someId }),
        tickets: writePlace({ flag: false, at: new Date(halfway()), id: someId }),
      },
    },
  ],
};

const figures: Record<string, { rows: number; blocks: number; statements: number }> = {};
function note(name: string, ran: Ran[]) {
  const rows = ran.reduce((sum, one) => sum + one.rows, 0);
  const blocks = ran.reduce((sum, one) => sum + one.blocks, 0);
  figures[name] = { rows, blocks, statements: ran.length };
  console.log(`FIG ${name} rows=${rows} blocks=${blocks} statements=${ran.length}`);
  for (const one of [...ran].sort((x, y) => y.rows - x.rows).slice(0, 4))
    if (one.rows > 250 || one.blocks > 250)
      console.log(
        `   ${one.rows} rows ${one.blocks} blocks: ${one.scans.map((x) => `${x.how} ${x.table} ${x.index} ${x.rows}`).join(" | ")}\n      ${one.text.replace(/"public"\./g, "").replace(/SELECT .{400,}? FROM/, "SELECT .. FROM").slice(0, 600)}`,
      );
}

const pages = pageWays.filter((way) => way.module.loader && way.path !== "");
describe("pages", () => {
  it.each(pages.map((way) => ({ name: way.id, way })))("$name", async ({ name, way }) => {
    for (const asked of (pageQueries[name] ?? (() => [{}]))()) {
      let answer: { status: number; body: string } | undefined;
      const ran = await statementsOf(async () => {
        answer = await ask(way, "loader", { ...asked, token: token() });
      });
      note(`${name} ${JSON.stringify(asked)}`, ran);
      console.log("STATUS", answer?.status, answer?.status !== 200 ? answer?.body.slice(0, 200) : "");
    }
  });
});

function everything(n: number) {
  const at = new Date(Date.now() - day).toISOString();
  const parcel = { parcelId: pastOrder(n), orderId: pastOrder(n), fulfillmentId: pastOrder(n), eventId: pastOrder(n) };
  return {
    ...parcel,
    ...{ carrier: "DHL Express", country: "DE", sentAt: at, deliveredAt: at, promisedBy: "2026-01-01" },
    ...{ verdict: "late", how: "event", importId: ids.import, kind: "data_request", inboxId: someId },
    ...{ triggeredAt: "2020-01-01T00:00:00Z", receivedAt: at, customerId: "7000000017", orderIds: [pastOrder(n)] },
    ...{ messageId: ids.message, touch: "perception", itemIds: ["R1"], lowest: 1, scopes: "read_orders" },
    ...{ epoch: 1, marketId: null, ticketId: ids.ticket, submissionId: ids.answered, version: 1 },
  };
}

describe("jobs", () => {
  it.each(jobs.filter(({ name }) => !asksPlatform.includes(name)).map((job, at) => ({ name: job.name, job, at })))(
    "$name",
    async ({ name, job, at }) => {
      const data = job.data.parse(everything(100 + at));
      note(`job ${name}`, await statementsOf(() => job.run(ctx, data, async () => {})));
      if (job.shopsInNeed) note(`sweep ${name}`, await statementsOf(() => job.shopsInNeed?.() ?? Promise.resolve()));
    },
  );
  it("queue", async () => {
    const boss = await queue();
    note("fetch", await statementsOf(() => boss.fetch("parcels.follow-order", { batchSize: 5 })));
    note("shops after", await statementsOf(() => shopsAfter("", 500)));
    const since = new Date(Date.now() - 45 * day);
    const settled = { placedSince: since, mirroredBefore: new Date(Date.now() - day), after: null };
    note("deletions walk", await statementsOf(() => ctx.transact((db) => listSettledOrders(db, ctx.shop, settled, 100))));
    note(
      "shown orders",
      await statementsOf(() =>
        ctx.transact((db) => listShownOrders(db, ctx.shop, Array.from({ length: 50 }, (_, n) => pastOrder(n * 9)))),
      ),
    );
  });
});

describe("doors", () => {
  const buyer = () => ({ token: buyerToken(shop) });
  const many = async (name: string, one: (n: number) => Promise<{ status: number; body?: unknown }>) => {
    for (let n = 1; n <= 7; n++) {
      let answer: { status: number; body?: unknown } | undefined;
      const ran = await statementsOf(async () => {
        answer = await one(n);
      });
      if (n === 1 || n === 7) note(`door ${name} ${n}`, ran);
      if (answer && answer.status !== 200) console.log("STATUS", answer.status, answer.body);
    }
  };
  it("webhooks", () => many("webhooks", () => deliver(shop, "orders/create", orderPayload())));
  it("webhooks2", async () => {
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(shop, "fulfillment_events/create", eventPayload(order.id, parcel.id));
    const drain = jobs.find(({ name }) => name === "orders.drain-inbox");
    note("drain with work", await statementsOf(() => drain?.run(ctx, {}, async () => {}) ?? Promise.resolve()));
  });
  it("carrier", () => many("carrier", () => askRates(ids.carrier ?? "")));
  it("thank-you", () => many("thank-you", (n) => askDoor("/buyer/thank-you", { orderId: pastOrder(n + 300) }, buyer())));
  it("order-status", () => many("order-status", (n) => askDoor("/buyer/order-status", { orderId: pastOrder(n + 300) }, buyer())));
  it("arrived", () => many("arrived", (n) => askDoor("/buyer/arrived", { orderId: pastOrder(n + 400), yes: true, on: "2026-11-21" }, buyer())));
  it("answers", () => many("answers", (n) => askDoor("/buyer/answers", answersBody(pastOrder(size - n - 10), "perception", 5), buyer())));
  it("problems", () =>
    many("problems", (n) =>
      askDoor("/buyer/problems", { orderId: pastOrder(n + 400), text: "Broken", kind: "damaged", clientId: `plans-${n}-000000`, locale: "de" }, buyer()),
    ));
  it("promise", () =>
    many("promise", () => {
      const parameters = { country: "DE", currency: "EUR", locale: "de", grams: "480", price: "3250", shop, logged_in_customer_id: "", path_prefix: "/apps/fairlead", timestamp: String(Math.floor(Date.now() / 1000)) };
      const parts = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
      const signature = createHmac("sha256", process.env.SHOPIFY_API_SECRET ?? "").update(parts.sort().join("")).digest("hex");
      const query = new URLSearchParams({ ...parameters, signature }).toString();
      const answer = findDoor("/proxy/promise")?.({ method: "GET", path: "/proxy/promise", query, requestId: someId, header: () => undefined, readBody: async () => new Uint8Array() });
      return Promise.resolve(answer).then((one) => one ?? { status: 0 });
    }));
});
