import type { AdminCtx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { deleteCase, listCases, saveCase } from "./case-store.server";
import { quoteRates } from "./core/quote";
import { isServiceId } from "./core/service";
import { offeredOf, readCart, type TrialCart, toRateRequest } from "./core/trial-cart";
import { loadRules } from "./rules-queries.server";

/** Carts a shop keeps at most: all of them are tried again whenever the page opens. */
const mostCases = 50;

export type KeepCaseProblem = "not-allowed" | "too-many-cases";

/** Keeps a cart with what it is offered now. One of the same name is replaced: so a changed result is accepted. */
export async function keepCase(
  ctx: AdminCtx,
  input: { name: string; cart: TrialCart },
): Promise<Result<null, KeepCaseProblem>> {
  if (!can(ctx.staff.role, "shipping.edit")) return problem("not-allowed");
  return ctx.transact(async (db) => {
    const { currency } = await shopSummary(db, ctx);
    const cart = readCart(input.cart, currency);
    const cases = await listCases(db, ctx.shop);
    const known = cases.some((one) => one.name === input.name);
    if (!known && cases.length >= mostCases) return problem("too-many-cases");
    const { options } = quoteRates(await loadRules(db, ctx), toRateRequest(cart, ctx.now()));
    const expected = offeredOf(options);
    await saveCase(db, ctx.shop, { id: ctx.newId(), name: input.name, cart, expected, savedAt: ctx.now() });
    return ok(null);
  });
}

/** Forgets a cart that was kept. `not-found` for an id that is none of this shop's. */
export async function forgetCase(
  ctx: AdminCtx,
  id: string,
): Promise<Result<null, "not-allowed" | "not-found">> {
  if (!can(ctx.staff.role, "shipping.edit")) return problem("not-allowed");
  if (!isServiceId(id)) return problem("not-found");
  const gone = await ctx.transact((db) => deleteCase(db, ctx.shop, id));
  return gone ? ok(null) : problem("not-found");
}
