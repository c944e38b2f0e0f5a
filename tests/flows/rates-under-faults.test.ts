import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { rulesOfKey } from "../../app/doors/carrier-rules.server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import {
  askRates,
  askRatesOnce,
  type Offering,
  offering,
  rateRequest,
  typedService,
} from "../support/shipping";

beforeAll(prepareQueues);

/*
 * Promise 11 where a process stands by itself: with the database stopped, hanging or slow, rates come from memory
 * within a second or not at all, and never as an empty list. tests/faults/rates.test.ts has the rest, over the wire.
 */

/** Runs `work` while this worker's database lets the app neither in nor go on. */
async function withDatabaseAway(work: () => Promise<void>): Promise<void> {
  const { superuserUrl } = fileDatabase();
  const name = new URL(superuserUrl).pathname.slice(1);
  const elsewhere = Object.assign(new URL(superuserUrl), { pathname: "/postgres" }).href;
  await withClient(elsewhere, async (client) => {
    await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
    try {
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
      await work();
    } finally {
      await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
    }
  });
}

/** Runs `work` while nobody else can read a table, until it calls `release`: the database answers, but not this. */
async function withLocked(
  table: "CarrierKey" | "ShippingService",
  work: (release: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  await withClient(fileDatabase().superuserUrl, async (client) => {
    await client.query(`BEGIN; LOCK TABLE "${table}" IN ACCESS EXCLUSIVE MODE`);
    await work(() => client.query("ROLLBACK"));
  });
}

/** Longer than the time for which rules are answered from memory without asking whether they have changed. */
const noLongerFresh = () => pause(600);

/**
 * Asks up to five times, each time after what is in memory stopped being fresh, until an answer came within `ms`. A
 * fault makes every one late, a busy machine one or two. Every answer must be `expected`.
 */
async function expectWithin(ms: number, ask: () => ReturnType<typeof askRates>, expected: object) {
  const took: number[] = [];
  while (took.length < 5 && !took.some((one) => one < ms)) {
    await noLongerFresh();
    const startedAt = performance.now();
    expect(await ask()).toMatchObject(expected);
    took.push(performance.now() - startedAt);
  }
  expect(Math.min(...took)).toBeLessThan(ms);
}

const changePrice = ({ ctx, providerId, serviceId }: Offering, price: string) =>
  typedService(ctx, providerId, {
    id: serviceId,
    draft: {
      zones: [
        {
          ...{ countries: "DE", provinces: "", postcodes: "", transitMin: "2", transitMax: "4" },
          tiers: [{ from: "0", to: "", price }],
        },
      ],
    },
  });

describe("a process that has answered before", () => {
  it("answers from memory within a second while the database is stopped", async () => {
    const { key } = await offering();
    const { body } = await askRates(key);
    await withDatabaseAway(() => expectWithin(1_000, () => askRates(key), { status: 200, body }));
  });

  it("answers from memory within a second while the database hangs over the comparison", async () => {
    const { key } = await offering();
    const { body } = await askRates(key);
    await withLocked("CarrierKey", () => expectWithin(1_000, () => askRates(key), { status: 200, body }));
  });

  it("answers from memory within a second while the database hangs over rules that have changed", async () => {
    const offer = await offering();
    const { body } = await askRates(offer.key);
    await changePrice(offer, "12.00");
    await withLocked("ShippingService", () =>
      expectWithin(1_000, () => askRates(offer.key), { status: 200, body }),
    );
    await expect
      .poll(async () => (await askRates(offer.key)).rates[0]?.total_price, { timeout: 30_000, interval: 100 })
      .toBe("1200");
  });

  it("waits for rules it knows to have changed, longer than for the news of a change", async () => {
    const offer = await offering();
    await askRates(offer.key);
    const seen: boolean[] = [];
    for (let price = 20; price < 30 && !seen.includes(true); price++) {
      await changePrice(offer, `${price}.00`);
      await noLongerFresh();
      await withLocked("ShippingService", async (release) => {
        // A deadline of this test's own: the door's may pass while a busy machine reads the rules.
        const asking = rulesOfKey(offer.key, "test", 20_000);
        await pause(500);
        await release();
        const found = await asking;
        if (typeof found === "string") throw new Error(found);
        seen.push(found.rules.services[0]?.zones[0]?.tiers[0]?.minor === price * 100);
      });
    }
    // On a busy machine the news itself may come too late, once or twice.
    expect(seen).toContain(true);
  });
});

describe("a process that knows no rules", () => {
  it("says 503 within a second, never 200 without rates, and recovers by itself", async () => {
    const none = { status: 503, rates: [] };
    // A key of its own each time: a comparison that hung goes on once it can, and then memory knows the rules.
    const keys = [await offering(), await offering(), await offering()].map(({ key }) => key);
    const [stopped = "", locked = "", slow = ""] = keys;
    await withDatabaseAway(() => expectWithin(1_000, () => askRatesOnce(stopped), none));
    await withLocked("CarrierKey", () => expectWithin(1_000, () => askRatesOnce(locked), none));
    await withLocked("ShippingService", () => expectWithin(1_000, () => askRatesOnce(slow), none));
    const statuses = () => Promise.all(keys.map(async (key) => (await askRates(key)).status));
    await expect.poll(statuses, { timeout: 30_000, interval: 100 }).toEqual([200, 200, 200]);
  });

  it("keeps to a shorter deadline of the platform's", async () => {
    const { key } = await offering();
    const hurried = () => askRatesOnce(key, rateRequest(), { "x-shopify-timeout": "400" });
    await withLocked("CarrierKey", () => expectWithin(400, hurried, { status: 503 }));
  });
});
