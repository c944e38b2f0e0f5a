import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { defaultMarketId } from "../markets/core/market";
import { marketNames } from "../markets/name-queries.server";
import { readLine } from "../providers/core/read-line";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { pairsOfCell } from "../surveys/quality-queries.server";
import { type ActionCell, type ImprovementAction, longestStep, periodsOf } from "./core/action";
import {
  type Count,
  closeAction,
  findAction,
  insertAction,
  listRunning,
  lockActions,
  saveCount,
} from "./store.server";

export type StartProblem =
  | "not-allowed"
  | "market-unknown"
  | "provider-unknown"
  | "step-empty"
  | "step-too-long"
  | "step-unreadable";

/**
 * Writes down that something is done differently from now on, so that its effect can be told later. A form sent twice
 * starts one action. `market` and `provider` unknown: not this shop's.
 */
export async function startAction(
  ctx: AdminCtx,
  { step: typed, ...cell }: ActionCell & { step: string },
): Promise<Result<{ id: string }, StartProblem>> {
  if (!can(ctx.staff.role, "actions.edit")) return problem("not-allowed");
  const step = readLine(typed, longestStep);
  if (!step.ok) return problem(`step-${step.problem}`);
  return ctx.transact(async (db) => {
    const unknown = await unknownPart(db, ctx, cell);
    if (unknown) return problem(unknown);
    await lockActions(db, ctx.shop);
    const same = (await listRunning(db, ctx.shop)).find(
      (one) =>
        one.step === step.value &&
        one.market === cell.market &&
        one.providerId === cell.providerId &&
        one.dimension === cell.dimension,
    );
    if (same) return ok({ id: same.id });
    const action: ImprovementAction = {
      ...cell,
      id: ctx.newId(),
      step: step.value,
      startedBy: ctx.staff.subject,
      startedAt: ctx.now(),
      endedBy: null,
      endedAt: null,
    };
    await insertAction(db, ctx.shop, { ...action, ...(await countAnswers(db, ctx, action)) });
    await ctx.announce(db, { name: "improvement.started", data: { actionId: action.id } });
    return ok({ id: action.id });
  });
}

async function unknownPart(
  db: Db,
  ctx: Ctx,
  { market, providerId }: ActionCell,
): Promise<"market-unknown" | "provider-unknown" | null> {
  const known = market === null || market === defaultMarketId || (await marketNames(db, ctx)).has(market);
  if (!known) return "market-unknown";
  // Empty: the carriers that belong to no provider that is known.
  if (providerId === null || providerId === "") return null;
  const providers = await offeredProviders(db, ctx, ctx.now());
  return providers.some((one) => one.id === providerId) ? null : "provider-unknown";
}

export type EndProblem = "not-allowed" | "not-found";

/** Ends an action: what came until now is what it is judged by. Ending it again changes nothing. */
export async function endAction(ctx: AdminCtx, id: string): Promise<Result<null, EndProblem>> {
  if (!can(ctx.staff.role, "actions.edit")) return problem("not-allowed");
  return ctx.transact(async (db) => {
    await lockActions(db, ctx.shop);
    const action = await findAction(db, ctx.shop, id);
    if (!action) return problem("not-found");
    if (action.endedAt) return ok(null);
    const end = { by: ctx.staff.subject, at: ctx.now() };
    await closeAction(db, ctx.shop, id, end);
    await saveCount(db, ctx.shop, id, await countAnswers(db, ctx, { ...action, endedAt: end.at }));
    return ok(null);
  });
}

/** Counts anew what was felt before and after each action that is under way. Safe to run twice. */
export async function countActions(ctx: Ctx): Promise<void> {
  await ctx.transact(async (db) => {
    await lockActions(db, ctx.shop);
    for (const action of await listRunning(db, ctx.shop)) {
      await saveCount(db, ctx.shop, action.id, await countAnswers(db, ctx, action));
    }
  });
}

async function countAnswers(db: Db, ctx: Ctx, action: ImprovementAction): Promise<Count> {
  const now = ctx.now();
  const { market, providerId, dimension } = action;
  const periods = periodsOf(action, now);
  const cell = { market, providerId, dimension };
  return {
    before: await pairsOfCell(db, ctx, { ...cell, ...periods.before }),
    after: await pairsOfCell(db, ctx, { ...cell, ...periods.after }),
    countedAt: now,
  };
}
