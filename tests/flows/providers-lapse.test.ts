import { beforeAll, describe, expect, it, vi } from "vitest";
import { forJob } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { addDays, calendarDay } from "../../app/lib/calendar";
import { addDocument } from "../../app/providers/commands.server";
import { endDocument } from "../../app/providers/end-document-commands.server";
import { providersJobs } from "../../app/providers/jobs.server";
import { providerPage } from "../../app/providers/page-queries.server";
import { lapsedProviders } from "../../app/providers/queries.server";
import { endOffers } from "../../app/providers/suspension-commands.server";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { askRates, offering, staffOf } from "../support/shipping";
import { open } from "../support/shops";

beforeAll(prepareQueues);

const codes = async (key: string) => (await askRates(key)).rates.map((rate) => rate.service_code);
/** Whoever asks sees a change within a second of it; a busy machine is given longer. */
const soon = { timeout: 30_000, interval: 100 };

describe("an insurance that is withdrawn", () => {
  it("ends the offer at once: suspended, gone from checkout, and there for home to say", async () => {
    const { ctx, key, providerId } = await offering();
    expect(await codes(key)).toEqual(["EXP_DHL", "EXP_DHL+GIFT"]);
    expect(await endDocument(ctx, providerId, "insurance")).toEqual({ ok: true, value: null });
    await runJobs();
    await vi.waitFor(async () => expect(await codes(key)).toEqual([]), soon);
    expect(await providerPage(ctx, providerId)).toMatchObject({
      state: "suspended",
      offer: { offerable: false, why: "suspended" },
      gates: [{ state: "in-force" }, { gate: "insurance", state: "expired" }],
      decisions: [{ decision: "suspend", cause: "insurance", signer: null }, { decision: "approve" }],
      needed: expect.arrayContaining([{ what: "document", gate: "insurance", state: "expired", minutes: 5 }]),
    });
    expect(await ctx.transact((db) => lapsedProviders(db, ctx))).toMatchObject([
      { id: providerId, gate: "insurance" },
    ]);
  });

  it("keeps every entry that was made before it", async () => {
    const { ctx, providerId } = await offering();
    const before = await providerPage(ctx, providerId);
    await endDocument(ctx, providerId, "insurance");
    const after = await providerPage(ctx, providerId);
    expect(after?.documents).toHaveLength((before?.documents.length ?? 0) + 1);
    expect(after?.documents[0]).toMatchObject({
      kind: "insurance",
      validUntil: addDays(after?.today ?? "", -1),
      counts: true,
    });
    expect(await endDocument(ctx, ctx.newId(), "insurance")).toEqual({ ok: false, problem: "no-document" });
  });

  it("is for owners and managers to say", async () => {
    const { shop, key, providerId } = await offering();
    await open(shop, "2");
    const refused = { ok: false, problem: "not-allowed" };
    expect(await endDocument(await staffOf(shop, "2"), providerId, "insurance")).toEqual(refused);
    expect(await codes(key)).toHaveLength(2);
  });
});

describe("an insurance whose last day passes", () => {
  it("ends the offer with the shop's own midnight, wherever that falls within the hour", async () => {
    const { shop, ctx, providerId } = await offering();
    const zone = "Asia/Kathmandu";
    await inShop(shop, (db) => db.shop.update({ where: { id: shop }, data: { timezone: zone } }));
    const day = addDays(calendarDay(new Date(), zone), 3);
    const paper = { kind: "insurance", issuer: "Issuer", number: "N-2", grade: "verified" } as const;
    expect(await addDocument(ctx, providerId, { ...paper, validUntil: day })).toMatchObject({ ok: true });
    const worker = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (!worker) throw new Error("the shop is not installed");
    // Nepal is 5:45 ahead: its day begins at 18:15 UTC of the day before.
    const midnight = Date.parse(`${day}T18:15:00Z`);
    const endAt = (now: number) => endOffers({ ...worker, now: () => new Date(now) });
    expect(await endAt(midnight - 1_000)).toBe(0);
    expect(await endAt(midnight)).toBe(1);
    expect((await providerPage(ctx, providerId))?.state).toBe("suspended");
  });

  it("is looked for within two minutes of every quarter of an hour, at which some zone's day ends", () => {
    const cron = providersJobs.find((job) => job.name === "providers.end-offers")?.cron ?? "";
    const minutes = cron.split(" ")[0]?.split(",").map(Number) ?? [];
    for (const quarter of [0, 15, 30, 45]) {
      expect(minutes.some((minute) => minute >= quarter && minute <= quarter + 2)).toBe(true);
    }
  });
});
