import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx, Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import type { Fact } from "../../app/facts";
import { addDays, calendarDay } from "../../app/lib/calendar";
import {
  addDocument,
  allowUnvetted,
  createProvider,
  decideProvider,
} from "../../app/providers/commands.server";
import { nothingKnown } from "../../app/providers/core/parcel-record";
import { providerPage, providersPage } from "../../app/providers/page-queries.server";
import { hearParcel } from "../../app/providers/parcel-commands.server";
import { firstTrueThing, offeredProviders, providerOfCarrier } from "../../app/providers/queries.server";
import { endOffers } from "../../app/providers/suspension-commands.server";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop, open } from "../support/shops";

beforeAll(prepareQueues);

const today = calendarDay(new Date(), "UTC");

async function staff(shop: string, subject = "1"): Promise<AdminCtx & { told: Fact[] }> {
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
  return listening(ctx);
}

/** The context with the facts it announced, in turn. */
function listening<C extends Ctx>(ctx: C): C & { told: Fact[] } {
  const told: Fact[] = [];
  return {
    ...ctx,
    told,
    async announce(db, fact) {
      told.push(fact);
      await ctx.announce(db, fact);
    },
  };
}

async function worker(shop: string, now = new Date()): Promise<Ctx & { told: Fact[] }> {
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return listening({ ...ctx, now: () => now });
}

async function announceAll(shop: string, news: Fact[]): Promise<void> {
  const ctx = await worker(shop);
  await ctx.transact(async (db) => {
    for (const fact of news) await ctx.announce(db, fact);
  });
  await runJobs();
}

const at = (day: number) => new Date(Date.UTC(2026, 9, day)).toISOString();
type Parcel = { parcelId: string; carrier: string | null; country?: string };

const parcel = (parcelId: string): Parcel => ({ parcelId, carrier: "Lotus Consolidated" });
const sent = ({ parcelId, carrier, country = "DE" }: Parcel): Fact => ({
  name: "parcel.sent",
  data: { parcelId, orderId: "1", carrier, country, sentAt: at(1) },
});
const delivered = (
  { parcelId, carrier, country = "DE" }: Parcel,
  verdict: "on-time" | "late" | "unpromised",
): Fact => ({
  name: "parcel.delivered",
  data: {
    parcelId,
    orderId: "1",
    carrier,
    country,
    deliveredAt: at(6),
    promisedBy: null,
    verdict,
    how: "event",
  },
});

async function listed(shop: string) {
  return (await providersPage(await staff(shop), {})).providers;
}

const licence = { kind: "licence", issuer: "Road office", number: "L-1", grade: "document" } as const;
const insurance = { kind: "insurance", issuer: "Insurer", number: "P-1", grade: "verified" } as const;

async function entered(ctx: AdminCtx, name = "Blue Crane"): Promise<string> {
  const id = ctx.newId();
  expect(await createProvider(ctx, { id, name, carrier: "", registrationNumber: "" })).toMatchObject({
    ok: true,
  });
  return id;
}

async function approved(ctx: AdminCtx, validUntil: string): Promise<string> {
  const id = await entered(ctx);
  await addDocument(ctx, id, { ...licence, validUntil });
  await addDocument(ctx, id, { ...insurance, validUntil: addDays(today, 300) });
  const decision = { decision: "approve", reason: "Papers seen", seen: "draft" } as const;
  expect(await decideProvider(ctx, id, decision)).toEqual({ ok: true, value: null });
  return id;
}

describe("carriers found in orders", () => {
  it("stand there unvetted with what they did, however the news comes", async () => {
    const one = { parcelId: "p1", carrier: "Yun Express" };
    const two = { parcelId: "p2", carrier: "YUNEXPRESS Ltd" };
    const three = { parcelId: "p3", carrier: "DHL Express", country: "BR" };
    const news = [
      sent(one),
      delivered(one, "on-time"),
      sent(two),
      delivered(two, "late"),
      sent(three),
      sent({ parcelId: "p4", carrier: null }),
    ];
    const inTurn = await installedShop();
    await announceAll(inTurn, news);
    const backwards = await installedShop();
    await announceAll(backwards, [...news, ...news].reverse());
    for (const shop of [inTurn, backwards]) {
      const found = await listed(shop);
      expect(found).toMatchObject([
        {
          name: "YunExpress",
          state: "found",
          sent: 2,
          delivered: 2,
          rating: { share: 0.5, n: 2, provisional: true },
        },
        { name: "DHL Express", state: "found", sent: 1, delivered: 0, rating: null },
      ]);
      const page = await providerPage(await staff(shop), found[0]?.id ?? "");
      expect(page?.countries).toMatchObject([{ country: "DE", sent: 2, delivered: 2, days: 5 }]);
      expect(page?.offer).toEqual({ offerable: false, why: "not-reviewed", until: null });
      const ctx = await worker(shop);
      expect(await ctx.transact((db) => firstTrueThing(db, ctx))).toMatchObject({
        provider: { name: "YunExpress" },
        country: "DE",
        sent: 2,
        delivered: 2,
        onTime: { share: 0.5, n: 2 },
      });
      expect(await ctx.transact((db) => providerOfCarrier(db, ctx, " yun-express"))).toMatchObject({
        name: "YunExpress",
        state: "found",
      });
    }
  });

  it("stand by the lower end of their rating: three perfect parcels are not above forty good ones", async () => {
    const shop = await installedShop();
    const parcels = (carrier: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ parcelId: `${carrier} ${n}`, carrier }));
    const newcomer = parcels("Comet Parcels", 3).map((parcel) => delivered(parcel, "on-time"));
    const steady = parcels("Kestrel Express", 40).map((parcel, n) =>
      delivered(parcel, n < 3 ? "late" : "on-time"),
    );
    await announceAll(shop, [...newcomer, ...steady]);
    const [first, second] = await listed(shop);
    expect([first?.name, second?.name]).toEqual(["Kestrel Express", "Comet Parcels"]);
    expect(second?.rating).toMatchObject({ share: 1, n: 3, provisional: true });
    expect(second?.rating?.low).toBeLessThan(first?.rating?.low ?? 0);
  });

  it("wait to be reviewed in the order of what they carry, and only for whoever decides", async () => {
    const shop = await installedShop();
    await open(shop, "2");
    const ctx = await staff(shop);
    await entered(ctx);
    const busy = sent(parcel("p2"));
    await announceAll(shop, [sent({ parcelId: "p1", carrier: "Dune Post" }), busy, sent(parcel("p3"))]);
    expect((await providersPage(ctx, {})).review).toMatchObject({ name: "Lotus Consolidated" });
    expect((await providersPage(await staff(shop, "2"), {})).review).toBeNull();
  });

  it("give a parcel up to the carrier that is named later, in every count", async () => {
    const shop = await installedShop();
    const mistaken = sent({ parcelId: "p1", carrier: "UPS" });
    await announceAll(shop, [mistaken]);
    await announceAll(shop, [delivered({ parcelId: "p1", carrier: "FedEx", country: "FR" }, "on-time")]);
    await announceAll(shop, [mistaken]);
    expect(await listed(shop)).toMatchObject([
      { name: "FedEx", sent: 1, rating: { n: 1 } },
      { name: "UPS", sent: 0, rating: null },
    ]);
    const tallies = await inShop(shop, (db) =>
      db.providerTally.findMany({ where: { shopId: shop, sent: { not: 0 } } }),
    );
    expect(tallies).toMatchObject([{ country: "FR", sent: 1, onTime: 1 }]);
  });

  it("are counted once when two workers hear of them at once", async () => {
    const shop = await installedShop();
    const parcels = Array.from({ length: 12 }, (_, n) => ({ parcelId: `p${n}`, carrier: "Aramex" }));
    await announceAll(shop, parcels.map(sent));
    const again = await worker(shop);
    const news = { at: new Date(at(6)), how: "event", verdict: "on-time" } as const;
    const hearAll = async () => {
      for (const { parcelId } of parcels)
        await hearParcel(again, parcelId, { ...nothingKnown, delivered: news });
    };
    await Promise.all([hearAll(), hearAll()]);
    expect(await listed(shop)).toMatchObject([
      { name: "Aramex", sent: 12, delivered: 12, rating: { n: 12 } },
    ]);
  });

  it("may be offered until the merchant's day, at most 60 days ahead, and that end is told once", async () => {
    const shop = await installedShop();
    await announceAll(shop, [sent({ parcelId: "p1", carrier: "UPS" })]);
    const [{ id = "" } = {}] = await listed(shop);
    const ctx = await staff(shop);
    expect(await allowUnvetted(ctx, id, { until: addDays(today, 61) })).toEqual({
      ok: false,
      problem: "until-too-far",
    });
    expect(await allowUnvetted(ctx, id, { until: addDays(today, 60) })).toEqual({ ok: true, value: null });
    const offered = (now: Date) => ctx.transact((db) => offeredProviders(db, ctx, now));
    expect(await offered(new Date())).toMatchObject([
      { name: "UPS", offerable: true, why: "unvetted-until", until: addDays(today, 60) },
    ]);
    const after = new Date(Date.parse(addDays(today, 61)));
    expect(await offered(after)).toMatchObject([{ offerable: false, why: "unvetted-too-late" }]);
    const later = await worker(shop, after);
    expect(await endOffers(later)).toBe(1);
    expect(await endOffers(later)).toBe(0);
    expect(later.told).toEqual([{ name: "provider.changed", data: { providerId: id } }]);
  });
});

describe("vetting", () => {
  it("needs both documents before an approval, whoever insists", async () => {
    const ctx = await staff(await installedShop());
    const id = await entered(ctx);
    const approve = { decision: "approve", reason: "They are kind", seen: "draft" } as const;
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: false, problem: "gate-failed" });
    await addDocument(ctx, id, { ...licence, validUntil: today });
    await addDocument(ctx, id, { ...insurance, validUntil: today, grade: "self-declared" });
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: false, problem: "gate-failed" });
    await addDocument(ctx, id, { ...insurance, validUntil: today });
    expect(await decideProvider(ctx, id, { ...approve, reason: "  " })).toEqual({
      ok: false,
      problem: "reason-empty",
    });
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: true, value: null });
    expect(await decideProvider(ctx, id, approve)).toEqual({ ok: false, problem: "changed-meanwhile" });
    const page = await providerPage(ctx, id);
    expect(page).toMatchObject({
      state: "approved",
      offer: { offerable: true, why: "approved", until: today },
      decisions: [
        { decision: "approve", reason: "They are kind", signer: { subject: "1" }, rubricVersion: 1 },
      ],
    });
    expect(page?.documents.map((one) => [one.kind, one.counts])).toEqual([
      ["insurance", true],
      ["insurance", false],
      ["licence", true],
    ]);
  });

  it("enters a form sent twice once, and a carrier under one provider only", async () => {
    const ctx = await staff(await installedShop());
    const id = await entered(ctx, "Yun Express");
    const form = { id, name: "Yun Express", carrier: "", registrationNumber: "" };
    expect(await createProvider(ctx, form)).toEqual({ ok: true, value: { id } });
    const twin = { ...form, id: ctx.newId(), name: "Another", carrier: "云途" };
    expect(await createProvider(ctx, twin)).toEqual({ ok: false, problem: "carrier-taken" });
  });

  it("suspends by itself when a document runs out, tells so once, and says which", async () => {
    const shop = await installedShop();
    const ctx = await staff(shop);
    const id = await approved(ctx, today);
    const early = await worker(shop);
    expect(await endOffers(early)).toBe(0);
    const tomorrow = await worker(shop, new Date(Date.parse(addDays(today, 1))));
    expect(await endOffers(tomorrow)).toBe(1);
    expect(await endOffers(tomorrow)).toBe(0);
    expect(tomorrow.told.map((fact) => fact.name)).toEqual(["provider.suspended", "provider.changed"]);
    expect(await providerPage(ctx, id)).toMatchObject({
      state: "suspended",
      decisions: [
        { decision: "suspend", cause: "licence", signer: null, reason: null },
        { decision: "approve" },
      ],
    });
  });

  it("suspends at once when a document is entered that has run out", async () => {
    const ctx = await staff(await installedShop());
    const id = await approved(ctx, addDays(today, 10));
    ctx.told.length = 0;
    await addDocument(ctx, id, { ...insurance, validUntil: addDays(today, -1) });
    expect(ctx.told.map((fact) => fact.name)).toEqual(["provider.suspended", "provider.changed"]);
    expect(await ctx.transact((db) => offeredProviders(db, ctx, new Date()))).toMatchObject([
      { offerable: false, why: "suspended" },
    ]);
  });

  it("lets somebody else lift a suspension where there are two, and begins on probation", async () => {
    const shop = await installedShop();
    await open(shop, "2");
    const ctx = await staff(shop);
    const id = await approved(ctx, addDays(today, 10));
    await inShop(shop, (db) =>
      db.staffMember.updateMany({ where: { shopId: shop, subject: "2" }, data: { role: "manager" } }),
    );
    const suspend = { decision: "suspend", reason: "Lost two parcels", seen: "approved" } as const;
    expect(await decideProvider(ctx, id, suspend)).toMatchObject({ ok: true });
    const lift = { decision: "reinstate", reason: "Cause found and closed", seen: "suspended" } as const;
    expect(await decideProvider(ctx, id, lift)).toEqual({ ok: false, problem: "second-person-needed" });
    const other = await staff(shop, "2");
    expect(await decideProvider(other, id, lift)).toEqual({ ok: true, value: null });
    expect(other.told.map((fact) => fact.name)).toEqual(["provider.reinstated", "provider.changed"]);
    expect((await providerPage(ctx, id))?.state).toBe("conditional");
  });

  it("is not for agents", async () => {
    const shop = await installedShop();
    await open(shop, "2");
    const id = await entered(await staff(shop));
    const agent = await staff(shop, "2");
    const refused = { ok: false, problem: "not-allowed" };
    expect(await decideProvider(agent, id, { decision: "reject", reason: "No", seen: "draft" })).toEqual(
      refused,
    );
    expect(await addDocument(agent, id, { ...licence, validUntil: today })).toEqual(refused);
    expect(await allowUnvetted(agent, id, { until: today })).toEqual(refused);
    expect(await providerPage(agent, id)).toMatchObject({ mayEdit: false, mayDecide: false });
  });
});

it("the list is paged by its order and loses nobody", async () => {
  const shop = await installedShop();
  const ctx = await staff(shop);
  for (let n = 0; n < 30; n++) await entered(ctx, `Carrier ${n}`);
  const first = await providersPage(ctx, {});
  const second = await providersPage(ctx, { after: first.next ?? "" });
  expect(first.providers).toHaveLength(25);
  expect(second).toMatchObject({ next: null });
  expect(new Set([...first.providers, ...second.providers].map((one) => one.id)).size).toBe(30);
});
