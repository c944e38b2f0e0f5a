import { randomInt, randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fulfillmentPayload, orderPayload } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";

/*
 * The wall clock of web and worker is set, again and again, by five minutes and by an hour, forwards and back, while
 * deliveries come in: every one is acknowledged, in time, and applied, its parcel is followed, and no process ends.
 */

const { rounds, pauseMs } = sized({
  short: { rounds: 1, pauseMs: 800 },
  full: { rounds: 10, pauseMs: 4_000 },
});
const minute = 60_000;
const offsets = [5 * minute, -5 * minute, 0, 60 * minute, -60 * minute, 0];
const shop = "clock-test.myshopify.com";
let folder = "";
let app: RunningApp;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-clock-"));
  const file = path.join(folder, "offset");
  await writeFile(file, "0");
  app = await RunningApp.start({
    shops: [shop],
    nodeArgs: ["--import", path.resolve(import.meta.dirname, "support/stepping-clock.mjs")],
    env: { NODE_ENV: "production", CLOCK_OFFSET_FILE: file },
  });
});

afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

it(
  "a clock that is set loses no delivery, holds up no work and ends no process",
  async () => {
    const acknowledged = new Set<string>();
    let [sent, refused, longestMs, sending] = [0, 0, 0, true];
    // As the platform does, what was not acknowledged is sent again: a busy machine may answer 503.
    const send = async (topic: string, body: unknown) => {
      const id = randomUUID();
      for (let tries = 0; tries < 5 && !acknowledged.has(id); tries++) {
        const { status, ms } = await app.deliver({ shop, topic, body, id });
        longestMs = Math.max(longestMs, ms);
        if (status === 200) acknowledged.add(id);
        else refused += 1;
      }
      sent += 1;
    };
    const sender = (async () => {
      while (sending) {
        const order = orderPayload({ id: randomInt(1, 2 ** 47) });
        await send("orders/create", order);
        await send("fulfillments/create", fulfillmentPayload(order.id, {}));
        await sleep(100);
      }
    })();
    let steps = 0;
    for (let round = 0; round < rounds; round++) {
      for (const offset of offsets) {
        await writeFile(path.join(folder, "offset"), String(offset));
        steps += 1;
        await sleep(pauseMs);
      }
    }
    sending = false;
    await sender;
    const drainedMs = await app.drained(30_000);
    const followed = () =>
      app
        .ask<{ n: number }>('SELECT count(*)::int AS n FROM "Parcel" WHERE "shopId" = $1', [shop])
        .then(([row]) => row?.n ?? 0);
    const parcels = acknowledged.size / 2;
    for (let waited = 0; (await followed()) < parcels && waited < 300; waited++) await sleep(100);
    const rows = await app.ask<{ id: string }>(
      `SELECT "deliveryId" AS id FROM "WebhookInbox" WHERE "state" = 'applied'`,
    );
    const applied = new Set(rows.map((row) => row.id));
    const lost = [...acknowledged].filter((id) => !applied.has(id));
    seen(30, {
      ...{
        clockSteps: steps,
        clockAcknowledged: acknowledged.size,
        clockRefused: refused,
        clockLost: lost.length,
      },
      ...{
        clockLongestMs: Math.round(longestMs),
        clockDrainedMs: Math.round(drainedMs ?? -1),
        clockEnds: app.ends,
      },
    });
    expect(sent).toBeGreaterThan(20);
    expect(acknowledged.size).toBe(sent);
    expect(lost).toEqual([]);
    expect(await followed()).toBe(parcels);
    expect(drainedMs).not.toBeNull();
    expect(app.ends).toBe(0);
  },
  sized({ short: 120_000, full: 600_000 }),
);
