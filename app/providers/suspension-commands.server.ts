import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { calendarDay } from "../lib/calendar";
import { shopSummary } from "../shop/queries.server";
import { endedGate, gatesOn } from "./core/gates";
import { rubric } from "./core/rubric";
import {
  changeProvider,
  insertDecision,
  listDocuments,
  listEnded,
  lockProvider,
  type ProviderRow,
  type StoredDocument,
} from "./store.server";

/**
 * Suspends whoever's document ran out, and tells when an unvetted carrier's time is over. Answers how many it looked at;
 * there may be more.
 */
export async function endOffers(ctx: Ctx): Promise<number> {
  return ctx.transact(async (db) => {
    const today = await shopDay(db, ctx);
    const ended = await listEnded(db, ctx.shop, today, 50);
    for (const id of ended) {
      const provider = await lockProvider(db, ctx.shop, id);
      if (!provider) continue;
      const documents = await listDocuments(db, ctx.shop, [id]);
      const suspended = await endWhereExpired(db, ctx, provider, documents, today);
      const over = provider.offerUntil !== null && provider.offerUntil < today;
      if (!suspended && over) await changeProvider(db, ctx.shop, id, { offerEndTold: true }, ctx.now());
      await tell(db, ctx, "provider.changed", id);
    }
    return ended.length;
  });
}

/** A failed gate ends the offer at once: the app itself suspends, and says which document it was. */
export async function endWhereExpired(
  db: Db,
  ctx: Ctx,
  provider: ProviderRow,
  documents: StoredDocument[],
  today: string,
): Promise<boolean> {
  const gates = gatesOn(documents, today);
  const cause = endedGate(gates);
  if (!cause || !["found", "approved", "conditional"].includes(provider.state)) return false;
  await insertDecision(db, ctx.shop, {
    id: ctx.newId(),
    providerId: provider.id,
    decision: "suspend",
    fromState: provider.state,
    toState: "suspended",
    reason: null,
    cause,
    signedBy: null,
    rubricVersion: rubric.version,
    gates,
    decidedAt: ctx.now(),
  });
  await changeProvider(db, ctx.shop, provider.id, { state: "suspended" }, ctx.now());
  await tell(db, ctx, "provider.suspended", provider.id);
  return true;
}

/** The calendar day it is for the shop. */
export async function shopDay(db: Db, ctx: Ctx): Promise<string> {
  return calendarDay(ctx.now(), (await shopSummary(db, ctx)).timezone);
}

type ProviderFact = "provider.suspended" | "provider.reinstated" | "provider.changed";

/** Announces what others build on. */
export async function tell(db: Db, ctx: Ctx, name: ProviderFact, providerId: string): Promise<void> {
  await ctx.announce(db, { name, data: { providerId } });
}
