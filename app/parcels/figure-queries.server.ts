import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { calendarDay } from "../lib/calendar";
import { shopSummary } from "../shop/queries.server";
import { listOpenClaims } from "./claim-store.server";
import { type ParcelState, parcelStates } from "./core/parcel-state";
import type { TroubleKind, Turn } from "./core/trouble";
import { countParcels } from "./figure-store.server";
import { listTroubledParcels } from "./store.server";

const ended: readonly ParcelState[] = ["delivered", "failed", "cancelled", "not-sent"];
const underWay = parcelStates.filter((state) => !ended.includes(state));

export type FollowFigures = {
  underWay: number;
  inTrouble: number;
  /** The parcel somebody should act on first. */
  first: {
    id: string;
    orderName: string | null;
    carrier: string | null;
    country: string | null;
    kind: TroubleKind;
    turn: Turn;
    dueAt: Date;
  } | null;
  /** The claim to file next, with the last day for it. */
  claim: { id: string; orderName: string | null; carrier: string | null; claimBy: string } | null;
};

/** How the parcels under way fare. Counts stop at 10,000; what has arrived is not read. */
export async function followFigures(db: Db, ctx: Ctx): Promise<FollowFigures> {
  const { timezone } = await shopSummary(db, ctx);
  const { inStates, inTrouble } = await countParcels(db, ctx.shop, underWay);
  const [first] = await listTroubledParcels(db, ctx.shop, null, 1);
  const { trouble, troubleTurn, troubleDueAt } = first ?? {};
  const today = calendarDay(ctx.now(), timezone);
  const [next] = await listOpenClaims(db, ctx.shop, { from: today, to: null }, 1);
  return {
    underWay: inStates,
    inTrouble,
    first:
      first && trouble && troubleTurn && troubleDueAt
        ? {
            id: first.id,
            orderName: first.orderName,
            carrier: first.carrier,
            country: first.country,
            kind: trouble,
            turn: troubleTurn,
            dueAt: troubleDueAt,
          }
        : null,
    claim: next?.claimBy
      ? { id: next.id, orderName: next.orderName, carrier: next.carrier, claimBy: next.claimBy }
      : null,
  };
}
