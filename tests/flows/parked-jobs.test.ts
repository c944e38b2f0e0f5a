import { beforeAll, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop, prepared } from "../../app/db.server";
import { queue, sendJob } from "../../app/jobs/queue.server";
import { retryParkedJobs } from "../../app/shop/parked-job-commands.server";
import { parkedJobsPage } from "../../app/shop/parked-job-queries.server";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop } from "../support/shops";

beforeAll(prepareQueues);

const name = "shop.change-scopes";
const ctxOf = (shop: string) => fromAdmin(adminRequest(shop, "/app"), "deliveries.retry");
const parked = async (shop: string, after: string | null = null) => parkedJobsPage(await ctxOf(shop), after);

/** A job that fails until the queue gives it up. */
async function giveUp(shop: string, scopes: string): Promise<void> {
  const boss = await queue();
  const data = { triggeredAt: new Date().toISOString(), scopes };
  await inShop(shop, (db) => sendJob(db, shop, name, data));
  for (let tries = 0; tries < 9; tries++) {
    await prepared("due", "UPDATE pgboss.job SET start_after = now() WHERE name = $1 AND state < 'active'", [
      name,
    ]);
    const [job] = await boss.fetch<{ shop: string }>(name, { batchSize: 1 });
    expect(job?.data.shop).toBe(shop);
    await boss.fail(name, job?.id ?? "", new Error("down"));
  }
}

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
