import { beforeAll, describe, expect, it } from "vitest";
import { forJob, fromAdmin } from "../../app/authenticate.server";
import type { AdminCtx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { countActions, endAction, startAction } from "../../app/improvements/commands.server";
import { actionFigures, actionsPage } from "../../app/improvements/queries.server";
import { providerOfCarrier } from "../../app/providers/queries.server";
import { putPairs } from "../support/pairs";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { adminRequest, installedShop, open } from "../support/shops";
import { answersBody, deliverParcel, sendAnswers, storeOrder } from "../support/surveys";

beforeAll(prepareQueues);

const day = 86_400_000;
const started = new Date(Date.now() - 19 * day);
const daysFromStart = (days: number) => new Date(started.getTime() + days * day);

async function staff(shop: string, now?: Date, subject = "1"): Promise<AdminCtx> {
  const ctx = await fromAdmin(adminRequest(shop, "/app/actions", { subject }), "actions.view");
  return now ? { ...ctx, now: () => now } : ctx;
}

const everywhere = { market: null, providerId: null, dimension: "reliability" } as const;
const step = "Promise Brazil five days more";

/** A shop in which an action on reliability began 19 days ago, with what was felt before and since. */
async function actedShop(felt: { before: number[]; since: number[] }) {
  const shop = await installedShop();
  const pairs = (values: number[]) => values.map((value) => [6, value] as const);
  const answers = { market: "default", item: "R1" };
  await putPairs(shop, { ...answers, answers: pairs(felt.before), at: daysFromStart(-10) });
  const begun = await startAction(await staff(shop, started), { ...everywhere, step });
  await putPairs(shop, { ...answers, answers: pairs(felt.since), at: daysFromStart(5) });
  await runJobs();
  return { shop, id: begun.ok ? begun.value.id : "" };
}

const repeated = (values: number[], times: number) => Array.from({ length: times }, () => values).flat();
const low = repeated([3, 4, 5, 4], 10);

async function running(shop: string) {
  const [action] = (await actionsPage(await staff(shop))).running;
  if (!action) throw new Error("no action is under way");
  return action;
}

describe("an action", () => {
  it("cannot be judged at 19 of 30 answers, and says how long it may take", async () => {
    const { shop } = await actedShop({ before: low, since: repeated([6], 19) });
    expect(await running(shop)).toMatchObject({
      step,
      verdict: { says: "too-early", counted: 19, needed: 30 },
      before: { n: 40, mean: -2 },
      after: { n: 19, mean: 0 },
      daysLeft: expect.toSatisfy((days: number) => days >= 11 && days <= 12),
    });
  });

  it("has likely helped once the whole range lies above zero, and made it worse below", async () => {
    const { shop } = await actedShop({ before: low, since: repeated([5, 6, 7, 6], 8) });
    const { verdict } = await running(shop);
    expect(verdict).toMatchObject({ says: "likely-helped", change: expect.closeTo(2, 9) });
    // By hand: variances 20/39 and 16/31 of 40 and 32 buyers; t(0.95) at 66.43 degrees of freedom is 1.6683.
    const reach = 1.6683 * Math.sqrt(20 / 39 / 40 + 16 / 31 / 32);
    if (verdict.says !== "likely-helped") throw new Error("not judged");
    expect(verdict.low).toBeCloseTo(2 - reach, 3);
    const worse = await actedShop({ before: low, since: repeated([1, 2, 3, 2], 8) });
    expect((await running(worse.shop)).verdict.says).toBe("likely-worse");
    const same = await actedShop({ before: low, since: repeated([3, 4, 5, 4], 8) });
    expect((await running(same.shop)).verdict.says).toBe("no-clear-change");
  });

  it("counts its own cell alone: not another side of delivery, market, provider or time", async () => {
    const { shop } = await actedShop({ before: low, since: [] });
    const since = { answers: [[6, 6]] as const, at: daysFromStart(3) };
    await putPairs(shop, { market: "default", item: "T1", ...since });
    await putPairs(shop, { market: "default", item: "R1", ...since, at: daysFromStart(-100) });
    await putPairs(shop, { market: "elsewhere", item: "R1", ...since });
    const ctx = await staff(shop);
    await startAction(ctx, { ...everywhere, market: "default", step: "Only here" });
    await runJobs();
    const lines = (await actionsPage(ctx)).running;
    expect(lines.map((line) => [line.step, line.before.n, line.after.n])).toEqual([
      ["Only here", 40, 0],
      [step, 40, 1],
    ]);
  });

  it("grows with each buyer who answers, without anybody asking for it", async () => {
    const shop = await installedShop();
    await startAction(await staff(shop, started), { ...everywhere, step });
    const order = await storeOrder(shop, { delivered: false });
    await runJobs();
    await sendAnswers(shop, answersBody(order.id, "expectation", 6));
    await runJobs();
    expect((await running(shop)).after.n).toBe(0);
    await deliverParcel(shop, order.id);
    await runJobs();
    await sendAnswers(shop, answersBody(order.id, "perception", 5));
    await runJobs();
    expect(await running(shop)).toMatchObject({ after: { n: 1, mean: null }, before: { n: 0, mean: null } });
  });

  it("that is ended keeps its verdict, whatever is felt afterwards", async () => {
    const { shop, id } = await actedShop({ before: low, since: repeated([6, 7, 6, 7], 8) });
    expect(await endAction(await staff(shop, daysFromStart(12)), id)).toEqual({ ok: true, value: null });
    await putPairs(shop, {
      market: "default",
      item: "R1",
      answers: repeated([1], 40).map((felt) => [7, felt]),
      at: daysFromStart(15),
    });
    const worker = await forJob(shop, "test", { alsoWhenUninstalled: false });
    if (worker) await countActions(worker);
    const page = await actionsPage(await staff(shop));
    expect(page.running).toEqual([]);
    expect(page.ended).toMatchObject([{ id, verdict: { says: "likely-helped" }, after: { n: 32 } }]);
    expect(await endAction(await staff(shop), id)).toEqual({ ok: true, value: null });
    expect((await actionsPage(await staff(shop))).ended[0]?.endedAt).toBe(daysFromStart(12).toISOString());
  });
});

describe("starting an action", () => {
  it("twice with the same words starts one, also at the same moment", async () => {
    const shop = await installedShop();
    const ctx = await staff(shop);
    const begun = await Promise.all(
      [1, 2, 3].map(() => startAction(ctx, { ...everywhere, step: ` ${step} ` })),
    );
    const ids = new Set(begun.map((one) => (one.ok ? one.value.id : one.problem)));
    expect(ids.size).toBe(1);
    expect(await inShop(shop, (db) => db.improvementAction.count({ where: { shopId: shop } }))).toBe(1);
  });

  it("takes a market and a provider of this shop, and no other", async () => {
    const shop = await installedShop();
    await storeOrder(shop, { delivered: true });
    await runJobs();
    const ctx = await staff(shop);
    const provider = await ctx.transact((db) => providerOfCarrier(db, ctx, "DHL Express"));
    const about = { ...everywhere, step };
    expect(await startAction(ctx, { ...about, market: "99" })).toEqual({
      ok: false,
      problem: "market-unknown",
    });
    expect(await startAction(ctx, { ...about, providerId: ctx.newId() })).toEqual({
      ok: false,
      problem: "provider-unknown",
    });
    expect(await startAction(ctx, { ...about, step: " \n " })).toEqual({ ok: false, problem: "step-empty" });
    const started = await startAction(ctx, { ...about, market: "default", providerId: provider?.id ?? "" });
    expect(started.ok).toBe(true);
    expect(await running(shop)).toMatchObject({
      provider: "DHL Express",
      cell: { market: "default", providerId: provider?.id },
      verdict: { says: "no-baseline", counted: 0 },
    });
    expect(await ctx.transact((db) => actionFigures(db, ctx))).toMatchObject({ running: 1, judged: [] });
  });

  it("is for owners and managers", async () => {
    const shop = await installedShop();
    await open(shop, "2");
    const agent = await staff(shop, undefined, "2");
    expect(await startAction(agent, { ...everywhere, step })).toEqual({ ok: false, problem: "not-allowed" });
    expect(await endAction(agent, agent.newId())).toEqual({ ok: false, problem: "not-allowed" });
  });
});
