import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "@shopify/shopify-api";
import pg from "pg";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { fileDatabase } from "../support/postgres";
import { seen, sized } from "../support/promise-form";
import { prepareQueues } from "../support/run-jobs";
import { installedShop } from "../support/shops";

/* Master keys are rotated while processes read and write. A process is here a copy of the app's modules with its own keys. */

const oldKey = process.env.ENCRYPTION_KEYS ?? "";
const newKey = `k2:${randomBytes(32).toString("base64")}`;

type Process = Awaited<ReturnType<typeof startProcess>>;
const started: { closeDatabase(): Promise<void> }[] = [];

async function startProcess(keys: string) {
  vi.resetModules();
  vi.stubEnv("ENCRYPTION_KEYS", keys);
  const database = await import("../../app/db.server");
  const sessions = await import("../../app/sessions.server");
  const shopKeys = await import("../../app/shop/keys.server");
  const rotation = await import("../../app/key-rotation.server");
  vi.unstubAllEnvs();
  const app = { ...database, ...sessions, ...shopKeys, ...rotation };
  started.push(app);
  return app;
}

beforeAll(prepareQueues);
afterEach(async () => {
  await Promise.all(started.splice(0).map((app) => app.closeDatabase()));
});

async function ask<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Values under the key of this name, by the name that stands in each of them. */
async function valuesUnder(name: string): Promise<number> {
  const head = Buffer.from([1, name.length, ...Buffer.from(name)]);
  const [row] = await ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT "wrapped" AS value FROM "ShopKey"
       UNION ALL SELECT decode("accessToken", 'base64') FROM "Session"
       UNION ALL SELECT decode("refreshToken", 'base64') FROM "Session" WHERE "refreshToken" IS NOT NULL) v
     WHERE substr(value, 1, $2) = $1`,
    [head, head.length],
  );
  return row?.count ?? -1;
}

const sessionOf = (shop: string, app: Process) => app.sessionStorage.loadSession(app.offlineSessionId(shop));

async function storeToken(shop: string, app: Process): Promise<string> {
  const accessToken = `shpat_${randomUUID()}`;
  const session = new Session({
    id: app.offlineSessionId(shop),
    ...{ shop, state: "", isOnline: false, accessToken, refreshToken: `shprt_${randomUUID()}` },
  });
  await app.sessionStorage.storeSession(session);
  return accessToken;
}

/** The shop's vault as this process reads it from the table, past what it remembers. */
async function freshVault(shop: string, app: Process) {
  app.forgetVault(shop);
  const vault = await app.inShop(shop, (db) => app.vaultOf(db, shop, { epoch: null }));
  if (!vault) throw new Error("the shop has no key");
  return vault;
}

it("rotates while every process reads and writes: no read fails, and nothing stays under the old key", async () => {
  const shops: string[] = [];
  for (let at = 0; at < sized({ short: 12, full: 300 }); at++) shops.push(await installedShop());
  const sealedBefore = new Map<string, Uint8Array>();
  const tokens = new Map<string, string>();
  const before = await startProcess(oldKey);
  for (const shop of shops) {
    sealedBefore.set(shop, (await freshVault(shop, before)).seal("Order.sealedContact", "1", shop));
    tokens.set(shop, await storeToken(shop, before));
  }

  // Two processes; each is replaced by one with the next list of keys while the other still has the one before.
  const running: Process[] = [before, await startProcess(oldKey)];
  const failures: string[] = [];
  const counts = { reads: 0, writes: 0 };
  let over = false;
  const lapse = async (turn: number) => {
    for (let at = turn; !over; at++) {
      const shop = shops[at % shops.length] ?? "";
      const app = running[at % running.length] ?? before;
      const found = (await freshVault(shop, app)).openText(
        "Order.sealedContact",
        "1",
        sealedBefore.get(shop) ?? new Uint8Array(),
      );
      if (found !== shop) failures.push(`contact of ${shop}`);
      // One writer per shop, so that it knows what must be read.
      if (at % 2 === 0 && turn === 0) {
        tokens.set(shop, await storeToken(shop, app));
        counts.writes += 1;
      } else if ((await sessionOf(shop, app)) === undefined) failures.push(`session of ${shop}`);
      counts.reads += 1;
    }
  };
  const load = Promise.all(
    [0, 1, 2].map((turn) => lapse(turn).catch((error: Error) => failures.push(error.message))),
  );

  const roll = async (keys: string) => {
    for (const at of running.keys()) {
      running[at] = await startProcess(keys);
      await sleep(150);
    }
  };
  await roll(`${oldKey},${newKey}`);
  await roll(`${newKey},${oldKey}`);
  const sweeper = await startProcess(`${newKey},${oldKey}`);
  // Two at once, as when an operator loses patience.
  const [swept, again] = await Promise.all([sweeper.rotateKeys(), sweeper.rotateKeys()]);
  const left = await valuesUnder("k1");
  await roll(newKey);
  await sleep(300);
  over = true;
  await load;

  seen(20, {
    shops: shops.length,
    ...counts,
    failedReads: failures.length,
    sealedAnew: swept.resealed + again.resealed,
    leftUnderOldKey: left,
  });
  expect(failures).toEqual([]);
  expect(counts.reads).toBeGreaterThan(shops.length);
  expect(left).toBe(0);
  expect(swept.complete && again.complete).toBe(true);
  const alone = await startProcess(newKey);
  for (const shop of shops) {
    expect((await sessionOf(shop, alone))?.accessToken).toBe(tokens.get(shop));
    const vault = await freshVault(shop, alone);
    expect(vault.openText("Order.sealedContact", "1", sealedBefore.get(shop) ?? new Uint8Array())).toBe(shop);
  }
  expect(await alone.rotateKeys()).toMatchObject({ resealed: 0, complete: true });
});

it("leaves what it cannot open as it is, says so, and goes on with it once the key is there", async () => {
  const shop = await installedShop();
  const before = await startProcess(oldKey);
  const token = await storeToken(shop, before);
  const rows = () =>
    ask(
      `SELECT k."wrapped"::text, s."accessToken", s."refreshToken" FROM "ShopKey" k JOIN "Session" s ON s."shop" = k."shopId" WHERE k."shopId" = $1`,
      [shop],
    );
  const untouched = await rows();
  const without = await startProcess(newKey);
  const refused = await without.rotateKeys();
  expect(refused.complete).toBe(false);
  expect(refused.unreadable).toBeGreaterThanOrEqual(3);
  // A process that was given too few keys reads nothing, and destroys nothing.
  expect(await sessionOf(shop, without)).toBeUndefined();
  await expect(freshVault(shop, without)).rejects.toThrow(/unreadable/);
  await expect(without.inShop(shop, (db) => without.vaultOf(db, shop, { create: true }))).rejects.toThrow(
    /unreadable/,
  );
  expect(await rows()).toEqual(untouched);

  const both = await startProcess(`${newKey},${oldKey}`);
  expect(await both.rotateKeys()).toMatchObject({ complete: true, unreadable: 0 });
  expect((await sessionOf(shop, await startProcess(newKey)))?.accessToken).toBe(token);
});
