import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AdminCtx } from "../../app/context";
import { saveMarket } from "../../app/markets/commands.server";
import { nothingSaid } from "../../app/markets/core/market";
import { toMarketFields } from "../../app/markets/core/market-form";
import { marketsPage } from "../../app/markets/queries.server";
import { decideProvider } from "../../app/providers/commands.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { openFirst, sunda } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { serveDoors } from "../support/served-doors";
import { approvedProvider, typedService } from "../support/shipping";

const server = await vi.hoisted(async () => (await import("../support/open-port")).openPort());

type Rate = { code: string; title: string; description: string | null; source: string };
type Offer = { token: string; rates: Rate[]; notes: string[] };

let store: DevStore;
let ctx: AdminCtx;
let providerId: string;

beforeAll(async () => {
  serveDoors(server);
  store = await startDevStore();
  await prepareQueues();
  ctx = await openFirst(store, sunda);
  await runJobs({ platform: true });
  providerId = await approvedProvider(ctx, `Kestrel ${randomUUID()}`);
  const everywhere = {
    countries: "",
    provinces: "",
    postcodes: "",
    tiers: [{ from: "0", to: "", price: "9.90" }],
    transitMin: "2",
    transitMax: "4",
  };
  const saved = await typedService(ctx, providerId, {
    head: { currency: "USD", code: "KESTREL_EXPRESS" },
    draft: { zones: [everywhere] },
  });
  if (!saved.ok) throw new Error(JSON.stringify(saved));
  await runJobs({ platform: true });
});
afterAll(async () => {
  await store.stop();
  server.closeAllConnections();
  server.close();
});

const checkout = (change: object = {}) =>
  store.control<Offer>("checkout", { country: "DE", currency: "USD", locale: "de", ...change });
const codes = (offer: Offer) => offer.rates.map((rate) => rate.code);
/** Whoever asks sees a change within a second of it; a busy machine is given longer, for it is not what is tested. */
const soon = { timeout: 30_000, interval: 200 };

describe("a checkout at the store", () => {
  it("asks the app, and what is suspended leaves it even while the platform's cached answer shows it", async () => {
    let open = await checkout();
    // An answer that a busy machine gives too late is the store's backup rate.
    for (let tries = 0; codes(open).includes("backup") && tries < 20; tries++) {
      await store.control("carrier", { forget: true });
      open = await checkout();
    }
    expect(codes(open)).toEqual(["KESTREL_EXPRESS", "KESTREL_EXPRESS+GIFT"]);
    expect(open.rates[0]).toMatchObject({ source: "Fairlead" });
    const suspension = { decision: "suspend", reason: "Customs.", seen: "approved" } as const;
    expect(await decideProvider(ctx, providerId, suspension)).toMatchObject({ ok: true });
    await runJobs({ platform: true });

    const again = await checkout({ token: open.token });
    const { calls } = await store.control<{ calls: { cached: boolean }[] }>("carrier");
    expect(calls.at(-1)?.cached).toBe(true);
    expect(codes(again)).toEqual([]);
    expect(again.notes).toContain("Fairlead ran: 2 operations.");

    const back = { decision: "reinstate", reason: "Solved.", seen: "suspended" } as const;
    expect(await decideProvider(ctx, providerId, back)).toMatchObject({ ok: true });
    await runJobs({ platform: true });
    expect(codes(await checkout({ token: open.token }))).toEqual(["KESTREL_EXPRESS", "KESTREL_EXPRESS+GIFT"]);
  });

  it("says in the next answer who pays duties, once the market says so", async () => {
    const description = async () => {
      await store.control("carrier", { forget: true });
      return (await checkout()).rates[0]?.description;
    };
    expect(await description()).not.toContain("Zölle");
    const germany = (await marketsPage(ctx)).markets.find((market) => market.name === "Germany");
    const saved = await saveMarket(ctx, germany?.id ?? "", {
      ...toMarketFields(nothingSaid),
      dutiesPaidBy: "merchant",
      dutiesSource: "carrier's terms",
      dutiesAsOf: "2026-11-01",
    });
    expect(saved).toMatchObject({ ok: true });
    await runJobs();
    await expect.poll(description, soon).toContain("Zölle und Steuern inbegriffen");
  });

  it("is announced on the product page, through the store's own domain", async () => {
    const page = await (await fetch(`${store.origin}/storefront/sunda-trading?lang=de`)).text();
    const words = Object.fromEntries(
      [...page.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
    );
    expect(words).toMatchObject({ country: "DE", currency: "EUR", locale: "de", grams: "1150" });
    expect(words.delivered).toBe("Lieferung nach Deutschland: [days] mit [carrier].");
    const query = new URLSearchParams({ country: "DE", currency: "USD", locale: "de", grams: "480" });
    const ask = async (address: string) => {
      const answer = await fetch(`${address}/apps/fairlead/promise?${query}`);
      return { status: answer.status, body: await answer.json() };
    };
    const promised = { status: 200, body: { country: "DE", options: [{ name: "Express" }] } };
    expect(await ask(`${store.origin}/storefront/sunda-trading`)).toMatchObject(promised);
    expect(await ask(`https://${sunda}`)).toMatchObject(promised);
  });
});
