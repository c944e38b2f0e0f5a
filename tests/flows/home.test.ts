import { beforeAll, describe, expect, it } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { countActions, startAction } from "../../app/improvements/commands.server";
import { type HomeView, homePage } from "../../app/improvements/home-queries.server";
import { addDays, calendarDay } from "../../app/lib/calendar";
import { addDocument, decideProvider } from "../../app/providers/commands.server";
import { providerOfCarrier } from "../../app/providers/queries.server";
import { rebuildGaps } from "../../app/surveys/count-commands.server";
import { replyToTicket } from "../../app/tickets/commands.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { putPairs } from "../support/pairs";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { approvedProvider, typedService } from "../support/shipping";
import { adminRequest, installedShop, open } from "../support/shops";
import { answersBody, sendAnswers, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

const day = 86_400_000;
const staffOf = (shop: string, subject = "1"): Promise<AdminCtx> =>
  fromAdmin(adminRequest(shop, "/app", { subject }), "home.view");
const home = async (shop: string, subject?: string): Promise<HomeView> =>
  homePage(await staffOf(shop, subject));
const kinds = ({ tasks }: HomeView) => tasks.map((task) => task.kind);

/** Buyers of one provider who expected 6 and felt about 4. */
async function letDown(shop: string, providerId: string, buyers = 40) {
  const answers = Array.from({ length: buyers }, (_, at) => [6, 3 + (at % 3)] as const);
  const at = new Date(Date.now() - 20 * day);
  await putPairs(shop, { market: "default", providerId, item: "R1", answers, at });
  await rebuildGaps(await staffOf(shop));
}

/** A shop whose one carrier, found in its parcels, has delivered one of two. */
async function shopWithParcels() {
  const shop = await installedShop();
  await storeOrder(shop, { delivered: true });
  const order = await storeOrder(shop);
  await runJobs();
  const ctx = await staffOf(shop);
  const carrier = await ctx.transact((db) => providerOfCarrier(db, ctx, "DHL Express"));
  return { shop, ctx, order, carrierId: carrier?.id ?? "" };
}

describe("the first sentence", () => {
  it("is honest about an empty shop, and then says the first true thing about its own parcels", async () => {
    const empty = await installedShop();
    expect(await home(empty)).toMatchObject({
      headline: { kind: "nothing-yet", orders: 0 },
      // Just installed: the orders from before are still to be read.
      store: { status: "reading-past" },
      tasks: [],
    });
    const { shop } = await shopWithParcels();
    expect((await home(shop)).headline).toMatchObject({
      kind: "first-true-thing",
      vetted: false,
      provider: { name: "DHL Express" },
      country: "DE",
      sent: 1,
    });
  });

  it("is the gap that surely falls short most, with where it shows most clearly", async () => {
    const { shop, carrierId } = await shopWithParcels();
    await letDown(shop, carrierId);
    expect((await home(shop)).headline).toEqual({
      kind: "gap",
      marketName: null,
      dimension: "reliability",
      expected: 6,
      felt: expect.closeTo(3.975, 9),
      n: 40,
      certainty: "sure",
      cell: `/app/quality/cell?dimension=reliability&market=default&provider=${carrierId}`,
      behind: { name: "DHL Express", offered: true },
      action: null,
      startAction: `/app/actions?market=default&provider=${carrierId}&dimension=reliability`,
    });
  });

  it("raises no alarm from a dozen buyers, however let down they feel", async () => {
    const { shop, carrierId } = await shopWithParcels();
    await letDown(shop, carrierId, 12);
    expect((await home(shop)).headline.kind).toBe("first-true-thing");
  });

  it("knows what is already being done, and offers nobody what they may not do", async () => {
    const { shop, ctx, carrierId } = await shopWithParcels();
    await letDown(shop, carrierId);
    const about = { market: "default", providerId: carrierId, dimension: "reliability" } as const;
    await startAction(ctx, { ...about, step: "Another carrier for the north" });
    expect((await home(shop)).headline).toMatchObject({
      action: { step: "Another carrier for the north", verdict: { says: "too-early", counted: 0 } },
    });
    expect((await home(shop)).loop.act.running).toBe(1);
    await open(shop, "2");
    const agent = await home(shop, "2");
    expect(agent.headline).toMatchObject({ startAction: null });
    expect(kinds(agent)).not.toContain("vet");
  });
});

describe("home moves", () => {
  it("when a provider is suspended: fewer are cleared, fewer options stand, and the sentence says so", async () => {
    const { shop, ctx } = await shopWithParcels();
    const providerId = await approvedProvider(ctx, "Lotus Consolidated");
    await typedService(ctx, providerId);
    await letDown(shop, providerId);
    await runJobs();
    const before = await home(shop);
    expect(before.loop).toMatchObject({
      vet: { providers: 2, cleared: 1, unvetted: 1 },
      offer: { options: 1, offered: 1 },
    });
    expect(before.headline).toMatchObject({ behind: { name: "Lotus Consolidated", offered: true } });
    const decision = { decision: "suspend", reason: "Stuck at customs", seen: "approved" } as const;
    expect(await decideProvider(ctx, providerId, decision)).toMatchObject({ ok: true });
    const after = await home(shop);
    expect(after.loop).toMatchObject({
      vet: { providers: 2, cleared: 0 },
      offer: { options: 1, offered: 0 },
    });
    expect(after.headline).toMatchObject({ behind: { name: "Lotus Consolidated", offered: false } });
  });

  it("when a buyer answers low: one more has told, and a task waits until it is replied to", async () => {
    const { shop, ctx } = await shopWithParcels();
    const order = await storeOrder(shop, { delivered: true });
    await runJobs();
    const before = await home(shop);
    await sendAnswers(shop, answersBody(order.id, "perception", 1));
    await runJobs();
    const low = await home(shop);
    expect(low.loop.ask.perceptions).toBe(before.loop.ask.perceptions + 1);
    expect(low.loop.act.waiting).toBe(before.loop.act.waiting + 1);
    const task = low.tasks.find((one) => one.kind === "answer");
    expect(task).toMatchObject({ ticket: { kind: "low-answer", orderName: order.name } });
    const id = task?.to.replace("/app/tickets/", "") ?? "";
    const ticket = await ticketPage(ctx, id);
    const lastSeen = await inShop(shop, (db) => db.ticket.findFirstOrThrow({ where: { shopId: shop } }));
    expect(ticket).not.toBeNull();
    const reply = { text: "We are sorry.", lastSeen: lastSeen.lastMessageId, andThen: "solved" } as const;
    expect(await replyToTicket(ctx, id, reply)).toMatchObject({ ok: true });
    const after = await home(shop);
    expect(after.loop.act.waiting).toBe(before.loop.act.waiting);
    expect(kinds(after)).not.toContain("answer");
  });

  it("when a buyer says that a parcel is missing: it stands first among the parcels and in the tasks", async () => {
    const { shop } = await shopWithParcels();
    const order = await storeOrder(shop, { delivered: true });
    await runJobs();
    expect((await home(shop)).loop.follow).toEqual({ underWay: 0, inTrouble: 0 });
    const said = { orderId: String(order.id), yes: false };
    await askDoor("/buyer/arrived", said, { token: buyerToken(shop) });
    await runJobs();
    const after = await home(shop);
    expect(after.loop.follow.inTrouble).toBe(1);
    expect(after.tasks).toContainEqual(
      expect.objectContaining({ kind: "parcel", trouble: "missing", orderName: order.name }),
    );
  });

  it("when a document is about to run out, and once an unvetted carrier is found", async () => {
    const { shop, ctx } = await shopWithParcels();
    // That nothing is offered yet is a step of the set-up, which stands beside the tasks.
    expect(kinds(await home(shop))).toEqual(["vet"]);
    const providerId = await approvedProvider(ctx, "Harbour Line");
    const until = addDays(calendarDay(new Date(), "UTC"), 6);
    const insurance = { kind: "insurance", issuer: "Insurer", number: "N-2", grade: "verified" } as const;
    await addDocument(ctx, providerId, { ...insurance, validUntil: until });
    const { tasks } = await home(shop);
    expect(tasks).toMatchObject([
      { kind: "document", name: "Harbour Line", gate: "insurance", until },
      { kind: "vet", name: "DHL Express" },
    ]);
  });
});

it("home says a verdict is ready only once there is one", async () => {
  const { shop, ctx, carrierId } = await shopWithParcels();
  await letDown(shop, carrierId);
  const begun = new Date(Date.now() - 10 * day);
  const about = { market: "default", providerId: null, dimension: "reliability" } as const;
  await startAction({ ...ctx, now: () => begun }, { ...about, step: "Two days more" });
  await runJobs();
  expect(kinds(await home(shop))).not.toContain("verdict");
  const answers = Array.from({ length: 30 }, (_, at) => [6, 5 + (at % 3)] as const);
  await putPairs(shop, { market: "default", item: "R1", answers, at: new Date(begun.getTime() + day) });
  await countActions(ctx);
  expect((await home(shop)).tasks).toContainEqual(
    expect.objectContaining({ kind: "verdict", step: "Two days more", says: "likely-helped" }),
  );
});
