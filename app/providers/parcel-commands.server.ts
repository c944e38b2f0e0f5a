import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Carrier } from "./core/carrier-name";
import { contributionOf, joinRecords, negated, type ParcelRecord, type Tally } from "./core/parcel-record";
import { rankOf } from "./core/rating";
import { findProviderByCarrier, insertProvider } from "./store.server";
import { addToTally, lockParcel, lockTotals, saveParcel, saveTotals } from "./tally-store.server";

/**
 * Counts what is heard of a parcel for its provider. The parcel's old share is taken back before the new one is added, so
 * that news may come twice, out of order, or name another carrier later.
 */
export async function hearParcel(ctx: Ctx, parcelId: string, news: ParcelRecord): Promise<void> {
  await ctx.transact(async (db) => {
    const now = ctx.now();
    const known = await lockParcel(db, ctx.shop, parcelId, now);
    const record = joinRecords(known.record, news);
    const before = contributionOf(known.record);
    const after = contributionOf(record);
    const providerId = after && (await providerFor(db, ctx, after.carrier, now));
    if (before && known.providerId) {
      await count(db, ctx, { providerId: known.providerId, country: before.country }, negated(before.tally));
    }
    if (after && providerId) await count(db, ctx, { providerId, country: after.country }, after.tally);
    await saveParcel(db, ctx.shop, parcelId, { record, providerId }, now);
  });
}

/** The provider of a carrier; one nobody entered stands there from now on as in use, not yet vetted. */
export async function providerFor(db: Db, ctx: Ctx, carrier: Carrier, now: Date): Promise<string> {
  const known = await findProviderByCarrier(db, ctx.shop, carrier.key);
  if (known) return known.id;
  const found = { id: ctx.newId(), carrierKey: carrier.key, name: carrier.name, registrationNumber: null };
  if (await insertProvider(db, ctx.shop, { ...found, state: "found" }, now)) {
    await ctx.announce(db, { name: "provider.changed", data: { providerId: found.id } });
    return found.id;
  }
  const theirs = await findProviderByCarrier(db, ctx.shop, carrier.key);
  if (!theirs) throw new Error("a provider's carrier is taken by nobody");
  return theirs.id;
}

/** Adds a change to a provider's counts, over all countries and in one. */
export async function count(
  db: Db,
  ctx: Ctx,
  place: { providerId: string; country: string },
  change: Tally,
): Promise<void> {
  const totals = await lockTotals(db, ctx.shop, place.providerId);
  if (!totals) return;
  const next = {
    sent: totals.sent + change.sent,
    delivered: totals.delivered + change.delivered,
    onTime: totals.onTime + change.onTime,
    late: totals.late + change.late,
  };
  await saveTotals(db, ctx.shop, place.providerId, { ...next, rank: rankOf(next) });
  await addToTally(db, ctx.shop, place, change, ctx.now());
}
