import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { shopSummary } from "../shop/queries.server";
import { carrierOf } from "./core/carrier-name";
import type { ProviderState } from "./core/decision";
import { type Offerability, offerability } from "./core/offerability";
import { unknownCountry } from "./core/parcel-record";
import { ratingOf } from "./core/rating";
import type { GateName } from "./core/rubric";
import {
  findProvider,
  findProviderByCarrier,
  listDecisions,
  listDocuments,
  listProviders,
} from "./store.server";
import { findBusiestLane } from "./tally-store.server";

/** More providers than any small shop has. */
const most = 500;

export type OfferedProvider = { id: string; name: string; state: ProviderState } & Offerability;

/** Every provider with whether a buyer may be offered it now, why, and until which day of the shop this holds by itself. */
export async function offeredProviders(db: Db, ctx: Ctx, now: Date): Promise<OfferedProvider[]> {
  const zone = (await shopSummary(db, ctx)).timezone;
  const providers = await listProviders(db, ctx.shop, null, most);
  const documents = await listDocuments(
    db,
    ctx.shop,
    providers.map((provider) => provider.id),
  );
  return providers.map((provider) => {
    const own = documents.filter((document) => document.providerId === provider.id);
    const { id, name, state } = provider;
    return { id, name, state, ...offerability(provider, own, { now, zone }) };
  });
}

/** The provider behind a carrier's name as tracking fields write it, or null. */
export async function providerOfCarrier(
  db: Db,
  ctx: Ctx,
  carrier: string | null,
): Promise<{ id: string; name: string; state: ProviderState } | null> {
  const key = carrierOf(carrier)?.key;
  const found = key === undefined ? null : await findProviderByCarrier(db, ctx.shop, key);
  return found && { id: found.id, name: found.name, state: found.state };
}

export type FirstTrueThing = {
  provider: { id: string; name: string };
  /** ISO 3166-1 alpha-2. */
  country: string;
  sent: number;
  delivered: number;
  /** Of the parcels whose promise is decided; the interval is 90 %. */
  onTime: { share: number; low: number; high: number; n: number; provisional: boolean } | null;
};

/** The first true thing to say about the merchant's own parcels: what their busiest carrier did in its busiest country. */
export async function firstTrueThing(db: Db, ctx: Ctx): Promise<FirstTrueThing | null> {
  const lane = await findBusiestLane(db, ctx.shop, unknownCountry);
  const provider = lane && (await findProvider(db, ctx.shop, lane.providerId));
  if (!lane || !provider) return null;
  return {
    provider: { id: provider.id, name: provider.name },
    country: lane.country,
    sent: lane.sent,
    delivered: lane.delivered,
    onTime: ratingOf(lane),
  };
}

export type Lapsed = { id: string; name: string; gate: GateName; at: Date };

/** Who is suspended because a document ran out, and nobody has seen to it since; the latest first. */
export async function lapsedProviders(db: Db, ctx: Ctx): Promise<Lapsed[]> {
  const providers = await listProviders(db, ctx.shop, null, most);
  const lapsed: Lapsed[] = [];
  for (const { id, name, state } of providers) {
    if (state !== "suspended") continue;
    const [last] = await listDecisions(db, ctx.shop, id, 1);
    if (last?.decision === "suspend" && last.cause) {
      lapsed.push({ id, name, gate: last.cause, at: last.decidedAt });
    }
  }
  return lapsed.sort((a, b) => b.at.getTime() - a.at.getTime());
}
