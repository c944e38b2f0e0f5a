import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { inShop, prepared, shopsWithWaitingDeliveries } from "../../app/db.server";
import { facts } from "../../app/facts";
import { listeners } from "../../app/jobs/listeners";
import { announce, queue, sendJob } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { runJob } from "../../app/jobs/worker.server";
import { mostAttempts } from "../../app/orders/core/inbox";
import { drainQueue } from "../../app/orders/inbox-store.server";
import { deliver } from "../support/deliveries";
import { orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop, newShopDomain } from "../support/shops";

beforeAll(prepareQueues);

const waitingJobs = (shop: string, name: string) =>
  prepared<Record<string, unknown>>(
    `waiting-${name}`,
    "SELECT * FROM pgboss.job WHERE name = $1 AND singleton_key = $2 AND state < 'active'",
    [name, shop],
  );

describe("a job", () => {
  it("exists only if the transaction that sent it commits", async () => {
    const shop = await installedShop();
    await expect(
      inShop(shop, async (db) => {
        await announce(db, shop, {
          name: "store.scopes-changed",
          data: { triggeredAt: new Date().toISOString(), scopes: "a" },
        });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    expect(await waitingJobs(shop, "shop.change-scopes")).toEqual([]);
    await inShop(shop, (db) =>
      sendJob(db, shop, "shop.change-scopes", { triggeredAt: new Date().toISOString(), scopes: "b" }),
    );
    expect(await waitingJobs(shop, "shop.change-scopes")).toHaveLength(1);
    await runJobs();
  });

  it("sent by the door's statement is the same row the queue's own library writes", async () => {
    const byDoor = await installedShop();
    const byLibrary = await installedShop();
    await deliver(byDoor, "orders/create", orderPayload());
    await inShop(byLibrary, (db) => sendJob(db, byLibrary, drainQueue));
    const comparable = async (shop: string) => {
      const [row] = await waitingJobs(shop, drainQueue);
      // The door gives no group: at most one of a shop's drain jobs waits anyway.
      const { id, created_on, start_after, keep_until, singleton_key, group_id, data, ...rest } = row ?? {};
      return {
        ...rest,
        data: Object.keys(data as object),
        keptFor: Math.round((Number(keep_until) - Number(created_on)) / 60_000),
      };
    };
    expect(await comparable(byDoor)).toEqual(await comparable(byLibrary));
    await runJobs();
  });

  it("is asked for once however many deliveries wait", async () => {
    const shop = await installedShop();
    for (let count = 0; count < 5; count++) await deliver(shop, "orders/create", orderPayload());
    expect(await waitingJobs(shop, drainQueue)).toHaveLength(1);
    await runJobs();
  });

  it("that tells the platform about a shop runs alone, with one more waiting, and neither is lost when it fails", async () => {
    const [shop, other] = [await installedShop(), await installedShop()];
    await runJobs();
    const name = "shipping.hide-suspended";
    const boss = await queue();
    const send = (to: string) => inShop(to, (db) => sendJob(db, to, name));
    const fetchOf = async (wanted: string) =>
      (await boss.fetch<{ shop: string }>(name, { batchSize: 50 })).filter(
        ({ data }) => data.shop === wanted,
      );
    await send(shop);
    const [running] = await fetchOf(shop);
    expect(running).toBeDefined();
    await send(shop);
    await send(shop);
    await send(other);
    expect(await waitingJobs(shop, name)).toHaveLength(1);
    // While one runs, the waiting one is left alone; another shop's is not held up by it.
    expect(await fetchOf(other)).toHaveLength(1);
    expect(await waitingJobs(shop, name)).toHaveLength(1);
    await boss.fail(name, running?.id ?? "");
    expect((await waitingJobs(shop, name)).map(({ state }) => state).sort()).toEqual(["created", "retry"]);
    expect(await fetchOf(shop)).toHaveLength(1);
  });

  it("that was lost is found again by what still waits", async () => {
    const shop = await installedShop();
    await deliver(shop, "orders/create", orderPayload());
    await prepared("lose", "DELETE FROM pgboss.job WHERE name = $1 AND singleton_key = $2", [
      drainQueue,
      shop,
    ]);
    const drain = jobs.find((job) => job.name === drainQueue);
    expect(await shopsWithWaitingDeliveries(new Date(), 1_000)).toContain(shop);
    expect(drain?.shopsInNeed).toBeDefined();
    await inShop(shop, (db) => sendJob(db, shop, drainQueue));
    await runJobs();
    expect(await shopsWithWaitingDeliveries(new Date(), 1_000)).not.toContain(shop);
  });

  it("with data nobody can read is given up, and one of an unknown shop is skipped", async () => {
    const job = jobs.find((one) => one.name === "shop.change-scopes");
    if (!job) throw new Error("no such job");
    const queued = (data: { shop?: string }) =>
      ({ id: randomUUID(), name: job.name, data }) as Parameters<typeof runJob>[1];
    await expect(runJob(job, queued({}))).resolves.toBeUndefined();
    await expect(runJob(job, queued({ shop: newShopDomain() }))).resolves.toBeUndefined();
  });

  it("that fails tells the queue nothing but its name", async () => {
    const shop = await installedShop();
    const broken = {
      ...jobs[0],
      name: "broken",
      run: async () => Promise.reject(new Error("secret zoe@example.com")),
    };
    const queued = { id: randomUUID(), name: "broken", data: { shop } };
    await expect(runJob(broken as never, queued as never)).rejects.toThrow(/^broken failed$/);
  });
});

describe("a delivery that fails for a reason of ours", () => {
  /** Makes the database refuse orders of this name, as a fault nobody foresaw would. */
  async function refuseOrdersNamed(name: string): Promise<void> {
    const client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
    await client.connect();
    await client.query(`
      CREATE OR REPLACE FUNCTION refuse_order() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
      CREATE OR REPLACE TRIGGER refuse_order BEFORE INSERT ON "Order"
        FOR EACH ROW WHEN (NEW."name" = '${name}') EXECUTE FUNCTION refuse_order()`);
    await client.end();
  }

  it("harms only itself, is tried again later, and in the end is parked with its payload", async () => {
    await refuseOrdersNamed("#poison");
    const shop = await installedShop();
    const rows = () =>
      inShop(shop, (db) => db.webhookInbox.findMany({ where: { shopId: shop }, orderBy: { id: "asc" } }));
    await deliver(shop, "orders/create", orderPayload({ name: "#poison" }));
    await deliver(shop, "orders/create", orderPayload());
    const startedAt = Date.now();
    await runJobs();
    const [poisoned, good] = await rows();
    expect(good).toMatchObject({ state: "applied" });
    expect(poisoned).toMatchObject({ state: "waiting", attempts: 1 });
    // Counted from before it was tried: how long the jobs after it took is no part of the wait.
    const wait = Number(poisoned?.nextAttemptAt) - startedAt;
    expect(wait).toBeGreaterThan(3_000);

    for (let attempt = 2; attempt <= mostAttempts; attempt++) {
      await inShop(shop, async (db) => {
        await db.webhookInbox.updateMany({
          where: { shopId: shop, state: "waiting" },
          data: { nextAttemptAt: new Date() },
        });
        await sendJob(db, shop, drainQueue);
      });
      await runJobs();
    }
    const [parked] = await rows();
    expect(parked).toMatchObject({ state: "parked", reason: "failed" });
    expect(parked?.sealedPayload).not.toBeNull();
  });
});

describe("facts and their listeners", () => {
  it("name each other: every listener is a job that reads the fact's data", () => {
    expect(Object.keys(listeners).sort()).toEqual(Object.keys(facts).sort());
    const names = jobs.map((job) => job.name);
    expect(new Set(names).size).toBe(names.length);
    for (const heard of Object.values(listeners)) expect(names).toEqual(expect.arrayContaining([...heard]));
  });

  it("keep schedules that the queue can read", async () => {
    const boss = await queue();
    for (const job of jobs) {
      if (!job.cron) continue;
      await boss.createQueue(`${job.name}.every-shop`);
      await boss.schedule(`${job.name}.every-shop`, job.cron);
    }
    expect((await boss.getSchedules()).map((schedule) => schedule.cron).sort()).toEqual(
      jobs.flatMap((job) => job.cron ?? []).sort(),
    );
  });
});
