import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { marketNames } from "../markets/name-queries.server";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary, staffNames } from "../shop/queries.server";
import { cellPath, writeProvider } from "../surveys/core/cell-address";
import type { ActionCell } from "./core/action";
import { daysLeft, judge, shownMean, type Verdict } from "./core/verdict";
import { type CountedAction, listEnded, listRunning } from "./store.server";

/** Ended actions shown below those under way. */
const mostEnded = 20;

export type ActionLine = {
  id: string;
  cell: ActionCell;
  /** Where what lies behind it stands. */
  address: string;
  /** Names as the merchant knows them; null stands for all, or for one that is gone. */
  market: string | null;
  provider: string | null;
  step: string;
  startedAt: string;
  startedBy: string | null;
  endedAt: string | null;
  verdict: Verdict;
  /** Buyers, and their mean gap where enough of them answered to show one. */
  before: { n: number; mean: number | null };
  after: { n: number; mean: number | null };
  /** Days until a verdict at the pace so far; null where nobody can tell, or nothing is waited for. */
  daysLeft: number | null;
};

export type ActionsPage = {
  running: ActionLine[];
  ended: ActionLine[];
  /** What a new action can be about. */
  markets: { id: string; name: string }[];
  providers: { id: string; name: string }[];
  mayEdit: boolean;
  timezone: string;
  now: string;
};

type Names = {
  market: (id: string) => string | null;
  provider: (id: string) => string | null;
  staff: (subject: string) => string | null;
};

function lineOf(action: CountedAction, names: Names, now: Date): ActionLine {
  const { id, market, providerId, dimension, step, startedAt, endedAt, before, after } = action;
  const verdict = judge(before, after);
  const waits = verdict.says === "too-early" && endedAt === null;
  return {
    id,
    cell: { market, providerId, dimension },
    address: cellPath({
      market,
      dimension,
      provider: providerId === null ? null : writeProvider(providerId),
    }),
    market: market === null ? null : names.market(market),
    provider: providerId === null ? null : names.provider(providerId),
    step,
    startedAt: startedAt.toISOString(),
    startedBy: names.staff(action.startedBy),
    endedAt: endedAt?.toISOString() ?? null,
    verdict,
    before: { n: before.n, mean: shownMean(before) },
    after: { n: after.n, mean: shownMean(after) },
    daysLeft: waits ? daysLeft(after.n, startedAt, now) : null,
  };
}

/** What was changed, and whether it helped: actions under way first, then those that are over. */
export async function actionsPage(ctx: AdminCtx): Promise<ActionsPage> {
  const now = ctx.now();
  return ctx.transact(async (db) => {
    const markets = await marketNames(db, ctx);
    const providers = await offeredProviders(db, ctx, now);
    const staff = await staffNames(db, ctx);
    const names: Names = {
      market: (id) => markets.get(id)?.name ?? null,
      provider: (id) => providers.find((one) => one.id === id)?.name ?? null,
      staff: (subject) => staff.get(subject) ?? null,
    };
    const lines = (actions: CountedAction[]) => actions.map((action) => lineOf(action, names, now));
    return {
      running: lines(await listRunning(db, ctx.shop)),
      ended: lines(await listEnded(db, ctx.shop, mostEnded)),
      markets: [...markets].map(([id, { name }]) => ({ id, name })),
      providers: providers.map(({ id, name }) => ({ id, name })),
      mayEdit: can(ctx.staff.role, "actions.edit"),
      timezone: (await shopSummary(db, ctx)).timezone,
      now: now.toISOString(),
    };
  });
}

export type ActionFigures = {
  running: number;
  /** Under way with a verdict that waits for a decision, the oldest first. */
  judged: { id: string; step: string; verdict: Verdict }[];
  /** Under way, for who wants to know whether a cell is being worked on. */
  cells: (ActionCell & { id: string; step: string; verdict: Verdict })[];
};

/** How many actions are under way and what they say; reads their kept counts, never the answers. */
export async function actionFigures(db: Db, ctx: Ctx): Promise<ActionFigures> {
  const running = (await listRunning(db, ctx.shop)).map((action) => ({
    action,
    verdict: judge(action.before, action.after),
  }));
  const waiting = ["too-early", "no-baseline"];
  return {
    running: running.length,
    judged: running
      .filter(({ verdict }) => !waiting.includes(verdict.says))
      .map(({ action: { id, step }, verdict }) => ({ id, step, verdict }))
      .reverse(),
    cells: running.map(({ action: { id, step, market, providerId, dimension }, verdict }) => {
      return { id, step, market, providerId, dimension, verdict };
    }),
  };
}
