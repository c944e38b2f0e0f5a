import type { Ctx } from "../context";
import {
  addTallies,
  contributionOf,
  emptyTally,
  joinRecords,
  nothingKnown,
  type ParcelRecord,
  type Tally,
} from "./core/parcel-record";
import { count, hearParcel, providerFor } from "./parcel-commands.server";
import { type CountedParcel, insertParcels, lockParcels } from "./tally-store.server";

/** What is heard of one parcel. */
export type HeardParcel = { parcelId: string; news: ParcelRecord };

/**
 * Hears of many parcels at once, as of the store's past: the same counts as hearing of each alone. Parcels nobody has
 * heard of are entered together, and each provider's counts are moved once per country.
 */
export async function hearParcels(ctx: Ctx, heard: readonly HeardParcel[]): Promise<void> {
  const known = await ctx.transact(async (db) => {
    const now = ctx.now();
    const known = await lockParcels(db, ctx.shop, [...new Set(heard.map(({ parcelId }) => parcelId))]);
    const fresh = new Map<string, CountedParcel>();
    for (const { parcelId, news } of heard.filter((one) => !known.has(one.parcelId))) {
      const record = joinRecords(fresh.get(parcelId)?.record ?? nothingKnown, news);
      fresh.set(parcelId, { record, providerId: null });
    }
    const moves = new Map<string, { providerId: string; country: string; tally: Tally }>();
    for (const parcel of fresh.values()) {
      const own = contributionOf(parcel.record);
      if (!own) continue;
      parcel.providerId = await providerFor(db, ctx, own.carrier, now);
      const place = { providerId: parcel.providerId, country: own.country };
      const key = JSON.stringify(place);
      const tally = addTallies(moves.get(key)?.tally ?? emptyTally, own.tally);
      moves.set(key, { ...place, tally });
    }
    const entered = await insertParcels(db, ctx.shop, fresh, now);
    // Somebody else has entered one meanwhile: the sums above hold it twice, so the whole turn is taken again.
    if (entered.length < fresh.size) throw new Error("a parcel was heard of twice at once");
    for (const { tally, ...place } of moves.values()) await count(db, ctx, place, tally);
    return known;
  });
  for (const { parcelId, news } of heard) {
    if (known.has(parcelId)) await hearParcel(ctx, parcelId, news);
  }
}
