import type { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { ShopLife, Standing } from "./core/lifecycle";
import type { Role } from "./core/permissions";

export type ShopRow = ShopLife & {
  id: string;
  epoch: number;
  ownedEpoch: number;
  installedAt: Date;
  needsLoginSince: Date | null;
  scopes: string;
  name: string | null;
  currency: string | null;
  timezone: string | null;
  country: string | null;
  detailsAt: Date | null;
  ordersMirrored: number;
};

export type StaffRow = {
  subject: string;
  role: Role;
  displayName: string | null;
  locale: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};

const namePlace = "StaffMember.sealedDisplayName";

export async function findShop(db: Db, shop: string): Promise<ShopRow | null> {
  return db.shop.findUnique({ where: { id: shop } });
}

/** Locks the shop's row until the transaction ends, so that two openings cannot both decide. */
export async function lockShop(db: Db, shop: string): Promise<ShopRow | null> {
  await db.$queryRaw`SELECT 1 FROM "Shop" WHERE "id" = ${shop} FOR UPDATE`;
  return findShop(db, shop);
}

/**
 * How the shop stands, held against the beginning of its erasure until the transaction ends: what this transaction writes
 * is there when erasing looks for it. Work of the same shop does not hold up other work.
 */
export async function holdStanding(db: Db, shop: string): Promise<Standing | null> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock_shared(hashtextextended(${`erasing ${shop}`}, 0))) AS held`;
  // A statement of its own: it must see what was committed while the first one waited.
  const rows = await db.$queryRaw<Standing[]>`
    SELECT "state"::text AS "state", "epoch", EXISTS (SELECT 1 FROM "ShopKey" WHERE "shopId" = ${shop}) AS "keyed"
    FROM "Shop" WHERE "id" = ${shop}`;
  return rows[0] ?? null;
}

/** Waits until no work of the shop is writing; what begins later sees how the shop stands then. */
export async function awaitWork(db: Db, shop: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`erasing ${shop}`}, 0))) AS held`;
}

/** Notes since when the shop waits for a person to log in; nothing where the app is not installed. */
export async function noteNeedsLogin(db: Db, shop: string, at: Date): Promise<void> {
  await db.shop.updateMany({ where: { id: shop, state: "installed" }, data: { needsLoginSince: at } });
}

/** Makes the shop's row when there is none; does nothing otherwise. */
export async function ensureShop(
  db: Db,
  shop: string,
  at: { authorizedAt: Date; installedAt: Date },
): Promise<void> {
  await db.shop.createMany({ data: [{ id: shop, ...at }], skipDuplicates: true });
}

export async function changeShop(db: Db, shop: string, change: Prisma.ShopUpdateInput): Promise<void> {
  await db.shop.update({ where: { id: shop }, data: change });
}

type StoredStaff = Omit<StaffRow, "displayName"> & { sealedDisplayName: Uint8Array | null };

function toStaff(shop: Tenant, row: StoredStaff): StaffRow {
  const { sealedDisplayName, ...rest } = row;
  const displayName = sealedDisplayName && shop.vault.openText(namePlace, row.subject, sealedDisplayName);
  return { ...rest, displayName };
}

export async function findStaff(db: Db, shop: Tenant, subject: string): Promise<StaffRow | null> {
  const row = await db.staffMember.findUnique({ where: { shopId_subject: { shopId: shop.id, subject } } });
  return row && toStaff(shop, row);
}

/** Everyone of the store's staff who has opened the app, longest known first; a store has few. */
export async function listStaff(db: Db, shop: Tenant): Promise<StaffRow[]> {
  const rows = await db.staffMember.findMany({
    where: { shopId: shop.id },
    orderBy: [{ createdAt: "asc" }, { subject: "asc" }],
    take: 250,
  });
  return rows.map((row) => toStaff(shop, row));
}

/** How many people know the app, and whether anyone besides one owner was given more than an agent's role. */
export async function countStaff(db: Db, shop: Tenant): Promise<{ teamSize: number; rolesGiven: boolean }> {
  const teamSize = await db.staffMember.count({ where: { shopId: shop.id } });
  const trusted = await db.staffMember.count({ where: { shopId: shop.id, role: { not: "agent" } } });
  return { teamSize, rolesGiven: trusted > 1 };
}

export async function countOwners(db: Db, shop: Tenant): Promise<number> {
  return db.staffMember.count({ where: { shopId: shop.id, role: "owner" } });
}

/** Records that the person opened the app. Their role is set only when they are new. */
export async function saveSeen(
  db: Db,
  shop: Tenant,
  seen: { subject: string; roleIfNew: Role; locale: string | null; at: Date },
): Promise<void> {
  await db.staffMember.upsert({
    where: { shopId_subject: { shopId: shop.id, subject: seen.subject } },
    create: {
      shopId: shop.id,
      subject: seen.subject,
      role: seen.roleIfNew,
      locale: seen.locale,
      createdAt: seen.at,
      lastSeenAt: seen.at,
    },
    update: { lastSeenAt: seen.at, ...(seen.locale && { locale: seen.locale }) },
  });
}

export async function saveRole(db: Db, shop: Tenant, subject: string, role: Role): Promise<boolean> {
  const { count } = await db.staffMember.updateMany({ where: { shopId: shop.id, subject }, data: { role } });
  return count > 0;
}

export async function saveDisplayName(
  db: Db,
  shop: Tenant,
  subject: string,
  displayName: string,
): Promise<void> {
  await db.staffMember.updateMany({
    where: { shopId: shop.id, subject },
    data: { sealedDisplayName: shop.vault.seal(namePlace, subject, displayName) },
  });
}

/** Removes up to `most` rows of the access log from before `before`. */
export async function deleteAccess(db: Db, shop: Tenant, before: Date, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "AccessLog" WHERE "shopId" = ${shop.id} AND "id" = ANY(ARRAY(
      SELECT "id" FROM "AccessLog" WHERE "shopId" = ${shop.id} AND "at" < ${before} ORDER BY "at" LIMIT ${most}))`;
}

export async function saveAccess(
  db: Db,
  shop: Tenant,
  entry: { id: string; subject: string; action: string; entity: string; entityId: string; at: Date },
): Promise<void> {
  await db.accessLog.create({ data: { shopId: shop.id, ...entry } });
}
