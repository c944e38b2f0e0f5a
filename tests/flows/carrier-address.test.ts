import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { sendJob } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { shippingPage } from "../../app/shipping/queries.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { openFirst, storedTokens, sunda } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, askRates, typedService } from "../support/shipping";

/* The address checkout asks for rates changes: by rotation, at the store, or with the store's plan. */

let store: DevStore;
let ctx: AdminCtx;

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
  ctx = await openFirst(store, sunda);
  const saved = await typedService(ctx, await approvedProvider(ctx));
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  await runJobs({ platform: true });
});
afterAll(() => store.stop());

/** The one service the platform knows, asked with the shop's own token. */
async function registered() {
  const answer = await ctx.admin.carriers();
  if (!answer.ok) throw new Error(answer.problem);
  const [carrier] = answer.data;
  if (!carrier || answer.data.length > 1) throw new Error(JSON.stringify(answer.data));
  return { ...carrier, key: carrier.callbackUrl?.split("/carrier/")[1] ?? "" };
}

const ours = expect.stringMatching(/\/carrier\/[\w-]{43}$/);
const status = async (key: string) => (await askRates(key)).status;
/** The worker keeps what a key opens for half a second. */
const becomes = (key: string, expected: number) => expect.poll(() => status(key)).toBe(expected);
const keyRows = () => inShop(sunda, (db) => db.carrierKey.findMany({ where: { shopId: sunda } }));

/** What the schedule does once a day. */
async function dailyCheck(): Promise<void> {
  await inShop(sunda, (db) => sendJob(db, sunda, "shipping.register-carrier"));
  await runJobs({ platform: true });
}

/** Changes the service at the platform, past the app. */
async function changeAtStore(input: { id: string; callbackUrl?: string; active?: boolean }): Promise<void> {
  const response = await fetch(`https://${sunda}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-shopify-access-token": (await storedTokens(sunda)).access,
    },
    body: JSON.stringify({
      query: `mutation ($input: DeliveryCarrierServiceUpdateInput!) {
        carrierServiceUpdate(input: $input) { carrierService { id } userErrors { message } } }`,
      variables: { input },
    }),
  });
  const answer = (await response.json()) as { data?: { carrierServiceUpdate?: { userErrors: unknown[] } } };
  expect(answer.data?.carrierServiceUpdate?.userErrors).toEqual([]);
}

it("the check runs once a day", () => {
  const check = jobs.find(({ name }) => name === "shipping.register-carrier");
  expect(check?.cron).toMatch(/^\d+ \d+ \* \* \*$/);
});

describe("a key that is replaced", () => {
  it("opens the door for a day more, without a gap, and then no longer", async () => {
    const { key: old } = await registered();
    await inShop(sunda, (db) =>
      db.carrierKey.updateMany({
        where: { shopId: sunda, expiresAt: null },
        data: { createdAt: new Date(Date.now() - 91 * 86_400_000) },
      }),
    );
    const seen = new Set<number>();
    let rotating = true;
    const asking = (async () => {
      for (; rotating; await pause(10)) seen.add(await status(old));
    })();
    await dailyCheck();
    rotating = false;
    await asking;
    expect([...seen]).toEqual([200]);
    const { key } = await registered();
    expect(key).not.toBe(old);
    expect([await status(key), await status(old)]).toEqual([200, 200]);
    const [replaced] = (await keyRows()).filter(({ expiresAt }) => expiresAt !== null);
    const left = (replaced?.expiresAt?.getTime() ?? 0) - Date.now();
    expect(Math.abs(left - 86_400_000)).toBeLessThan(60_000);

    const within = (ms: number) =>
      inShop(sunda, (db) =>
        db.carrierKey.updateMany({
          where: { shopId: sunda, expiresAt: { not: null } },
          data: { expiresAt: new Date(Date.now() + ms) },
        }),
      );
    await within(60_000);
    await pause(700);
    expect(await status(old)).toBe(200);
    await within(-1);
    await becomes(old, 404);
    expect(await status(key)).toBe(200);
    // A day later nothing has to be changed again.
    await dailyCheck();
    expect((await registered()).key).toBe(key);
  });
});

describe("an address changed at the store", () => {
  it.each([
    ["another server's", () => "https://elsewhere.example/rates"],
    [
      "ours with a key nobody gave",
      (url: string) => url.replace(/[\w-]{43}$/, randomBytes(32).toString("base64url")),
    ],
  ])(
    "to %s is put right by the daily check, and who still asks at the old one is answered",
    async (_, changed) => {
      const { id, callbackUrl, key: old } = await registered();
      const wrong = changed(callbackUrl ?? "");
      await changeAtStore({ id, callbackUrl: wrong });
      expect((await registered()).callbackUrl).toBe(wrong);
      expect(await status(old)).toBe(200);
      await dailyCheck();
      const { key, ...found } = await registered();
      expect(found).toMatchObject({ id, active: true, callbackUrl: ours });
      expect(found.callbackUrl).not.toBe(wrong);
      expect([await status(key), await status(old)]).toEqual([200, 200]);
    },
  );

  it("that was switched off is switched on again, or where the plan has gone, flat rates take its place", async () => {
    const { id } = await registered();
    await changeAtStore({ id, active: false });
    await dailyCheck();
    expect(await registered()).toMatchObject({ id, active: true });

    await changeAtStore({ id, active: false });
    await store.control("plan", { shop: sunda, plan: "basic" });
    await dailyCheck();
    const without = await shippingPage(ctx);
    expect(without.registration?.state).toBe("no-plan");
    expect(without.flat?.state).toBe("published");

    await store.control("plan", { shop: sunda, plan: "advanced" });
    await dailyCheck();
    const { key, active } = await registered();
    expect(active).toBe(true);
    expect(await status(key)).toBe(200);
    expect((await shippingPage(ctx)).registration?.state).toBe("registered");
  });
});
