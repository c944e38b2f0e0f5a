import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { toDateColumn } from "../lib/calendar";
import type { ClaimDecision, ClaimTerms } from "./core/claim";
import type { Day } from "./core/destination-calendar";
import type { FollowedParcel } from "./core/parcel";
import { toParcel } from "./store.server";

export type DecidedClaim = {
  decision: ClaimDecision;
  note: string;
  /** Subject of the staff member. */
  decidedBy: string;
  decidedAt: Date;
};

export async function findClaim(db: Db, shop: Tenant, parcelId: string): Promise<DecidedClaim | null> {
  const row = await db.parcelClaim.findUnique({ where: { shopId_id: { shopId: shop.id, id: parcelId } } });
  if (!row) return null;
  const { decision, note, decidedBy, decidedAt } = row;
  return { decision: decision as ClaimDecision, note, decidedBy, decidedAt };
}

/** Writes what was decided; it replaces what was decided before. */
export async function saveClaim(
  db: Db,
  shop: Tenant,
  parcel: { id: string; orderId: string },
  claim: DecidedClaim,
): Promise<void> {
  const row = { orderId: parcel.orderId, ...claim };
  await db.parcelClaim.upsert({
    where: { shopId_id: { shopId: shop.id, id: parcel.id } },
    create: { shopId: shop.id, id: parcel.id, ...row },
    update: row,
  });
}

/** Opens the matter again. */
export async function deleteClaim(db: Db, shop: Tenant, parcelId: string): Promise<void> {
  await db.parcelClaim.deleteMany({ where: { shopId: shop.id, id: parcelId } });
}

/** Parcels that can be claimed and about which nothing is decided, the first to end on top; `to` null has no end. */
export async function listOpenClaims(
  db: Db,
  shop: Tenant,
  between: { from: Day; to: Day | null },
  most: number,
): Promise<FollowedParcel[]> {
  const rows = await db.parcel.findMany({
    where: {
      shopId: shop.id,
      claimBy: {
        gte: toDateColumn(between.from) ?? undefined,
        lte: (between.to && toDateColumn(between.to)) ?? undefined,
      },
      claimDecision: null,
    },
    orderBy: [{ claimBy: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(toParcel);
}

/** How long a provider takes claims, as the merchant has set it; null where they have not. */
export async function findClaimTerms(db: Db, shop: Tenant, providerId: string): Promise<ClaimTerms | null> {
  const row = await db.parcelClaimTerms.findUnique({
    where: { shopId_id: { shopId: shop.id, id: providerId } },
  });
  return row && { lostDays: row.lostDays, damagedDays: row.damagedDays };
}

export async function listClaimTerms(db: Db, shop: Tenant): Promise<({ providerId: string } & ClaimTerms)[]> {
  const rows = await db.parcelClaimTerms.findMany({
    where: { shopId: shop.id },
    orderBy: { id: "asc" },
    take: 500,
  });
  return rows.map(({ id, lostDays, damagedDays }) => ({ providerId: id, lostDays, damagedDays }));
}

export async function saveClaimTerms(
  db: Db,
  shop: Tenant,
  providerId: string,
  { lostDays, damagedDays }: ClaimTerms,
  now: Date,
): Promise<void> {
  const row = { lostDays, damagedDays, changedAt: now };
  await db.parcelClaimTerms.upsert({
    where: { shopId_id: { shopId: shop.id, id: providerId } },
    create: { shopId: shop.id, id: providerId, ...row },
    update: row,
  });
}

/** A provider's terms go back to the usual ones. */
export async function deleteClaimTerms(db: Db, shop: Tenant, providerId: string): Promise<void> {
  await db.parcelClaimTerms.deleteMany({ where: { shopId: shop.id, id: providerId } });
}

/** What staff wrote about claiming these orders' parcels, for a person's own file. */
export async function exportClaims(db: Db, shop: Tenant, orderIds: string[]) {
  return db.parcelClaim.findMany({
    where: { shopId: shop.id, orderId: { in: orderIds } },
    orderBy: { decidedAt: "asc" },
    select: { id: true, orderId: true, decision: true, note: true, decidedAt: true },
  });
}

/** Removes what was written; that there was a claim, and how it was decided, stays. */
export async function redactClaims(db: Db, shop: Tenant, orderIds: string[]): Promise<void> {
  await db.parcelClaim.updateMany({
    where: { shopId: shop.id, orderId: { in: orderIds } },
    data: { note: "" },
  });
}
