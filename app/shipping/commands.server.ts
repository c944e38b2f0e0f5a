import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { type HandlingErrors, type HandlingFields, readHandling } from "./core/handling-form";
import { isServiceId } from "./core/service";
import { type Draft, type DraftHead, type FieldErrors, readDraft } from "./core/service-form";
import { findService, findServiceByRateCode, raiseVersion, saveService } from "./store.server";

export type SaveServiceProblem = "not-allowed" | "not-found" | "provider-unknown" | "code-taken";
/** A form's answer that names single fields. */
export type FieldsWrong<Errors> = { ok: false; problem: "fields-wrong"; errors: Errors };

/**
 * Adds a service, or changes one given its id. The code of an existing one stays what it was: orders carry it.
 * `fields-wrong` names every field that cannot be taken.
 */
export async function saveShippingService(
  ctx: AdminCtx,
  input: { id: string | null; head: DraftHead; draft: Draft },
): Promise<Result<{ id: string }, SaveServiceProblem> | FieldsWrong<FieldErrors>> {
  if (!can(ctx.staff.role, "shipping.edit")) return problem("not-allowed");
  const read = readDraft(input.head, input.draft);
  if (!read.ok) return { ok: false, problem: "fields-wrong", errors: read.errors };
  if (input.id !== null && !isServiceId(input.id)) return problem("not-found");
  return ctx.transact(async (db) => {
    const before = input.id === null ? null : await findService(db, ctx.shop, input.id);
    if (input.id !== null && !before) return problem("not-found");
    const providers = await offeredProviders(db, ctx, ctx.now());
    if (!providers.some((one) => one.id === read.value.providerId)) return problem("provider-unknown");
    const code = before?.code ?? read.value.code;
    const twin = await findServiceByRateCode(db, ctx.shop, code);
    if (twin && twin.id !== before?.id) return problem("code-taken");
    const service = { ...read.value, code, id: before?.id ?? ctx.newId(), version: before?.version ?? 1 };
    await saveService(db, ctx.shop, service, ctx.now());
    await offersChanged(db, ctx);
    return ok({ id: service.id });
  });
}

/** Sets the warehouse's days and the fixed rates of markets' currencies. */
export async function saveHandling(
  ctx: AdminCtx,
  typed: HandlingFields,
): Promise<Result<null, "not-allowed"> | FieldsWrong<HandlingErrors>> {
  if (!can(ctx.staff.role, "shipping.edit")) return problem("not-allowed");
  const read = readHandling(typed);
  if (!read.ok) return { ok: false, problem: "fields-wrong", errors: read.errors };
  await ctx.transact((db) => offersChanged(db, ctx, read.value));
  return ok(null);
}

/** Something another domain owns changed what may be offered: checkout must be answered anew. */
export async function refreshOffers(ctx: Ctx): Promise<void> {
  await ctx.transact((db) => offersChanged(db, ctx));
}

async function offersChanged(
  db: Db,
  ctx: Ctx,
  change: Parameters<typeof raiseVersion>[3] = {},
): Promise<void> {
  const version = await raiseVersion(db, ctx.shop, ctx.now(), change);
  await ctx.announce(db, { name: "shipping.offers-changed", data: { version } });
}
