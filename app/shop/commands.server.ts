import type { AdminCtx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { type DisplayNameProblem, readDisplayName } from "./core/display-name";
import { can, type Role } from "./core/permissions";
import { countOwners, findStaff, lockShop, saveDisplayName, saveRole } from "./store.server";

/** Sets the name colleagues and buyers will see for the person who is signed in. */
export async function setDisplayName(
  ctx: AdminCtx,
  input: { displayName: string },
): Promise<Result<{ displayName: string }, DisplayNameProblem>> {
  const name = readDisplayName(input.displayName);
  if (!name.ok) return name;
  await ctx.transact((db) => saveDisplayName(db, ctx.shop, ctx.staff.subject, name.value));
  return ok({ displayName: name.value });
}

/**
 * Gives a colleague (or oneself) another role. `last-owner` keeps a store from losing its only owner;
 * `not-found` is the answer for a stranger's id too.
 */
export async function changeRole(
  ctx: AdminCtx,
  input: { subject: string; role: Role },
): Promise<Result<null, "not-found" | "last-owner" | "not-allowed">> {
  if (!can(ctx.staff.role, "team.change-role")) return problem("not-allowed");
  return ctx.transact(async (db) => {
    // Two owners stepping down at once would otherwise both see the other still there.
    await lockShop(db, ctx.shop.id);
    const member = await findStaff(db, ctx.shop, input.subject);
    if (!member) return problem("not-found");
    const leaves = member.role === "owner" && input.role !== "owner";
    if (leaves && (await countOwners(db, ctx.shop)) < 2) return problem("last-owner");
    await saveRole(db, ctx.shop, input.subject, input.role);
    return ok(null);
  });
}
