import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { refreshOffers } from "../../app/shipping/commands.server";
import { shippingPage } from "../../app/shipping/queries.server";
import { trialPage } from "../../app/shipping/trial-queries.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { harbor, openFirst, sunda } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, askRates, typedService } from "../support/shipping";

let store: DevStore;

beforeAll(async () => {
  store = await startDevStore();
  await prepareQueues();
});
afterAll(() => store.stop());

/** The carrier services the platform knows, asked with the shop's own token. */
async function registered(ctx: AdminCtx) {
  const answer = await ctx.admin.carriers();
  if (!answer.ok) throw new Error(answer.problem);
  return answer.data;
}

const registrationOf = (shop: string) =>
  inShop(shop, (db) => db.carrierRegistration.findUnique({ where: { shopId: shop } }));

async function offer(ctx: AdminCtx): Promise<void> {
  const saved = await typedService(ctx, await approvedProvider(ctx), {
    head: { currency: "USD" },
    draft: {
      zones: [
        {
          countries: "",
          provinces: "",
          postcodes: "",
          tiers: [{ from: "0", to: "", price: "9.90" }],
          transitMin: "2",
          transitMax: "4",
        },
      ],
    },
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
}

describe("registering with the store", () => {
  it("happens with the first service, once, and the address in it opens the door", async () => {
    const ctx = await openFirst(store, sunda);
    await runJobs({ platform: true });
    expect(await registered(ctx)).toEqual([]);
    await offer(ctx);
    await runJobs({ platform: true });
    const [carrier, ...others] = await registered(ctx);
    expect({ carrier, others }).toMatchObject({ carrier: { name: "Fairlead", active: true }, others: [] });
    const key = carrier?.callbackUrl?.split("/carrier/")[1] ?? "";
    expect((await askRates(key)).status).toBe(200);
    const stored = await inShop(sunda, (db) => db.carrierKey.findMany({ where: { shopId: sunda } }));
    expect(JSON.stringify(stored)).not.toContain(key);

    await refreshOffers(ctx);
    await runJobs({ platform: true });
    expect(await registered(ctx)).toEqual([carrier]);
    expect(await registrationOf(sunda)).toMatchObject({ state: "registered", message: null });
    const page = await shippingPage(ctx);
    expect(page.flat).toBeNull();
    expect(page.services).toMatchObject([{ code: "EXP_DHL", provider: { offerable: true } }]);
    const trial = await trialPage(ctx, { country: "DE", currency: "EUR" });
    expect(trial.trace[0]?.steps.at(-1)).toMatchObject({ rule: "currency", outcome: "not" });
  });

  it("on a plan without carrier service is remembered, and the page shows flat rates instead", async () => {
    await store.control("install", { shop: harbor });
    const ctx = await openFirst(store, harbor);
    await offer(ctx);
    await runJobs({ platform: true });
    expect(await registrationOf(harbor)).toMatchObject({
      state: "no-plan",
      message: expect.stringContaining("Carrier Calculated Shipping"),
    });
    const page = await shippingPage(ctx);
    expect(page.registration?.state).toBe("no-plan");
    expect(page.flat).toMatchObject({
      state: "published",
      lines: [
        { code: "EXP_DHL", countries: [], minor: 990, currency: "USD", obstacle: null },
        { code: "EXP_DHL+GIFT", minor: 1340 },
      ],
    });
    const keys = await inShop(harbor, (db) => db.carrierKey.count({ where: { shopId: harbor } }));
    expect(keys).toBe(0);
  });
});
