import type { AdminCtx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { longestTransit } from "./core/promise";
import { deleteTransitDefault, saveTransitDefault } from "./promise-store.server";

export type TransitProblem = "not-allowed" | "days-missing" | "days-reversed" | "days-too-many";

/**
 * Sets or removes what orders to a country are promised from now on, in business days. Orders placed before keep what
 * they were promised.
 */
export async function setTransit(
  ctx: AdminCtx,
  input: { intent: "save" | "remove"; country: string; minDays: string; maxDays: string },
): Promise<Result<null, TransitProblem>> {
  if (!can(ctx.staff.role, "parcels.settings")) return problem("not-allowed");
  const { country } = input;
  if (input.intent === "remove") {
    await ctx.transact((db) => deleteTransitDefault(db, ctx.shop, country));
    return ok(null);
  }
  if (input.minDays === "" || input.maxDays === "") return problem("days-missing");
  const minDays = Number(input.minDays);
  const maxDays = Number(input.maxDays);
  if (maxDays < 1) return problem("days-missing");
  if (minDays > maxDays) return problem("days-reversed");
  if (maxDays > longestTransit) return problem("days-too-many");
  await ctx.transact((db) => saveTransitDefault(db, ctx.shop, { country, minDays, maxDays }, ctx.now()));
  return ok(null);
}
