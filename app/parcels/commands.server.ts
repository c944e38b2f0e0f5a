import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Fact } from "../facts";
import { dayIn } from "../lib/calendar";
import { fulfillmentForParcel, orderForDelivery } from "../orders/mirror-queries.server";
import { providerOfCarrier } from "../providers/queries.server";
import { keptSince } from "../shop/core/retention";
import { shopSummary } from "../shop/queries.server";
import { findClaim, listClaimTerms } from "./claim-store.server";
import { type ClaimTerms, usualTerms } from "./core/claim";
import { type LaneMark, laneChanges, laneIdOf, uncounted } from "./core/lane";
import { type FollowedParcel, followParcel } from "./core/parcel";
import { changeLane, findLane } from "./lane-store.server";
import { promiseOfOrder } from "./promise-queries.server";
import { findBuyerWord, savePromise } from "./promise-store.server";
import {
  deleteDeliveryOf,
  deleteParcel,
  listDueParcels,
  saveParcel,
  takeParcelsOfOrder,
} from "./store.server";

/** Parcels looked at again in one turn of the sweep. */
const turn = 100;

/** Shows a parcel as the mirror has it now, and the order's promise is frozen if the order is there. */
export async function followFulfillment(
  ctx: Ctx,
  { orderId, fulfillmentId }: { orderId: string; fulfillmentId: string },
): Promise<void> {
  await ctx.transact((db) => followDelivery(ctx, db, orderId, { only: fulfillmentId }));
}

/** Freezes what the buyer was promised, and shows all parcels of the order anew. */
export async function followOrder(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact((db) => followDelivery(ctx, db, orderId));
}

/** An order deleted in the store takes its parcels along. */
export async function forgetOrder(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    const known = await takeParcelsOfOrder(db, ctx.shop, orderId);
    await deleteDeliveryOf(db, ctx.shop, orderId);
    await recountLanes(
      ctx,
      db,
      known.map((before) => ({ before, after: uncounted })),
    );
  });
}

/** Looks at the parcels for which time alone has changed something. `more` when another turn is needed. */
export async function lookAgain(ctx: Ctx): Promise<{ more: boolean }> {
  const due = await ctx.transact((db) => listDueParcels(db, ctx.shop, ctx.now(), turn));
  for (const { id, orderId } of due) await followFulfillment(ctx, { orderId, fulfillmentId: id });
  return { more: due.length === turn };
}

/**
 * Computes an order's parcels from the mirror, the promise and the buyer's word, saves them, and announces what is
 * true for the first time, in the caller's transaction. Running it again changes and announces nothing more.
 */
export async function followDelivery(
  ctx: Ctx,
  db: Db,
  orderId: string,
  { only }: { only?: string } = {},
): Promise<void> {
  const known = await takeParcelsOfOrder(db, ctx.shop, orderId);
  const order = await orderForDelivery(db, ctx, orderId);
  const promise = order && (await promiseOfOrder(db, ctx, order));
  if (promise) await savePromise(db, ctx.shop, orderId, promise, ctx.now());
  const ids = only === undefined ? known.map((parcel) => parcel.id) : [only];
  if (ids.length === 0) return;
  const word = await findBuyerWord(db, ctx.shop, orderId);
  const { country, timezone } = await shopSummary(db, ctx);
  const shop = { country, dayOf: (at: Date) => dayIn(at, timezone) };
  const moves: LaneMove[] = [];
  for (const id of ids) {
    const fulfillment = await fulfillmentForParcel(db, ctx, id);
    const before = known.find((parcel) => parcel.id === id) ?? null;
    // An event may come before its parcel, which then brings it along; and a parcel may be gone from the mirror.
    if (fulfillment?.orderId !== orderId) {
      await deleteParcel(db, ctx.shop, id);
      moves.push({ before: before ?? uncounted, after: uncounted });
      continue;
    }
    // Its events are gone or about to go: what is known of it stays, and nothing that comes now is told from half of them.
    if (before && before.sentAt < keptSince("parcelEvents", ctx.now())) {
      await saveParcel(db, ctx.shop, { ...before, lookAgainAt: null });
      continue;
    }
    const laneId = laneIdOf(fulfillment.carrier, order?.country ?? promise?.country ?? null);
    const lane = laneId === null ? null : await findLane(db, ctx.shop, laneId);
    // Only what could be claimed was ever decided about.
    const claim = before?.claimGround ? await findClaim(db, ctx.shop, id) : null;
    const claimTerms = await claimTermsOf(ctx, db, fulfillment.carrier);
    const sources = { fulfillment, order, promise, word, shop, lane, claim, claimTerms };
    const { parcel, announce } = followParcel(sources, before, ctx.now());
    await saveParcel(db, ctx.shop, parcel);
    moves.push({ before: before ?? uncounted, after: parcel });
    for (const name of announce) await ctx.announce(db, factOf(name, parcel));
  }
  await recountLanes(ctx, db, moves);
}

/** How long a carrier takes claims: as the merchant has set it for its provider, else the usual. */
async function claimTermsOf(ctx: Ctx, db: Db, carrier: string | null): Promise<ClaimTerms> {
  const own = await listClaimTerms(db, ctx.shop);
  if (own.length === 0) return usualTerms;
  const provider = await providerOfCarrier(db, ctx, carrier);
  return own.find((one) => one.providerId === provider?.id) ?? usualTerms;
}

type LaneMove = { before: LaneMark; after: LaneMark };

/** Counts what has changed, last of all: whoever counts on the same lane waits from here to the commit. */
async function recountLanes(ctx: Ctx, db: Db, moves: readonly LaneMove[]): Promise<void> {
  for (const change of laneChanges(moves)) await changeLane(db, ctx.shop, change, ctx.now());
}

function factOf(name: "sent" | "delivered" | "late", parcel: FollowedParcel): Fact {
  const { orderId, carrier, country } = parcel;
  const about = { parcelId: parcel.id, orderId, carrier, country };
  if (name === "sent") {
    return { name: "parcel.sent", data: { ...about, sentAt: parcel.sentAt.toISOString() } };
  }
  if (name === "late") return { name: "parcel.late", data: about };
  return {
    name: "parcel.delivered",
    data: {
      ...about,
      deliveredAt: (parcel.deliveredAt ?? parcel.followedAt).toISOString(),
      promisedBy: parcel.promisedBy,
      verdict: parcel.verdict ?? "unpromised",
      how: parcel.deliveredHow ?? "event",
    },
  };
}
