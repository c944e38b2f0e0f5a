import type { AdminCtx } from "../context";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { listCases } from "./case-store.server";
import { quoteRates } from "./core/quote";
import type { RuleSet } from "./core/service";
import type { Step } from "./core/trace";
import {
  type Difference,
  differences,
  offeredOf,
  readCart,
  type ShippingCase,
  type TrialCart,
  toRateRequest,
} from "./core/trial-cart";
import type { ShownOption } from "./queries.server";
import { loadRules } from "./rules-queries.server";

export type TrialPage = {
  asked: TrialCart;
  options: ShownOption[];
  /** Per rate code, in the order the rules were asked. */
  trace: { code: string; steps: Step[] }[];
  /** The carts that were kept, tried again now: without a difference the case holds. */
  cases: { id: string; name: string; savedAt: string; cart: TrialCart; differences: Difference[] }[];
  mayEdit: boolean;
};

/** What one cart would be offered now, every step that led there, and what became of the carts that were kept. */
export async function trialPage(ctx: AdminCtx, typed: Partial<TrialCart>): Promise<TrialPage> {
  const { rules, currency, cases } = await ctx.transact(async (db) => ({
    rules: await loadRules(db, ctx),
    currency: (await shopSummary(db, ctx)).currency,
    cases: await listCases(db, ctx.shop),
  }));
  const asked = readCart(typed, currency);
  const { options, trace } = quoteRates(rules, toRateRequest(asked, ctx.now()));
  const codes = [...new Set(trace.map((step) => step.code))];
  return {
    asked,
    options: options.map(({ code, name, description, minor, currency, packaging }) => {
      return { code, name, description, minor, currency, packaging };
    }),
    trace: codes.map((code) => ({ code, steps: trace.filter((step) => step.code === code) })),
    cases: cases.map((one) => tryAgain(rules, one, ctx.now())),
    mayEdit: can(ctx.staff.role, "shipping.edit"),
  };
}

function tryAgain(rules: RuleSet, { id, name, savedAt, cart, expected }: ShippingCase, at: Date) {
  const { options } = quoteRates(rules, toRateRequest(cart, at));
  return {
    id,
    name,
    cart,
    savedAt: savedAt.toISOString(),
    differences: differences(expected, offeredOf(options)),
  };
}
