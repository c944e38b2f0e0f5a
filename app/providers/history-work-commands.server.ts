import type { Ctx } from "../context";
import { checkSome } from "./check-commands.server";
import { keptDays } from "./core/import-state";
import {
  changeImport,
  deleteImport,
  findImportAtWork,
  listStaleImports,
  lockImport,
} from "./import-store.server";
import { clearSome, importSome } from "./shipment-commands.server";
import { deleteRefused } from "./staged-store.server";

/** What is done next on a file in each state that waits for work. */
export const workOn = { checking: checkSome, importing: importSome, clearing: clearSome } as const;
type Worked = keyof typeof workOn;
const isWorked = (state: string): state is Worked => Object.hasOwn(workOn, state);

/**
 * Works for a while on the shop's files of past shipments, the oldest first. Answers whether something is left to do: shops
 * take turns.
 */
export async function advanceHistory(ctx: Ctx, { forMs }: { forMs: number }): Promise<{ more: boolean }> {
  const until = performance.now() + forMs;
  for (;;) {
    const next = await ctx.transact((db) => findImportAtWork(db, ctx.shop));
    if (!next || !isWorked(next.state)) return { more: false };
    while ((await workOn[next.state](ctx, next.id)) === "more") {
      if (performance.now() > until) return { more: true };
    }
  }
}

const dayMs = 86_400_000;
const staleAtOnce = 50;
const refusedAtOnce = 5_000;

/** Gives up files nobody went on with, and forgets the reports of imports that are long over. */
export async function forgetStaleImports(ctx: Ctx): Promise<void> {
  const before = {
    open: new Date(ctx.now().getTime() - keptDays.open * dayMs),
    ended: new Date(ctx.now().getTime() - keptDays.report * dayMs),
  };
  const stale = await ctx.transact((db) => listStaleImports(db, ctx.shop, before, staleAtOnce));
  for (const { id, state } of stale) {
    if (state === "imported" || state === "expired") await forgetReport(ctx, id);
    else await giveUp(ctx, id, before.open);
  }
}

async function giveUp(ctx: Ctx, id: string, before: Date): Promise<void> {
  const given = await ctx.transact(async (db) => {
    const file = await lockImport(db, ctx.shop, id);
    // Somebody went on with it meanwhile.
    if (!file || file.changedAt >= before) return false;
    await changeImport(db, ctx.shop, id, { state: "clearing" }, ctx.now());
    return true;
  });
  if (!given) return;
  while ((await clearSome(ctx, id)) === "more");
}

async function forgetReport(ctx: Ctx, id: string): Promise<void> {
  while ((await ctx.transact((db) => deleteRefused(db, ctx.shop, id, refusedAtOnce))) > 0);
  await ctx.transact((db) => deleteImport(db, ctx.shop, id));
}
