import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { countLane } from "./lane-store.server";
import { findProvider, listProviders } from "./store.server";

/** Parcels from which on a buyer is told how a lane has done: fewer say too little. */
const fewestTold = 20;
const toldDays = 90;

/** What a buyer may be told of a provider on the way to their country; `of` are parcels sent in the last `days`. */
export type LaneEvidence = { onTime: number; of: number; country: string; days: number };

/** Whose name stands behind an id, and what it did to a country lately where there is enough to tell. Null for no provider. */
export async function providerOnLane(
  db: Db,
  ctx: Ctx,
  { providerId, country }: { providerId: string; country: string | null },
): Promise<{ name: string; evidence: LaneEvidence | null } | null> {
  const provider = await findProvider(db, ctx.shop, providerId);
  if (!provider) return null;
  if (country === null) return { name: provider.name, evidence: null };
  const since = new Date(ctx.now().getTime() - toldDays * 86_400_000);
  const { onTime, late } = await countLane(db, ctx.shop, { providerId, country, since });
  const of = onTime + late;
  return {
    name: provider.name,
    evidence: of < fewestTold ? null : { onTime, of, country, days: toldDays },
  };
}

/** Names of the shop's providers by id. */
export async function providerNames(db: Db, ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const providers = await listProviders(db, ctx.shop, null, 500);
  return new Map(providers.map(({ id, name }) => [id, name]));
}
