import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { providerOfCarrier } from "../providers/queries.server";
import type { FollowedParcel } from "./core/parcel";
import type { ParcelState } from "./core/parcel-state";
import type { Verdict } from "./core/promise";
import type { TroubleKind, Turn } from "./core/trouble";
import { type TimelineEntry, timelineOf } from "./queries.server";
import { listParcelsOfOrder } from "./store.server";

/** A parcel as staff see it beside its order; buyers are shown less. */
export type ParcelForStaff = {
  id: string;
  state: ParcelState;
  /** The platform's own word, where the state is unknown. */
  statusText: string | null;
  /** As the tracking field writes it, and whom that means. */
  carrier: string | null;
  provider: { id: string; name: string } | null;
  promisedBy: string | null;
  /** Days between which it is expected, while it is under way. */
  forecast: { from: string; by: string; source: "carrier" | "history" } | null;
  trouble: { kind: TroubleKind; turn: Turn } | null;
  deliveredAt: string | null;
  verdict: Verdict | null;
};

/** An order's parcel that was sent last; null while none was. For lists: what happened to it is not read. */
export async function latestParcel(db: Db, ctx: Ctx, orderId: string): Promise<ParcelForStaff | null> {
  const parcel = (await listParcelsOfOrder(db, ctx.shop, orderId)).at(-1);
  return parcel ? forStaff(db, ctx, parcel) : null;
}

/** An order's parcels, first sent first, each with what is known to have happened to it, oldest first. */
export async function parcelsForStaff(
  db: Db,
  ctx: Ctx,
  orderId: string,
): Promise<(ParcelForStaff & { timeline: TimelineEntry[] })[]> {
  const shown: (ParcelForStaff & { timeline: TimelineEntry[] })[] = [];
  for (const parcel of await listParcelsOfOrder(db, ctx.shop, orderId)) {
    shown.push({ ...(await forStaff(db, ctx, parcel)), timeline: await timelineOf(db, ctx, parcel) });
  }
  return shown;
}

async function forStaff(db: Db, ctx: Ctx, parcel: FollowedParcel): Promise<ParcelForStaff> {
  const { forecastFrom, forecastBy, forecastSource, trouble, troubleTurn } = parcel;
  const provider = await providerOfCarrier(db, ctx, parcel.carrier);
  return {
    id: parcel.id,
    state: parcel.state,
    statusText: parcel.statusText,
    carrier: parcel.carrier,
    provider: provider && { id: provider.id, name: provider.name },
    promisedBy: parcel.promisedBy,
    forecast:
      forecastFrom && forecastBy && forecastSource
        ? { from: forecastFrom, by: forecastBy, source: forecastSource }
        : null,
    trouble: trouble && troubleTurn && { kind: trouble, turn: troubleTurn },
    deliveredAt: parcel.deliveredAt?.toISOString() ?? null,
    verdict: parcel.verdict,
  };
}
