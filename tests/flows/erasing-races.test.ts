import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forJob } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { queue, sendJob } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { runJob } from "../../app/jobs/worker.server";
import { noteSighting } from "../../app/shop/block-commands.server";
import { eraseShop } from "../../app/shop/erase-commands.server";
import { deliver } from "../support/deliveries";
import { type DevStore, startDevStore } from "../support/dev-store";
import { holdNextFetch } from "../support/held-fetch";
import { orderPayload } from "../support/payloads";
import { openFirst, sunda } from "../support/platform-session";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, typedService } from "../support/shipping";
import { installedShop, open, shopRow, storeOfflineSession } from "../support/shops";
import { hashTables } from "../support/table-hashes";

/* A shop is removed and erased while its own jobs are in the middle of their work. */

let store: DevStore;
let client: pg.Client;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await Promise.all([client.connect(), prepareQueues()]);
  store = await startDevStore();
});
afterAll(() => Promise.all([store.stop(), client.end()]));

/** What is kept of one shop, but for the queue's own rows: a job that fails is one of those. */
async function kept(shop: string): Promise<Record<string, string>> {
  const { "pgboss.job": _, ...tables } = await hashTables(client, shop);
  return tables;
}

/** Begins one of the shop's jobs as a worker does; its outcome is asked for later. */
async function begin(shop: string, name: string): Promise<{ ended: Promise<"done" | "failed"> }> {
  const job = jobs.find((one) => one.name === name);
  await inShop(shop, (db) => sendJob(db, shop, name));
  const [queued] = await (await queue()).fetch<{ shop: string }>(name, { batchSize: 1 });
  if (!job || queued?.data.shop !== shop) throw new Error(`${name} was not queued`);
  const ended = runJob(job, queued).then(
    () => "done" as const,
    () => "failed" as const,
  );
  return { ended };
}

/** The job as the next try of it finds the shop. */
const anotherTry = (shop: string) => forJob(shop, "next try", { alsoWhenUninstalled: false });

async function removeAndErase(shop: string): Promise<void> {
  await deliver(shop, "app/uninstalled", { id: 1, myshopify_domain: shop });
  await runJobs();
  await deliver(shop, "shop/redact", { shop_id: 1, shop_domain: shop });
  await runJobs();
  expect(await shopRow(shop)).toMatchObject({ state: "redacted" });
}

describe("a job under way when its shop is erased", () => {
  it("writes nothing of what the platform answers it afterwards, and asks no more", async () => {
    const ctx = await openFirst(store, sunda);
    await typedService(ctx, await approvedProvider(ctx));
    await runJobs({ platform: true });
    const names = [
      "shop.refresh-details",
      "markets.mirror",
      "orders.catch-up",
      "shipping.register-carrier",
      "shipping.hide-suspended",
    ];
    const held: { name: string; ended: Promise<string>; release(): void }[] = [];
    for (const name of names) {
      const answer = holdNextFetch("answered");
      const { ended } = await begin(sunda, name);
      await Promise.race([answer.held, ended]);
      held.push({ name, ended, release: answer.release });
    }
    await removeAndErase(sunda);
    const erased = await kept(sunda);
    expect(
      Object.entries(erased).filter(([name, hash]) => name !== "public.Shop" && !hash.startsWith("0 ")),
    ).toEqual([]);
    await store.clearCalls();
    // A process that was slow to store a session may have left one.
    await storeOfflineSession(sunda);
    for (const { name, ended, release } of held) {
      release();
      expect([name, ["done", "failed"].includes(await ended)]).toEqual([name, true]);
    }
    expect(await store.calls()).toMatchObject({ token: { exchange: 0, refresh: 0 }, graphql: { total: 0 } });
    const { "public.Session": _, ...after } = await kept(sunda);
    const { "public.Session": __, ...before } = erased;
    expect(after).toEqual(before);
    expect(await anotherTry(sunda)).toBeNull();
  });

  it("is waited for where it is already writing, and what it wrote goes with the rest", async () => {
    const shop = await installedShop();
    await runJobs();
    const job = await forJob(shop, "slow", { alsoWhenUninstalled: false });
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const writing = job?.transact(async (db) => {
      await db.tombstone.create({ data: { shopId: shop, kind: "order", externalId: "1", at: new Date() } });
      inside.resolve();
      await goOn.promise;
    });
    await inside.promise;
    await inShop(shop, (db) =>
      db.shop.update({ where: { id: shop }, data: { state: "uninstalled", uninstalledAt: new Date() } }),
    );
    const erasing = eraseShop(shop, new Date());
    expect(await Promise.race([erasing, waitsFor("advisory").then(() => "it waits")])).toBe("it waits");
    goOn.resolve();
    await writing;
    expect(await erasing).toBe("erased");
    expect(await inShop(shop, (db) => db.tombstone.count({ where: { shopId: shop } }))).toBe(0);
  });

  it("does not take up again in the install that came after", async () => {
    const shop = await installedShop();
    await runJobs();
    const job = (await forJob(shop, "old", { alsoWhenUninstalled: false })) as Ctx;
    await noteSighting(job, "order-status");
    await removeAndErase(shop);
    await expect(noteSighting(job, "thank-you")).rejects.toThrow("installed anew");
    await storeOfflineSession(shop);
    await open(shop, "9", new Date(Date.now() + 1_000));
    await expect(noteSighting(job, "thank-you")).rejects.toThrow("installed anew");
    expect(await job.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    expect(await shopRow(shop)).toMatchObject({ state: "installed", needsLoginSince: null });
    expect(await inShop(shop, (db) => db.blockSighting.count({ where: { shopId: shop } }))).toBe(0);
    expect(await anotherTry(shop)).not.toBeNull();
  });

  it("leaves no row of a person's request whose turn comes after the erasure", async () => {
    const shop = await installedShop();
    await runJobs();
    await removeAndErase(shop);
    const erased = await kept(shop);
    const now = new Date().toISOString();
    const about = { kind: "customer_redaction", inboxId: randomUUID(), customerId: "1", orderIds: [] };
    const data = { shop, ...about, triggeredAt: now, receivedAt: now };
    const job = jobs.find(({ name }) => name === "shop.answer-privacy-request");
    if (!job) throw new Error("the job is gone");
    await runJob(job, { id: randomUUID(), name: job.name, data } as unknown as Parameters<typeof runJob>[1]);
    expect(await kept(shop)).toEqual(erased);
  });
});

/** Holds whoever wants to remove rows of a table until it is let go. */
async function holdTable(name: string): Promise<{ release(): Promise<void> }> {
  const holder = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE "${name}" IN SHARE MODE`);
  return { release: () => holder.end() };
}

/** Fulfilled once a statement waits for a lock of this kind. */
const waitsFor = (kind: string) =>
  expect
    .poll(
      async () =>
        (await client.query("SELECT 1 FROM pg_locks WHERE locktype = $1 AND NOT granted", [kind])).rowCount,
    )
    .toBeGreaterThan(0);

it("an install while the old one is erased keeps what it writes", async () => {
  const shop = await installedShop();
  await deliver(shop, "orders/create", orderPayload());
  await runJobs();
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  await inShop(shop, async (db) => {
    const uninstalledAt = hoursAgo(2);
    await db.shop.update({ where: { id: shop }, data: { state: "uninstalled", uninstalledAt } });
    await db.order.updateMany({ where: { shopId: shop }, data: { mirroredAt: hoursAgo(3) } });
  });
  const [early, late] = [await holdTable("Tombstone"), await holdTable("Parcel")];
  const erasing = eraseShop(shop, new Date());
  await waitsFor("relation");
  await storeOfflineSession(shop);
  const opening = open(shop, "9");
  await waitsFor("transactionid");
  await early.release();
  expect(await opening).toMatchObject({ staff: { role: "owner" } });
  const job = await anotherTry(shop);
  if (!job) throw new Error("the shop is not installed");
  await noteSighting(job, "order-status");
  await late.release();
  expect(await erasing).toBe("older-rows-erased");
  const left = await inShop(shop, async (db) => ({
    staff: await db.staffMember.count({ where: { shopId: shop } }),
    sightings: await db.blockSighting.count({ where: { shopId: shop } }),
    orders: await db.order.count({ where: { shopId: shop } }),
    keys: await db.shopKey.count({ where: { shopId: shop } }),
  }));
  expect(left).toEqual({ staff: 1, sightings: 1, orders: 0, keys: 1 });
  expect(await shopRow(shop)).toMatchObject({ state: "installed", ordersMirrored: 0 });
});
