import type { AdminCtx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { deleteClaim, deleteClaimTerms, saveClaim, saveClaimTerms } from "./claim-store.server";
import { followDelivery } from "./commands.server";
import { type ClaimDecision, longestClaim, longestNote } from "./core/claim";
import { findParcel, lookAtClaimsAgain, takeParcelsOfOrder } from "./store.server";

export type ClaimProblem = "not-allowed" | "not-found" | "nothing-to-claim" | "note-too-long";

/**
 * Keeps what was decided about claiming a parcel from its carrier, by whom and why; `reopen` takes it back. With a
 * decision the parcel leaves the queue of those that need somebody.
 *
 * `nothing-to-claim`: it is neither lost, nor long late, nor damaged (now).
 */
export async function decideClaim(
  ctx: AdminCtx,
  parcelId: string,
  input: { decision: ClaimDecision | "reopen"; note: string },
): Promise<Result<null, ClaimProblem>> {
  if (!can(ctx.staff.role, "parcels.claim")) return problem("not-allowed");
  const note = readNote(input.note);
  if ([...note].length > longestNote) return problem("note-too-long");
  if (!/^\d{1,20}$/.test(parcelId)) return problem("not-found");
  return ctx.transact(async (db) => {
    const seen = await findParcel(db, ctx.shop, parcelId);
    if (!seen) return problem("not-found");
    await takeParcelsOfOrder(db, ctx.shop, seen.orderId);
    const parcel = await findParcel(db, ctx.shop, parcelId);
    if (!parcel) return problem("not-found");
    const { decision } = input;
    if (decision === "reopen") await deleteClaim(db, ctx.shop, parcelId);
    else if (!parcel.claimGround) return problem("nothing-to-claim");
    else {
      const by = { decidedBy: ctx.staff.subject, decidedAt: ctx.now() };
      await saveClaim(db, ctx.shop, parcel, { decision, note, ...by });
    }
    await followDelivery(ctx, db, parcel.orderId, { only: parcelId });
    return ok(null);
  });
}

/** A note as plain text: without control characters, and without those that turn the reading direction. */
function readNote(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (character === "\n" ? character : ""))
    .trim();
}

export type ClaimTermsProblem = "not-allowed" | "no-provider" | "days-missing" | "days-too-many";

/**
 * Sets or removes how long a provider takes claims, in calendar days. Parcels whose claim is open are counted anew
 * within minutes. `no-provider`: none was chosen.
 */
export async function setClaimTerms(
  ctx: AdminCtx,
  input: { intent: "save" | "remove"; provider: string; lostDays: string; damagedDays: string },
): Promise<Result<null, ClaimTermsProblem>> {
  if (!can(ctx.staff.role, "parcels.settings")) return problem("not-allowed");
  const providers = await ctx.transact((db) => offeredProviders(db, ctx, ctx.now()));
  if (!providers.some((one) => one.id === input.provider)) return problem("no-provider");
  const terms = { lostDays: Number(input.lostDays), damagedDays: Number(input.damagedDays) };
  if (input.intent === "save") {
    if (terms.lostDays < 1 || terms.damagedDays < 1) return problem("days-missing");
    if (Math.max(terms.lostDays, terms.damagedDays) > longestClaim) return problem("days-too-many");
  }
  await ctx.transact(async (db) => {
    if (input.intent === "remove") await deleteClaimTerms(db, ctx.shop, input.provider);
    else await saveClaimTerms(db, ctx.shop, input.provider, terms, ctx.now());
    await lookAtClaimsAgain(db, ctx.shop, ctx.now());
  });
  return ok(null);
}
