import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../scripts/embedded-postgres.ts";
import { startGuarded } from "../../scripts/guarded-process.ts";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { sign } from "../support/payloads.ts";
import type { Figures } from "./bench.ts";
import { copyRows } from "./copy-rows.ts";
import { Connection, load, type Outgoing, percentiles, round, type Sample, steadily } from "./load.ts";
import { type MeasuredApp, startMeasuredApp } from "./measured-app.ts";

const offers = { services: 50, zones: 20, tiers: 10 };
const otherShops = 20;
const carts = 1_000;
const seconds = 1.5;
const rounds = 2;

type App = MeasuredApp<"offers">;
type Ask = () => Outgoing;

/**
 * Checkout asking a shop with 50 options of 200 rules each. The floor is a bare server answering the same bytes; both
 * are asked by turns over 1, 16 and 64 connections, and `ratioToFloor` is the throughput over 16. Cold means that the
 * shop's rules are not in memory yet.
 */
export const rates = async (): Promise<Figures> => {
  const app = await startMeasuredApp({ name: "offers", shops: otherShops + 1, ...offers }, { durable: true });
  try {
    const [first, ...others] = app.filled;
    if (!first) throw new Error("no shop was made");
    await copyServices(app, others);
    const cold = await coldAnswers(
      app,
      others.map(({ key }) => key),
    );
    const ask = askerOf(app, first.key);
    const warm = await againstFloor(app, ask);
    const steady = await steadily(app.url, { perSecond: 50, seconds: 8, make: ask });
    const delays = await invalidationDelays(app, first);
    const kept = await app.fill({ name: "memory", keys: app.filled.map(({ key }) => key) });
    return {
      ...warm,
      coldP50Ms: cold.p50Ms,
      coldP95Ms: cold.p95Ms,
      coldBackups: cold.backups,
      p50MsAt50PerSecond: steady.p50Ms,
      p95MsAt50PerSecond: steady.p95Ms,
      p99MsAt50PerSecond: steady.p99Ms,
      invalidationP50Ms: delays.p50Ms,
      invalidationMaxMs: delays.p99Ms,
      memoryKbPerShop: round(kept),
    };
  } finally {
    await app.stop();
  }
};

/** Different carts, because the app's log writes equal questions once. */
function askerOf(app: App, key: string): Ask {
  const requests = Array.from({ length: carts }, (_, at) => rateRequest(app, key, at));
  let next = 0;
  return () => {
    next = (next + 1) % carts;
    return requests[next] as Outgoing;
  };
}

function rateRequest(app: App, key: string, cart: number): Outgoing {
  const item = { name: "Folding reading lamp", sku: "FRL-W", quantity: 1, grams: 200 + (cart % 2_000) };
  const rate = {
    origin: { country: "CN", postal_code: "518057", province: "GD", city: "Shenzhen" },
    destination: { country: "DE", postal_code: "10115", province: "BE", city: "Berlin", name: "Greta Falk" },
    items: [{ ...item, price: 3250, requires_shipping: true, variant_id: 92_000_000_000 + cart }],
    currency: "EUR",
    locale: "de",
    order_totals: { subtotal_price: "3250" },
  };
  const body = JSON.stringify({ rate });
  const signature = sign(body, app.secrets.clientSecret);
  const headers = { "content-type": "application/json", "x-shopify-hmac-sha256": signature };
  return { method: "POST", path: `/carrier/${key}`, headers, body };
}

/** The other shops get the first one's services; one by one through the form they would take minutes. */
async function copyServices(app: App, others: App["filled"]): Promise<void> {
  const [first] = app.filled;
  await withClient(app.superuserUrl, async (client) => {
    for (const { shop, providerId } of others) {
      await copyRows(client, "ShippingService", {
        where: `one."shopId" = $1`,
        change: { shopId: "$2::text", providerId: "$3::text" },
        values: [first?.shop, shop, providerId],
      });
    }
    await client.query('ANALYZE "ShippingService"');
  });
}

const ratesIn = (body: string) => (JSON.parse(body) as { rates: unknown[] }).rates.length;

/** `backups`: how often the rules could not be read within the door's deadline. */
async function coldAnswers(app: App, keys: string[]) {
  const connection = new Connection(app.url);
  const took: number[] = [];
  let backups = 0;
  for (const [at, key] of keys.entries()) {
    const startedAt = performance.now();
    const { status, body } = await connection.ask(rateRequest(app, key, at));
    took.push(performance.now() - startedAt);
    if (status === 503) backups += 1;
    else if (ratesIn(body) !== offers.services) throw new Error(`${status} with ${ratesIn(body)} rates`);
  }
  connection.close();
  return { ...percentiles(took), backups };
}

async function againstFloor(app: App, ask: Ask): Promise<Figures> {
  const connection = new Connection(app.url);
  const { status, body } = await connection.ask(ask());
  connection.close();
  if (status !== 200) throw new Error(`the first question was answered ${status}`);
  const floor = await startFloor(body);
  try {
    const figures: Record<string, number> = {};
    for (const connections of [1, 16, 64]) {
      const [app_, floor_] = [await byTurns([app.url, floor.url], { connections, make: ask })].flat();
      if (!app_ || !floor_) throw new Error("nothing was measured");
      const suffix = connections === 16 ? "" : `At${connections}`;
      figures[suffix ? `ratio${suffix}` : "ratioToFloor"] = round(app_.perSecond / floor_.perSecond);
      for (const key of ["p50Ms", "p95Ms", "p99Ms", "perSecond", "failed"] as const)
        figures[`${key}${suffix}`] = app_[key];
      figures[`floorPerSecond${suffix}`] = floor_.perSecond;
    }
    const { ratioToFloor = 0, ...rest } = figures;
    return { ratioToFloor, ...rest, answerKb: round(Buffer.byteLength(body) / 1024) };
  } finally {
    await floor.stop();
  }
}

/** One after the other and again, so that a busy moment of the machine does not fall on one of them. */
async function byTurns(
  origins: string[],
  how: { connections: number; make: Ask },
): Promise<(Sample | undefined)[]> {
  const samples: Sample[][] = origins.map(() => []);
  for (let round_ = 0; round_ < rounds; round_++)
    for (const [at, origin] of origins.entries()) samples[at]?.push(await load(origin, { ...how, seconds }));
  const mean = (all: Sample[], key: keyof Sample) =>
    round(all.reduce((sum, one) => sum + one[key], 0) / all.length);
  return samples.map((all) => ({
    perSecond: mean(all, "perSecond"),
    p50Ms: mean(all, "p50Ms"),
    p95Ms: mean(all, "p95Ms"),
    p99Ms: mean(all, "p99Ms"),
    maxMs: Math.max(...all.map((one) => one.maxMs)),
    failed: all.reduce((sum, one) => sum + one.failed, 0),
  }));
}

async function startFloor(body: string): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "fairlead-floor-"));
  const file = path.join(folder, "answer.json");
  const headers = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  await writeFile(file, JSON.stringify({ headers, body }));
  const port = await freePort();
  const child = startGuarded({
    command: process.execPath,
    args: [path.join(import.meta.dirname, "floor-server.ts"), file, String(port)],
    onLine: () => {},
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(url).catch(() => null)); tries++) {
    if (tries === 300) throw new Error("The floor's server does not answer.");
    await pause(50);
  }
  return {
    url,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** From the commit of a change to the first answer that shows it, in milliseconds; the greatest stands as p99. */
async function invalidationDelays(app: App, { shop, key }: App["filled"][number]) {
  const connection = new Connection(app.url);
  const took: number[] = [];
  await withClient(app.superuserUrl, async (client) => {
    for (let change = 0; change < 12; change++) {
      const active = change % 2 === 1;
      await pause(Math.random() * 500);
      await client.query("BEGIN");
      await client.query(
        `UPDATE "ShippingService" SET "active" = $2 WHERE "shopId" = $1 AND "code" = 'SERVICE_000'`,
        [shop, active],
      );
      await client.query(`UPDATE "ShippingRules" SET "version" = "version" + 1 WHERE "shopId" = $1`, [shop]);
      await client.query("COMMIT");
      const startedAt = performance.now();
      for (let seen = !active; seen !== active; ) {
        seen = (await connection.ask(rateRequest(app, key, change))).body.includes("SERVICE_000");
        if (performance.now() - startedAt > 10_000) throw new Error("a change was not seen for ten seconds");
        await pause(5);
      }
      took.push(performance.now() - startedAt);
    }
  });
  connection.close();
  return percentiles(took);
}
