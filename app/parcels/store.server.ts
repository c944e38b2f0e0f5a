import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { fromDateColumn, toDateColumn } from "../lib/calendar";
import type { ClaimDecision, ClaimGround } from "./core/claim";
import type { FollowedParcel } from "./core/parcel";
import type { ParcelState } from "./core/parcel-state";
import type { Verdict } from "./core/promise";
import type { TroubleKind, Turn } from "./core/trouble";

type StoredParcel = Omit<
  FollowedParcel,
  | "state"
  | "promisedFrom"
  | "promisedBy"
  | "deliveredHow"
  | "verdict"
  | "trouble"
  | "troubleTurn"
  | "forecastFrom"
  | "forecastBy"
  | "forecastSource"
  | "claimGround"
  | "claimBy"
  | "claimDecision"
> & {
  shopId: string;
  state: string;
  promisedFrom: Date | null;
  promisedBy: Date | null;
  deliveredHow: string | null;
  verdict: string | null;
  trouble: string | null;
  troubleTurn: string | null;
  forecastFrom: Date | null;
  forecastBy: Date | null;
  forecastSource: string | null;
  claimGround: string | null;
  claimBy: Date | null;
  claimDecision: string | null;
};

/** A row as the domain knows it. */
export function toParcel({ shopId, ...row }: StoredParcel): FollowedParcel {
  return {
    ...row,
    state: row.state as ParcelState,
    promisedFrom: fromDateColumn(row.promisedFrom),
    promisedBy: fromDateColumn(row.promisedBy),
    deliveredHow: row.deliveredHow as "event" | "buyer" | null,
    verdict: row.verdict as Verdict | null,
    trouble: row.trouble as TroubleKind | null,
    troubleTurn: row.troubleTurn as Turn | null,
    forecastFrom: fromDateColumn(row.forecastFrom),
    forecastBy: fromDateColumn(row.forecastBy),
    forecastSource: row.forecastSource as FollowedParcel["forecastSource"],
    claimGround: row.claimGround as ClaimGround | null,
    claimBy: fromDateColumn(row.claimBy),
    claimDecision: row.claimDecision as ClaimDecision | null,
  };
}

/** An order's parcels, first sent first. */
export async function listParcelsOfOrder(db: Db, shop: Tenant, orderId: string): Promise<FollowedParcel[]> {
  const rows = await db.parcel.findMany({
    where: { shopId: shop.id, orderId },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  return rows.map(toParcel);
}

/**
 * As `listParcelsOfOrder`, after whoever else works on this order has finished: its parcels, promise and answer are
 * computed from each other, and two jobs at once would each miss what the other is about to write.
 */
export async function takeParcelsOfOrder(db: Db, shop: Tenant, orderId: string): Promise<FollowedParcel[]> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shop.id} parcels ${orderId}`}, 0))`;
  return listParcelsOfOrder(db, shop, orderId);
}

export async function saveParcel(db: Db, shop: Tenant, parcel: FollowedParcel): Promise<void> {
  const { id, ...rest } = parcel;
  const data = {
    ...rest,
    promisedFrom: toDateColumn(parcel.promisedFrom),
    promisedBy: toDateColumn(parcel.promisedBy),
    forecastFrom: toDateColumn(parcel.forecastFrom),
    forecastBy: toDateColumn(parcel.forecastBy),
    claimBy: toDateColumn(parcel.claimBy),
  };
  await db.parcel.upsert({
    where: { shopId_id: { shopId: shop.id, id } },
    create: { shopId: shop.id, id, ...data },
    update: data,
  });
}

export async function deleteParcel(db: Db, shop: Tenant, id: string): Promise<void> {
  await db.parcel.deleteMany({ where: { shopId: shop.id, id } });
}

/** Everything kept about an order's delivery goes. */
export async function deleteDeliveryOf(db: Db, shop: Tenant, orderId: string): Promise<void> {
  await db.parcel.deleteMany({ where: { shopId: shop.id, orderId } });
  await db.orderPromise.deleteMany({ where: { shopId: shop.id, id: orderId } });
  await db.arrivalAnswer.deleteMany({ where: { shopId: shop.id, id: orderId } });
  await db.parcelClaim.deleteMany({ where: { shopId: shop.id, orderId } });
}

export async function findParcel(db: Db, shop: Tenant, id: string): Promise<FollowedParcel | null> {
  const row = await db.parcel.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && toParcel(row);
}

/** Parcels something is due about by time alone, longest due first. */
export async function listDueParcels(
  db: Db,
  shop: Tenant,
  now: Date,
  most: number,
): Promise<{ id: string; orderId: string }[]> {
  return db.parcel.findMany({
    where: { shopId: shop.id, lookAgainAt: { lte: now } },
    orderBy: { lookAgainAt: "asc" },
    take: most,
    select: { id: true, orderId: true },
  });
}

/** Lets the next sweep look at every parcel that can be claimed: how long that is possible has changed. */
export async function lookAtClaimsAgain(db: Db, shop: Tenant, now: Date): Promise<void> {
  await db.parcel.updateMany({
    where: { shopId: shop.id, claimBy: { not: null } },
    data: { lookAgainAt: now },
  });
}

/** Parcels in trouble by the time somebody should have acted; after `after` (the page before ended there). */
export async function listTroubledParcels(
  db: Db,
  shop: Tenant,
  after: { at: Date; id: string } | null,
  most: number,
): Promise<FollowedParcel[]> {
  const rows = await db.parcel.findMany({
    where: {
      shopId: shop.id,
      troubleDueAt: after ? { gte: after.at } : { not: null },
      ...(after && { NOT: { troubleDueAt: after.at, id: { lte: after.id } } }),
    },
    orderBy: [{ troubleDueAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(toParcel);
}

/** Parcels sent last first, in one state or in all; after `after` (the page before ended there). */
export async function listParcels(
  db: Db,
  shop: Tenant,
  state: ParcelState | null,
  after: { at: Date; id: string } | null,
  most: number,
): Promise<FollowedParcel[]> {
  const rows = await db.parcel.findMany({
    where: {
      shopId: shop.id,
      ...(state && { state }),
      ...(after && { sentAt: { lte: after.at }, NOT: { sentAt: after.at, id: { gte: after.id } } }),
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(toParcel);
}
