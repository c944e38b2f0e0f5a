import { beforeAll, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { homePage } from "../../app/improvements/home-queries.server";
import { action as retry } from "../../app/routes/app.messages.retry";
import { retryParkedJobs } from "../../app/shop/parked-job-commands.server";
import { parkedJobsPage } from "../../app/shop/parked-job-queries.server";
import { deliver } from "../support/deliveries";
import { giveUp, scopesJob as name } from "../support/parked-job";
import { orderPayload } from "../support/payloads";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop, open } from "../support/shops";

beforeAll(prepareQueues);

const ctxOf = (shop: string) => fromAdmin(adminRequest(shop, "/app"), "deliveries.retry");
const parked = async (shop: string, after: string | null = null) => parkedJobsPage(await ctxOf(shop), after);

it("a job that failed every time is seen by its shop alone, run again when asked, and done", async () => {
  const [shop, other] = [await installedShop(), await installedShop()];
  await runJobs();
  await giveUp(shop, "read_orders,read_products");
  await giveUp(shop, "read_orders,read_products");
  const page = await parked(shop);
  expect(page).toMatchObject({
    jobs: [
      { job: name, tries: 9 },
      { job: name, tries: 9 },
    ],
    next: null,
  });
  // The key leads on, whoever's it is to no more than one's own.
  expect((await parked(shop, page.jobs[0]?.key)).jobs).toEqual(page.jobs.slice(1));
  expect((await parked(other)).jobs).toEqual([]);
  expect((await parked(other, page.jobs[0]?.key)).jobs).toEqual([]);

  expect(await retryParkedJobs(await ctxOf(other))).toEqual({ ok: true, value: { retried: 0 } });
  expect(await retryParkedJobs(await ctxOf(shop))).toEqual({ ok: true, value: { retried: 2 } });
  // Pressed twice before anything ran: once is enough.
  await retryParkedJobs(await ctxOf(shop));
  await runJobs();
  // Before anybody opens a page, which tells the scopes anew.
  const row = await inShop(shop, (db) => db.shop.findUnique({ where: { id: shop } }));
  expect(row?.scopes).toBe("read_orders,read_products");
  expect((await parked(shop)).jobs).toEqual([]);
  await runJobs();
  expect(await retryParkedJobs(await ctxOf(shop))).toEqual({ ok: true, value: { retried: 0 } });
});

it("home names it until it is tried again, to those who may", async () => {
  const shop = await installedShop();
  await open(shop, "2");
  await runJobs();
  const work = async (subject = "1") => {
    const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
    return (await homePage(ctx)).tasks.filter((task) => task.kind === "work");
  };
  expect(await work()).toEqual([]);
  await giveUp(shop, "read_orders");
  const [job] = (await parked(shop)).jobs;
  const since = job?.parkedAt;
  expect(await work()).toEqual([{ kind: "work", to: "/app/messages", dueAt: since, since }]);
  expect(await work("2")).toEqual([]);
  await retryParkedJobs(await ctxOf(shop));
  await runJobs();
  expect(await work()).toEqual([]);
});

it("failed work and messages set aside are each tried again alone", async () => {
  const shop = await installedShop();
  await runJobs();
  await giveUp(shop, "read_orders");
  await deliver(shop, "orders/create", orderPayload({ total_price_set: null }));
  await runJobs();
  const aside = async () => ({
    work: (await parked(shop)).jobs.length,
    messages: await inShop(shop, (db) => db.webhookInbox.count({ where: { shopId: shop, state: "parked" } })),
    waiting: await inShop(shop, (db) => db.webhookInbox.count({ where: { shopId: shop, state: "waiting" } })),
  });
  const press = async (of: string) => {
    const request = adminRequest(shop, "/app/messages/retry", { form: { of } });
    const response = await retry({ request, params: {}, context: {} });
    return { status: response.status, answer: await response.json() };
  };
  expect(await aside()).toEqual({ work: 1, messages: 1, waiting: 0 });
  expect(await press("everything")).toMatchObject({ status: 400, answer: { problem: "form-unreadable" } });
  expect(await press("messages")).toEqual({ status: 200, answer: { ok: true, value: { retried: 1 } } });
  expect(await aside()).toEqual({ work: 1, messages: 0, waiting: 1 });
  await runJobs();
  expect(await aside()).toEqual({ work: 1, messages: 1, waiting: 0 });
  expect(await press("work")).toEqual({ status: 200, answer: { ok: true, value: { retried: 1 } } });
  await runJobs();
  expect(await aside()).toEqual({ work: 0, messages: 1, waiting: 0 });
});
