import { createHmac, randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { forJob } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop, shopsAfter } from "../../app/db.server";
import type { DoorAnswer } from "../../app/doors/door";
import { findDoor } from "../../app/doors/doors.server";
import { queue } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { listShownOrders } from "../../app/orders/history-store.server";
import { listSettledOrders } from "../../app/orders/order-pass-store.server";
import { inviteProvider } from "../../app/providers/invitation-commands.server";
import { writePlace } from "../../app/surveys/core/cell-address";
import { type Ask, ask } from "../routes/ask";
import { pageWays } from "../routes/route-list";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { filledShop } from "../support/filled-shop";
import { fillPast, pastOrder } from "../support/long-history";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { asksPlatform, prepareQueues } from "../support/run-jobs";
import { askRatesOnce, carrierKey, staffOf } from "../support/shipping";
import { idToken, newShopDomain } from "../support/shops";
import { hearPlans, quietly, type Ran, statementsOf } from "../support/statement-plans";
import { answersBody } from "../support/surveys";

/*
 * No page, door or job reads a shop's history. A shop has years of it; everything the app answers and does is asked of it
 * while the server tells the plan of each statement, with the rows and index entries it looked at.
 */

/** Orders of the shop's past; other tables hold as many, or a part or a multiple of them. */
const size = 12_000;
/** Rows and index entries one statement may look at, and all statements of one page, request or job together. */
const most = { perStatement: 1_200, perCall: 3_000 };
/** Blocks of 8 kB a statement may look at, with so many more for each row: who passes over an index needs no rows for it. */
const mostBlocks = { atAll: 200, perRow: 5 };

/** What may read more, and why that is no history. */
const allowed: Record<string, { rows: number; why: string }> = {
  "job improvements.count-answers": {
    rows: 8_000,
    why: "an action is judged by the buyers of ninety days before it and of the days since, each read by key",
  },
  "app.quality.download.$file: answers": {
    rows: 100_000,
    why: "a file of every answer is what was asked for; it is read a page of orders at a time",
  },
  "job jobs.run-parked": { rows: 3_000, why: "takes a thousand jobs at once: finds, removes and sends each" },
};

const day = 86_400_000;
let shop: string;
let owner: string;
let ctx: Ctx;
let ids: Awaited<ReturnType<typeof findIds>>;

beforeAll(async () => {
  await hearPlans();
  await prepareQueues();
  ({ shop, owner } = await filledShop("longhistory"));
  const worker = await forJob(shop, "plans", { alsoWhenUninstalled: true });
  if (!worker) throw new Error("the shop is not there");
  // Mail goes nowhere, and takes what waits with it.
  ctx = { ...worker, mail: { configured: true, send: async () => ({ ok: true }) } };
  await quietly(async (client) => {
    await fillPast(client, ctx.shop, newShopDomain(), size);
    // As the server's own autovacuum does after so many rows.
    await client.query("VACUUM (ANALYZE)");
  });
  ids = await findIds();
});

async function findIds() {
  const where = { shopId: shop };
  const orderId = pastOrder(500);
  const found = await inShop(shop, async (db) => ({
    provider: await db.provider.findFirstOrThrow({ where: { ...where, name: { startsWith: "Provider" } } }),
    ticket: await db.ticket.findFirstOrThrow({ where: { ...where, orderId } }),
    service: await db.shippingService.findFirstOrThrow({ where }),
    market: await db.market.findFirstOrThrow({ where }),
    request: await db.privacyRequest.findFirstOrThrow({ where: { ...where, sealedExport: { not: null } } }),
    import: await db.shipmentImport.findFirstOrThrow({ where: { ...where, state: { not: "cleared" } } }),
    message: await db.ticketMessage.findFirstOrThrow({ where: { ...where, mail: "waiting" } }),
  }));
  const staff = await staffOf(shop, owner);
  const invited = await inviteProvider(staff, found.provider.id, "en");
  if (!invited.ok) throw new Error(invited.problem);
  const names = Object.keys(found) as (keyof typeof found)[];
  return {
    ...(Object.fromEntries(names.map((name) => [name, found[name].id])) as Record<
      keyof typeof found,
      string
    >),
    invitation: invited.value.url.split("/").at(-1) ?? "",
    carrierKey: await carrierKey(staff),
  };
}

const greatestId = "ffffffff-ffff-4fff-bfff-ffffffffffff";
/** The middle of the past: a page far down a list. */
const halfway = () => Date.now() - 550 * day;
const place = () => writePlace({ flag: false, at: new Date(halfway()), id: greatestId });

/** What pages are asked for whose addresses say something, by a name for each way of asking. */
const asked: Record<string, Record<string, () => Ask>> = {
  "routes/f.$token": { "": () => ({ path: { token: ids.invitation } }) },
  "routes/api.orders.$id": { "": () => ({ path: { id: pastOrder(500) } }) },
  "routes/app.inbox": {
    "": () => ({}),
    " answered": () => ({ query: { view: "answered" } }),
    " answered, far down": () => ({ query: { view: "answered", after: `${halfway()}_${greatestId}` } }),
  },
  "routes/app.parcels": {
    "": () => ({}),
    " far down": () => ({ query: { after: `${halfway()}-${pastOrder(0)}` } }),
    " in trouble": () => ({ query: { show: "trouble" } }),
    " in transit": () => ({ query: { show: "in-transit" } }),
    " delivered": () => ({ query: { show: "delivered" } }),
    " delivered, far down": () => ({ query: { show: "delivered", after: `${halfway()}-${pastOrder(0)}` } }),
  },
  "routes/app.parcels.$id": { "": () => ({ path: { id: pastOrder(500) } }) },
  "routes/app.tickets.$id": { "": () => ({ path: { id: ids.ticket } }) },
  "routes/app.markets.$id": { "": () => ({ path: { id: ids.market } }) },
  "routes/app.providers.$id": { "": () => ({ path: { id: ids.provider } }) },
  "routes/app.providers.history": {
    "": () => ({}),
    " one file": () => ({ query: { id: ids.import } }),
    " far down": () => ({ query: { after: ids.import } }),
  },
  "routes/app.providers.history.refused": { "": () => ({ query: { id: ids.import } }) },
  "routes/app.shipping.$id": { "": () => ({ path: { id: ids.service } }) },
  "routes/app.settings.privacy": {
    "": () => ({}),
    " further down": () => ({ query: { after: ids.request } }),
  },
  "routes/app.settings.privacy.$id": { "": () => ({ path: { id: ids.request } }) },
  "routes/app.messages": {
    "": () => ({}),
    " far down": () => ({ query: { after: greatestId, workAfter: `${halfway()}000_${greatestId}` } }),
  },
  "routes/app.quality.download.$file": {
    ": answers": () => ({ path: { file: "answers" } }),
    ": codebook": () => ({ path: { file: "codebook" } }),
  },
  "routes/app.quality.cell": {
    "": () => ({ query: { dimension: "reliability" } }),
    " far down": () => {
      return { query: { dimension: "reliability", orders: place(), comments: place(), tickets: place() } };
    },
  },
};

type Call = { name: string; run(): Promise<unknown> };

const pages = pageWays
  .filter((way) => way.module.loader)
  .flatMap((way): Call[] =>
    Object.entries(asked[way.id] ?? { "": () => ({}) }).map(([name, how]) => ({
      name: way.id.replace("routes/", "") + name,
      async run() {
        const token = idToken(shop, { subject: owner });
        const { status, body } = await ask(way, "loader", { ...how(), token });
        expect([200, ...(way.path.endsWith("*") ? [302, 404] : [])], body).toContain(status);
      },
    })),
  );

/** Data for any job: each takes what it knows of. `n`: the order it is about. */
function anyData(n: number) {
  const [id, at] = [pastOrder(n), new Date(Date.now() - day).toISOString()];
  return {
    ...{
      orderId: id,
      parcelId: id,
      fulfillmentId: id,
      eventId: id,
      ticketId: ids.ticket,
      submissionId: greatestId,
    },
    ...{ carrier: "DHL Express", country: "DE", sentAt: at, deliveredAt: at, promisedBy: "2026-01-01" },
    ...{ verdict: "late", how: "event", importId: ids.import, kind: "data_request", inboxId: greatestId },
    // Of long before this install: nothing is uninstalled by it.
    ...{ triggeredAt: "2020-01-01T00:00:00Z", receivedAt: at, customerId: "7000000017", orderIds: [id] },
    ...{ messageId: ids.message, touch: "perception", itemIds: ["R1"], lowest: 1, scopes: "read_orders" },
    ...{ epoch: 1, marketId: null, version: 1, firstReplyMinutes: 5 },
  };
}

const work = jobs
  .filter(({ name }) => !asksPlatform.includes(name))
  .flatMap((job, at): Call[] => [
    { name: `job ${job.name}`, run: () => job.run(ctx, job.data.parse(anyData(100 + at)), async () => {}) },
    ...(job.shopsInNeed ? [{ name: `sweep ${job.name}`, run: async () => job.shopsInNeed?.() }] : []),
  ]);

/** A person's whole past is erased: orders, parcels, tickets, and what still waits with their data in it. */
const redaction: Call = {
  name: "redaction",
  run: async () => {
    const job = jobs.find(({ name }) => name === "shop.answer-privacy-request");
    const request = { ...anyData(90), kind: "customer_redaction", inboxId: randomUUID() };
    await job?.run(ctx, job.data.parse(request), async () => {});
  },
};

/** What jobs that ask the platform read of the mirror, and what the queue itself does. */
const beneath: Call[] = [
  { name: "queue fetch", run: async () => (await queue()).fetch("parcels.follow-order", { batchSize: 5 }) },
  { name: "schedule", run: () => shopsAfter("", 500) },
  {
    name: "reconciliation: deletions",
    async run() {
      const since = {
        placedSince: new Date(Date.now() - 45 * day),
        mirroredBefore: new Date(Date.now() - day),
      };
      const settled = await ctx.transact((db) =>
        listSettledOrders(db, ctx.shop, { ...since, after: null }, 100),
      );
      const after = settled.at(-1) ?? null;
      await ctx.transact((db) => listSettledOrders(db, ctx.shop, { ...since, after }, 100));
      expect(settled).toHaveLength(100);
    },
  },
  {
    name: "reconciliation: a page of orders",
    async run() {
      const some = Array.from({ length: 50 }, (_, at) => pastOrder(at * 9 + 1));
      const shown = await ctx.transact((db) => listShownOrders(db, ctx.shop, some));
      expect(shown).toHaveLength(50);
    },
  },
];

/** Asked seven times: from the sixth on the server keeps one plan of a prepared statement for all values. */
function door(name: string, one: (n: number) => Promise<DoorAnswer | undefined>): Call {
  return {
    name: `door ${name}`,
    async run() {
      for (let n = 1; n <= 7; n++) {
        const answer = await one(n);
        expect(answer?.status, answer?.body).toBe(200);
      }
    },
  };
}
const buyer = (path: string, bodyOf: (n: number) => object) =>
  door(path, (n) => askDoor(path, bodyOf(n), { token: buyerToken(shop) }));

const doors = [
  door("/webhooks", () => deliver(shop, "orders/create", orderPayload())),
  door("/carrier/*", () => askRatesOnce(ids.carrierKey)),
  door("/proxy/promise", () => askPromise()),
  buyer("/buyer/thank-you", (n) => ({ orderId: pastOrder(300 + n) })),
  buyer("/buyer/order-status", (n) => ({ orderId: pastOrder(310 + n) })),
  buyer("/buyer/arrived", (n) => ({ orderId: pastOrder(320 + n), yes: true, on: "2026-11-21" })),
  buyer("/buyer/answers", (n) => answersBody(pastOrder(size - 100 - n), "perception", 5)),
  buyer("/buyer/problems", (n) => {
    const clientId = `plans-${Date.now()}-${n}`;
    return { orderId: pastOrder(330 + n), text: "Broken", kind: "damaged", clientId, locale: "de" };
  }),
];

async function askPromise(): Promise<DoorAnswer | undefined> {
  const cart = { country: "DE", currency: "EUR", locale: "de", grams: "480", price: "3250", shop };
  const signed = { ...cart, logged_in_customer_id: "", path_prefix: "/apps/fairlead" };
  const parameters: Record<string, string> = { ...signed, timestamp: String(Math.floor(Date.now() / 1000)) };
  const parts = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const secret = process.env.SHOPIFY_API_SECRET ?? "";
  const signature = createHmac("sha256", secret).update(parts.sort().join("")).digest("hex");
  const query = new URLSearchParams({ ...parameters, signature }).toString();
  const request = { method: "GET", path: "/proxy/promise", query, requestId: greatestId };
  return findDoor("/proxy/promise")?.({
    ...request,
    header: () => undefined,
    readBody: async () => new Uint8Array(),
  });
}

/** Deliveries that wait and the jobs their facts ask for. */
const drain: Call = {
  name: "deliveries applied",
  async run() {
    const order = orderPayload();
    const parcel = fulfillmentPayload(order.id);
    await deliver(shop, "orders/create", order);
    await deliver(shop, "fulfillments/create", parcel);
    await deliver(shop, "fulfillment_events/create", eventPayload(order.id, parcel.id));
    for (const name of ["orders.drain-inbox", "parcels.follow-order"]) {
      const job = jobs.find((one) => one.name === name);
      await job?.run(ctx, job.data.parse({ orderId: String(order.id) }), async () => {});
    }
  },
};

const calls = [...pages, ...work, ...beneath, ...doors, drain, redaction];

/** What of a call reads too much, in words; nothing where all is well. */
function excesses(name: string, ran: Ran[]): string[] {
  const rows = ran.reduce((sum, one) => sum + one.rows, 0);
  const own = allowed[name]?.rows;
  const passesOver = (one: Ran) =>
    !one.writes && one.blocks > mostBlocks.atAll + mostBlocks.perRow * one.rows;
  const many = ran
    .filter((one) => one.rows > (own ?? most.perStatement) || passesOver(one))
    .map((one) => `${one.rows} rows, ${one.blocks} blocks: ${howOf(one)}: ${one.text.slice(0, 400)}`);
  if (many.length === 0 && rows > (own ?? most.perCall)) return [`${rows} rows in ${ran.length} statements`];
  return many;
}

const howOf = ({ scans }: Ran) =>
  scans.map(({ how, table, index, rows }) => `${how} ${index ?? table} (${rows})`).join(", ");

/** The indexes that what is asked most, or runs at every shop, stands on. */
const hot: Record<string, string[]> = {
  "app._index": [
    "Order_shopId_placedAt_id_idx",
    "WebhookInbox_shopId_receivedAt_idx",
    "WebhookInbox_waiting",
    "WebhookInbox_parked",
    "Parcel_shopId_state_sentAt_id_idx",
    "Parcel_shopId_troubleDueAt_id_idx",
    "Parcel_claim_open",
    "Ticket_shopId_held_dueAt_id_idx",
    "SurveySubmission_shopId_touch_startedAt_idx",
  ],
  "app.inbox": ["Ticket_shopId_held_dueAt_id_idx", "Parcel_shopId_orderId_idx"],
  "app.inbox answered": ["Ticket_answered"],
  "app.inbox answered, far down": ["Ticket_answered"],
  "app.tickets.$id": [
    "TicketMessage_shopId_ticketId_at_id_idx",
    "Ticket_shopId_customerId_idx",
    "FulfillmentEvent_shopId_fulfillmentId_happenedAt_idx",
  ],
  "app.parcels": ["Parcel_shopId_sentAt_id_idx", "Parcel_shopId_troubleDueAt_id_idx"],
  "app.parcels in transit": ["Parcel_shopId_state_sentAt_id_idx"],
  "app.messages": ["WebhookInbox_set_aside", "job_common_parked_by_shop"],
  "app.quality": ["SurveySubmission_shopId_touch_startedAt_idx"],
  "app.quality.cell": [
    "SurveySubmission_cell",
    "SurveySubmission_shopId_orderId_touch_version_key",
    "SurveyComment_shopId_market_providerId_at_id_idx",
    "Ticket_shopId_held_lastMessageAt_id_idx",
  ],
  "app.actions": ["ImprovementAction_shopId_startedAt_id_idx"],
  "app.providers.$id": ["ProviderDecision_shopId_providerId_decidedAt_id_idx"],
  "app.providers.history": ["ShipmentImport_shopId_startedAt_id_idx"],
  "app.settings.privacy": ["PrivacyRequest_shopId_receivedAt_id_idx"],
  "door /buyer/order-status": [
    "Parcel_shopId_orderId_idx",
    "FulfillmentEvent_shopId_fulfillmentId_happenedAt_idx",
    "Ticket_shopId_orderId_idx",
  ],
  "door /buyer/answers": ["SurveySubmission_shopId_orderId_touch_version_key"],
  "door /buyer/problems": ["TicketMessage_shopId_author_at_idx", "TicketMessage_shopId_clientId_key"],
  "deliveries applied": ["WebhookInbox_waiting", "RateQuote_shopId_country_at_idx"],
  "sweep orders.drain-inbox": ["WebhookInbox_waiting"],
  "job orders.prune-inbox": ["WebhookInbox_shopId_receivedAt_idx"],
  "job orders.prune-events": ["FulfillmentEvent_shopId_happenedAt_idx"],
  "job shop.prune-access": ["AccessLog_shopId_at_id_idx", "PrivacyRequest_export"],
  "job parcels.look-again": ["Parcel_shopId_lookAgainAt_idx"],
  "job surveys.drop-forsaken": ["SurveySubmission_shopId_state_startedAt_idx"],
  "job tickets.tidy": ["Ticket_solved"],
  "job tickets.send-waiting-mail": ["TicketMessage_mail_waiting"],
  "reconciliation: deletions": ["Order_shopId_placedAt_id_idx"],
  "reconciliation: a page of orders": [
    "Fulfillment_shopId_orderId_idx",
    "FulfillmentEvent_shopId_orderId_idx",
  ],
};

const indexesIn = (ran: Ran[]) => ran.flatMap(({ scans }) => scans.flatMap(({ index }) => index ?? []));

it.each(calls)("$name reads little, by its indexes", async ({ name, run }) => {
  let ran = await statementsOf(run);
  if (excesses(name, ran).length > 0) {
    // What the calls before left dead is no history; the server's own autovacuum takes it away after a while.
    await quietly((client) => client.query("VACUUM"));
    ran = await statementsOf(run);
  }
  expect(excesses(name, ran)).toEqual([]);
  expect(indexesIn(ran)).toEqual(expect.arrayContaining(hot[name] ?? []));
});

/** Indexes nothing else stands in for, one of each large table at least: a check that lets them go sees nothing. */
const bearing: readonly [call: string, index: string][] = [
  ["reconciliation: deletions", "Order_shopId_placedAt_id_idx"],
  ["reconciliation: a page of orders", "Fulfillment_shopId_orderId_idx"],
  ["app.tickets.$id", "FulfillmentEvent_shopId_fulfillmentId_happenedAt_idx"],
  ["app.tickets.$id", "TicketMessage_shopId_ticketId_at_id_idx"],
  ["app.parcels", "Parcel_shopId_sentAt_id_idx"],
  ["app.inbox", "Ticket_shopId_held_dueAt_id_idx"],
  ["app.quality", "SurveySubmission_shopId_touch_startedAt_idx"],
  ["app.quality.cell", "SurveyComment_shopId_market_providerId_at_id_idx"],
  ["app.messages", "job_common_parked_by_shop"],
  ["job shop.prune-access", "AccessLog_shopId_at_id_idx"],
  ["job parcels.look-again", "Parcel_shopId_lookAgainAt_idx"],
  ["job tickets.tidy", "Ticket_solved"],
];

it.each(bearing)("%s reads too much without %s", async (name, index) => {
  const call = calls.find((one) => one.name === name);
  const { rows } = await quietly((client) =>
    client.query<{ definition: string; relation: string }>(
      `SELECT indexdef AS definition, quote_ident(schemaname) || '.' || quote_ident(indexname) AS relation
       FROM pg_indexes WHERE indexname = $1`,
      [index],
    ),
  );
  const [found] = rows;
  if (!call || !found) throw new Error("there is no such call or index");
  await quietly((client) => client.query(`DROP INDEX ${found.relation}`));
  try {
    expect(excesses(name, await statementsOf(call.run))).not.toEqual([]);
  } finally {
    await quietly((client) => client.query(found.definition));
  }
});

it("each large table holds more than a statement may look at, and what is named exists", async () => {
  const large = [
    "Order",
    "Fulfillment",
    "FulfillmentEvent",
    "Parcel",
    "WebhookInbox",
    "RateQuote",
    "AccessLog",
  ];
  large.push("SurveySubmission", "SurveyAnswer", "SurveyComment", "Ticket", "TicketMessage", "job_common");
  const { rows } = await quietly((client) =>
    client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relname = ANY($1) AND reltuples > $2",
      [large, 5 * most.perStatement],
    ),
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(large.sort());
  const names = calls.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(hot), ...Object.keys(allowed)]));
  expect(pageWays.map(({ id }) => id)).toEqual(expect.arrayContaining(Object.keys(asked)));
});
