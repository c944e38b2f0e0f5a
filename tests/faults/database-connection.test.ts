import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { orderPayload, sign } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";
import { TcpProxy } from "./support/tcp-proxy";

/*
 * The road between the app and its database goes bad: cut in the middle of a commit, slow, silent without closing,
 * refused, locked. Nothing is acknowledged that is not there, nothing is done twice, no question waits for long, and
 * once the road is well everything goes on by itself.
 */

const shop = "bad-road.myshopify.com";
const { cuts, lockMs, silentRounds } = sized({
  short: { cuts: 6, lockMs: 3_000, silentRounds: 4 },
  full: { cuts: 100, lockMs: 30_000, silentRounds: 20 },
});
let proxy: TcpProxy;
let app: RunningApp;
let rateKey = "";

beforeAll(async () => {
  proxy = await TcpProxy.start();
  app = await RunningApp.start({
    shops: [shop],
    databaseUrl: (url) => proxy.before(url),
    prepare: async () => {
      const { offering } = await import("../support/shipping");
      rateKey = (await offering()).key;
    },
  });
}, 240_000);

afterAll(async () => {
  await app?.stop();
  await proxy?.stop();
});

beforeEach(async () => {
  await expect.poll(async () => (await deliver()).status, { timeout: 60_000 }).toBe(200);
  await expect.poll(rates, { timeout: 60_000 }).toBe("200 with rates");
});

const deliver = (order = orderPayload(), id: string = randomUUID()) =>
  app.deliver({ shop, topic: "orders/create", body: order, id });

async function rates(): Promise<string> {
  const { rateRequest } = await import("../support/shipping");
  const body = JSON.stringify(rateRequest());
  const answer = await fetch(`${app.appUrl}/carrier/${rateKey}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": sign(body, app.secrets.clientSecret),
    },
  });
  const text = await answer.text();
  return answer.status === 200 && JSON.parse(text).rates.length
    ? "200 with rates"
    : `${answer.status} ${text}`;
}

async function staffPage(): Promise<{ status: number; text: string }> {
  const { idToken } = await import("../support/shops");
  const answer = await fetch(`${app.appUrl}/app/providers`, {
    // The library turns away what looks like a robot.
    headers: { authorization: `Bearer ${idToken(shop)}`, "user-agent": "Mozilla/5.0 Chrome/140" },
    signal: AbortSignal.timeout(20_000),
  });
  return { status: answer.status, text: await answer.text() };
}

async function timed<T>(work: () => Promise<T>): Promise<{ is: T; ms: number }> {
  const startedAt = performance.now();
  return { is: await work(), ms: performance.now() - startedAt };
}

/**
 * Twenty deliveries at once beside a rate request, again and again: none acknowledged. What waits too long does so each
 * time, a busy machine once or twice.
 */
async function expectNothingAcknowledged(rounds: number): Promise<{ webhookMs: number; ratesMs: number }> {
  const webhooks: number[] = [];
  const callbacks: number[] = [];
  const fast = () => Math.min(...webhooks) < 2_000 && Math.min(...callbacks) < 1_000;
  for (let round = 0; round < rounds || (round < 15 && !fast()); round++) {
    const callback = timed(rates);
    const sent = await timed(() => Promise.all(Array.from({ length: 20 }, () => deliver())));
    expect(new Set(sent.is.map(({ status }) => status))).toEqual(new Set([503]));
    webhooks.push(sent.ms);
    const { is, ms } = await callback;
    expect(is).toBe("200 with rates");
    callbacks.push(ms);
  }
  expect(Math.min(...webhooks)).toBeLessThan(2_000);
  expect(Math.min(...callbacks)).toBeLessThan(1_000);
  return { webhookMs: Math.round(Math.min(...webhooks)), ratesMs: Math.round(Math.min(...callbacks)) };
}

/** Deliveries are taken and worked off again, and every order stands there once. */
async function expectWell(): Promise<number> {
  const { ms } = await timed(() =>
    expect.poll(async () => (await deliver()).status, { timeout: 60_000 }).toBe(200),
  );
  expect(await app.drained(90_000)).not.toBeNull();
  const [row] = await app.ask<{ orders: number; counted: number; twice: number }>(
    `SELECT count(*)::int AS orders, count(*)::int - count(DISTINCT "id")::int AS twice,
       (SELECT "ordersMirrored" FROM "Shop" WHERE "id" = $1) AS counted FROM "Order" WHERE "shopId" = $1`,
    [shop],
  );
  expect(row).toEqual({ orders: row?.counted, counted: row?.counted, twice: 0 });
  return Math.round(ms);
}

it("a connection cut in the middle of a delivery's commit is not acknowledged, and its repeat ends in one row", async () => {
  let committedUnheard = 0;
  for (let at = 0; at < cuts; at++) {
    const [order, id] = [orderPayload(), randomUUID()];
    const before = proxy.cuts;
    proxy.cutAt("accept-delivery", at % 2 ? "before" : "after", 1);
    expect((await deliver(order, id)).status).toBe(503);
    expect(proxy.cuts).toBe(before + 1);
    const rows = () => app.ask(`SELECT 1 FROM "WebhookInbox" WHERE "deliveryId" = $1`, [id]);
    if (at % 2 === 0) {
      await expect.poll(async () => (await rows()).length).toBe(1);
      committedUnheard += 1;
    } else {
      expect(await rows()).toEqual([]);
    }
    await expect.poll(async () => (await deliver(order, id)).status).toBe(200);
    expect(await rows()).toHaveLength(1);
  }
  await expectWell();
  seen(1, { cutInCommit: cuts, committedUnheard });
});

it("a job's transaction cut in its commit ends in one effect", async () => {
  const before = proxy.cuts;
  const orders = Array.from({ length: 10 }, () => orderPayload());
  for (let at = 0; at < cuts; at++) {
    proxy.cutAt("COMMIT", at % 2 ? "before" : "after", 1);
    const order = orders[at % orders.length] ?? orderPayload();
    await deliver({
      ...order,
      updated_at: new Date(Date.parse("2026-11-20T11:00:00Z") + at * 60_000).toISOString(),
    });
    await expect.poll(() => proxy.cuts, { timeout: 60_000 }).toBe(before + at + 1);
  }
  await expectWell();
  seen(8, { jobsCutInCommit: proxy.cuts - before });
});

it("a silent database gets 503 within two seconds, rates from memory, a clear page, and no pile-up", async () => {
  proxy.road = "silent";
  try {
    const figures = await expectNothingAcknowledged(silentRounds);
    expect((await timed(() => fetch(`${app.appUrl}/healthz`))).is.status).toBe(200);
    expect((await fetch(`${app.appUrl}/readyz`)).status).toBe(503);
    const page = await staffPage();
    expect(page.status).toBeGreaterThanOrEqual(500);
    expect(page.text).not.toMatch(/at \w+ \(|node_modules|prisma/i);
    seen(7, { silentWebhookMs: figures.webhookMs, silentRatesMs: figures.ratesMs });
  } finally {
    proxy.road = "open";
  }
  // The lost connections are not closed for them: what waits on one must be given up by the app itself.
  seen(7, { wellAfterSilenceMs: await expectWell() });
  const page = await staffPage();
  expect(page.status).toBeLessThan(500);
}, 300_000);

it("a silence in which no connection ever says anything again is given up by web and worker themselves", async () => {
  proxy.strand();
  await expectWell();
}, 300_000);

it("a database two seconds slower is no reason to wait: 503 in time, rates from memory", async () => {
  proxy.road = { delayMs: 1_000 };
  try {
    await expectNothingAcknowledged(1);
  } finally {
    proxy.road = "open";
  }
  await expectWell();
}, 300_000);

it("a table locked for long gets 503 in time, and a bounded number of statements wait for it", async () => {
  const locking = new pg.Client({ connectionString: app.database.urlsOf("fairlead").superuserUrl });
  await locking.connect();
  try {
    await locking.query('BEGIN; LOCK TABLE "WebhookInbox" IN ACCESS EXCLUSIVE MODE');
    const until = performance.now() + lockMs;
    let most = 0;
    do {
      await expectNothingAcknowledged(1);
      const [row] = await app.ask<{ waiting: number }>(
        "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE application_name LIKE 'fairlead%' AND wait_event_type = 'Lock'",
      );
      most = Math.max(most, row?.waiting ?? 0);
    } while (performance.now() < until);
    // Ten connections of each of the two processes, three of each one's queue.
    expect(most).toBeLessThanOrEqual(26);
    await locking.query("ROLLBACK");
  } finally {
    await locking.end();
  }
  await expectWell();
}, 300_000);

it("processes started without their database live, say so, and go on once it is there", async () => {
  proxy.road = "refused";
  proxy.cutAll();
  app.kill("web");
  app.kill("worker");
  const asked = (path: string) =>
    fetch(`${app.appUrl}${path}`).then(
      ({ status }) => status,
      () => 0,
    );
  try {
    await expect.poll(() => asked("/healthz"), { timeout: 60_000 }).toBe(200);
    expect(await asked("/readyz")).toBe(503);
    expect((await deliver()).status).toBe(503);
    if (sized({ short: false, full: true })) {
      // A worker without a database ends after a minute, for its supervisor to see.
      const codes = app.exitCodes.worker.length;
      await sleep(70_000);
      expect(app.exitCodes.worker.slice(codes)).toContain(1);
    }
  } finally {
    proxy.road = "open";
  }
  await app.ready();
  await expectWell();
}, 300_000);
