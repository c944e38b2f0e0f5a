import { beforeAll, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { jobs } from "../../app/jobs/registry.server";
import { deleteEvents } from "../../app/orders/store.server";
import { followOrder, lookAgain } from "../../app/parcels/commands.server";
import { recordQuotes } from "../../app/shipping/quote-commands.server";
import { keptSince } from "../../app/shop/core/retention";
import { noteAccess, privacyPage } from "../../app/shop/queries.server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { deliver } from "../support/deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { seen } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";
import { answerAll } from "../support/surveys";
import { hashTables } from "../support/table-hashes";

beforeAll(prepareQueues);

/** What goes by its age, and after how many days. */
const raw = {
  WebhookInbox: 30,
  RateQuote: 30,
  /** The file alone; that it was asked for stays. */
  "PrivacyRequest.sealedExport": 60,
  AccessLog: 400,
  FulfillmentEvent: 400,
  SurveySubmission: 1_095,
  SurveyAnswer: 1_095,
  SurveyComment: 1_095,
} as const;
type Raw = keyof typeof raw;

const dayMs = 86_400_000;
/** What the figures and pages are told from; none of it may move. */
const lasting = [
  "Order",
  "Fulfillment",
  "Parcel",
  "SurveyGap",
  "SurveyItemGap",
  "SurveyItemCovariance",
  "ParcelLane",
  "ProviderTally",
];

async function rowsOf(shop: string): Promise<Record<Raw, number>> {
  return withClient(fileDatabase().superuserUrl, async (client) => {
    const counts: [Raw, number][] = [];
    for (const name of Object.keys(raw) as Raw[]) {
      const [table, column = "shopId"] = name.split(".");
      const { rows } = await client.query<{ count: number }>(
        `SELECT count("${column}")::int AS count FROM "${table}" WHERE "shopId" = $1`,
        [shop],
      );
      counts.push([name, rows[0]?.count ?? -1]);
    }
    return Object.fromEntries(counts) as Record<Raw, number>;
  });
}

const hashesOf = (shop: string) =>
  withClient(fileDatabase().superuserUrl, (client) => hashTables(client, shop));

/** Every pruning job of every domain, as the clock would start it that many days from now. */
async function pruneIn(shop: string, days: number): Promise<void> {
  const ctx = await inDays(shop, days);
  for (const job of jobs.filter(({ name }) => /\.prune-/.test(name))) await job.run(ctx, {}, async () => {});
}

async function inDays(shop: string, days: number): Promise<Ctx> {
  const ctx = await forJob(shop, "time-travel", { alsoWhenUninstalled: true });
  if (!ctx) throw new Error("the shop is not there");
  return { ...ctx, now: () => new Date(Date.now() + days * dayMs) };
}

/** A shop with something of everything that goes by its age. */
async function shopWithPast() {
  const shop = await installedShop();
  const order = orderPayload();
  const parcel = fulfillmentPayload(order.id);
  await deliver(shop, "orders/create", order);
  await runJobs();
  await answerAll(shop, "expectation", 6);
  await deliver(shop, "fulfillments/create", parcel);
  const at = new Date().toISOString();
  await deliver(
    shop,
    "fulfillment_events/create",
    eventPayload(order.id, parcel.id, { status: "delivered", happened_at: at }),
  );
  await runJobs();
  await answerAll(shop, "perception", 4, "Took its time");
  await deliver(shop, "customers/data_request", {
    shop_id: 1,
    shop_domain: shop,
    customer: { id: 7 },
    orders_requested: [order.id],
  });
  await runJobs();
  const ctx = await fromAdmin(adminRequest(shop, "/app"), "privacy.view");
  await ctx.transact((db) =>
    noteAccess(db, ctx, { action: "view", entity: "Order", entityId: String(order.id) }),
  );
  const question = { country: "DE", ruleVersion: 1, codes: [], answer: [] };
  await recordQuotes(ctx, [{ id: ctx.newId(), at: ctx.now(), digest: "0", ...question }]);
  return { shop, order, parcel };
}

it("what nobody needs any more goes by its age; figures, parcels and other shops stay as they are", async () => {
  const { shop, order, parcel } = await shopWithPast();
  const neighbour = (await shopWithPast()).shop;
  const [own, others] = [await hashesOf(shop), await hashesOf(neighbour)];
  const parcelRow = () =>
    inDays(shop, 0).then((ctx) =>
      ctx.transact((db) =>
        db.parcel.findFirst({ where: { shopId: shop }, omit: { followedAt: true, lookAgainAt: true } }),
      ),
    );
  const delivered = await parcelRow();
  expect(delivered?.state).toBe("delivered");
  const full = await rowsOf(shop);
  expect(Object.values(full).every((count) => count > 0)).toBe(true);

  const ages = [...new Set(Object.values(raw))].sort((a, b) => a - b);
  for (const age of ages) {
    await pruneIn(shop, age - 1);
    const kept = await rowsOf(shop);
    for (const [table, days] of Object.entries(raw) as [Raw, number][])
      expect(kept[table], `${table} a day before ${age}`).toBe(days >= age ? full[table] : 0);
    await pruneIn(shop, age + 1);
    const left = await rowsOf(shop);
    for (const [table, days] of Object.entries(raw) as [Raw, number][])
      expect(left[table], `${table} a day after ${age}`).toBe(days > age ? full[table] : 0);
  }
  seen(22, {
    tables: Object.keys(raw).length,
    rowsRemoved: Object.values(full).reduce((sum, n) => sum + n, 0),
  });
  const pruned = await hashesOf(shop);
  for (const table of lasting) {
    expect(own[`public.${table}`], table).toBeDefined();
    expect(pruned[`public.${table}`], table).toBe(own[`public.${table}`]);
  }
  expect(await hashesOf(neighbour)).toEqual(others);
  await pruneIn(shop, 2_000);
  expect(await hashesOf(shop)).toEqual(pruned);

  // The parcel is looked at again, and a very late event comes: neither sets it back.
  const later = await inDays(shop, 1_100);
  await followOrder(later, String(order.id));
  await later.transact((db) =>
    db.parcel.updateMany({ where: { shopId: shop }, data: { lookAgainAt: new Date(0) } }),
  );
  expect(await lookAgain(later)).toEqual({ more: false });
  const { id } = eventPayload(order.id, parcel.id, {}) as { id: number };
  await later.transact((db) =>
    db.fulfillmentEvent.create({
      data: {
        ...{ shopId: shop, id: String(id), fulfillmentId: String(parcel.id), orderId: String(order.id) },
        ...{ status: "in_transit", happenedAt: later.now(), mirroredAt: later.now() },
      },
    }),
  );
  await followOrder(later, String(order.id));
  expect(await parcelRow()).toEqual(delivered);
  const due = await later.transact((db) =>
    db.parcel.count({ where: { shopId: shop, lookAgainAt: { not: null } } }),
  );
  expect(due).toBe(0);

  const page = await privacyPage(await fromAdmin(adminRequest(shop, "/app"), "privacy.view"), {});
  expect(page.requests).toMatchObject([{ kind: "data-request", downloadable: false }]);
});

it("an old event stays with a parcel young enough to be told from it: some are entered after they arrived", async () => {
  const shop = await installedShop();
  const daysAgo = (days: number) => new Date(Date.now() - days * dayMs).toISOString();
  const order = orderPayload({ created_at: daysAgo(410), updated_at: daysAgo(399) });
  await deliver(shop, "orders/create", order);
  for (const sent of [399, 402]) {
    const times = { created_at: daysAgo(sent), updated_at: daysAgo(sent) };
    const parcel = fulfillmentPayload(order.id, times);
    await deliver(shop, "fulfillments/create", parcel);
    const delivered = { status: "delivered", happened_at: daysAgo(401) };
    await deliver(shop, "fulfillment_events/create", eventPayload(order.id, parcel.id, delivered));
  }
  await runJobs();
  const ctx = await forJob(shop, "retention", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not there");
  const before = keptSince("parcelEvents", new Date());
  const remove = () => inShop(shop, (db) => deleteEvents(db, ctx.shop, before, 100));
  expect(await remove()).toBe(1);
  expect(await remove()).toBe(0);
});
