import type { ProviderParcel } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { ParcelRecord, Said, Tally, Verdict } from "./core/parcel-record";

function said(value: string | null, at: Date | null): Said | null {
  return value !== null && at !== null ? { value, at } : null;
}

/** What is known of a parcel, its row locked until the transaction ends; the row is made when there is none. */
export async function lockParcel(db: Db, shop: Tenant, parcelId: string, now: Date): Promise<CountedParcel> {
  await db.providerParcel.createMany({
    data: [{ shopId: shop.id, parcelId, heardAt: now }],
    skipDuplicates: true,
  });
  await db.$queryRaw`
    SELECT 1 FROM "ProviderParcel" WHERE "shopId" = ${shop.id} AND "parcelId" = ${parcelId} FOR UPDATE`;
  const row = await db.providerParcel.findUniqueOrThrow({
    where: { shopId_parcelId: { shopId: shop.id, parcelId } },
  });
  return { record: toRecord(row), providerId: row.providerId };
}

function toRecord(row: ProviderParcel): ParcelRecord {
  const { deliveredAt, deliveredHow, verdict } = row;
  return {
    carrier: said(row.carrier, row.carrierAt),
    country: said(row.country, row.countryAt),
    sentAt: row.sentAt,
    delivered: deliveredAt && {
      at: deliveredAt,
      how: deliveredHow === "event" ? "event" : "buyer",
      verdict: (verdict ?? "unpromised") as Verdict,
    },
    overdue: row.overdue,
  };
}

/** What is kept of a parcel in its provider's books. */
export type CountedParcel = { record: ParcelRecord; providerId: string | null };

/** As `lockParcel` for many at once, by their ids; those nobody has heard of are left out. */
export async function lockParcels(
  db: Db,
  shop: Tenant,
  parcelIds: readonly string[],
): Promise<Map<string, CountedParcel>> {
  const ids = [...parcelIds].sort();
  await db.$queryRaw`
    SELECT 1 FROM "ProviderParcel" WHERE "shopId" = ${shop.id} AND "parcelId" = ANY(${ids}) ORDER BY "parcelId" FOR UPDATE`;
  const rows = await db.providerParcel.findMany({ where: { shopId: shop.id, parcelId: { in: ids } } });
  return new Map(rows.map((row) => [row.parcelId, { record: toRecord(row), providerId: row.providerId }]));
}

/** Enters parcels nobody has heard of yet. Answers the ids of those that were entered. */
export async function insertParcels(
  db: Db,
  shop: Tenant,
  parcels: ReadonlyMap<string, CountedParcel>,
  now: Date,
): Promise<string[]> {
  const data = [...parcels].map(([parcelId, parcel]) => ({
    shopId: shop.id,
    parcelId,
    ...columnsOf(parcel, now),
  }));
  const rows = await db.providerParcel.createManyAndReturn({
    data,
    skipDuplicates: true,
    select: { parcelId: true },
  });
  return rows.map((row) => row.parcelId);
}

function columnsOf({ record, providerId }: CountedParcel, now: Date) {
  return {
    providerId,
    carrier: record.carrier?.value ?? null,
    carrierAt: record.carrier?.at ?? null,
    country: record.country?.value ?? null,
    countryAt: record.country?.at ?? null,
    sentAt: record.sentAt,
    deliveredAt: record.delivered?.at ?? null,
    deliveredHow: record.delivered?.how ?? null,
    verdict: record.delivered?.verdict ?? null,
    overdue: record.overdue,
    heardAt: now,
  };
}

export async function saveParcel(
  db: Db,
  shop: Tenant,
  parcelId: string,
  parcel: CountedParcel,
  now: Date,
): Promise<void> {
  await db.providerParcel.updateMany({ where: { shopId: shop.id, parcelId }, data: columnsOf(parcel, now) });
}

/** A provider's counts over all countries, its row locked until the transaction ends. */
export async function lockTotals(db: Db, shop: Tenant, providerId: string): Promise<Totals | null> {
  const rows = await db.$queryRaw<Totals[]>`
    SELECT "sent", "delivered", "onTime", "late" FROM "Provider"
    WHERE "shopId" = ${shop.id} AND "id" = ${providerId} FOR UPDATE`;
  return rows[0] ?? null;
}

type Totals = Pick<Tally, "sent" | "delivered" | "onTime" | "late">;

export async function saveTotals(
  db: Db,
  shop: Tenant,
  providerId: string,
  totals: Totals & { rank: number },
): Promise<void> {
  await db.provider.updateMany({ where: { shopId: shop.id, id: providerId }, data: totals });
}

/** Adds `change`, whose parts may be negative, to a provider's counts in one country. */
export async function addToTally(
  db: Db,
  shop: Tenant,
  place: { providerId: string; country: string },
  change: Tally,
  now: Date,
): Promise<void> {
  const { sent, delivered, onTime, late, timed, transitHours } = change;
  await db.$executeRaw`
    INSERT INTO "ProviderTally" AS t ("shopId", "providerId", "country", "sent", "delivered", "onTime", "late", "timed",
      "transitHours", "changedAt")
    VALUES (${shop.id}, ${place.providerId}, ${place.country}, ${sent}, ${delivered}, ${onTime}, ${late}, ${timed},
      ${transitHours}, ${now})
    ON CONFLICT ("shopId", "providerId", "country") DO UPDATE SET
      "sent" = t."sent" + EXCLUDED."sent", "delivered" = t."delivered" + EXCLUDED."delivered",
      "onTime" = t."onTime" + EXCLUDED."onTime", "late" = t."late" + EXCLUDED."late",
      "timed" = t."timed" + EXCLUDED."timed", "transitHours" = t."transitHours" + EXCLUDED."transitHours",
      "changedAt" = EXCLUDED."changedAt"`;
}

export type TallyRow = Tally & { providerId: string; country: string };

const counts = {
  providerId: true,
  country: true,
  sent: true,
  delivered: true,
  onTime: true,
  late: true,
  timed: true,
  transitHours: true,
} as const;

/** What a provider did per country, most parcels first. */
export async function listTallies(db: Db, shop: Tenant, providerId: string): Promise<TallyRow[]> {
  return db.providerTally.findMany({
    where: { shopId: shop.id, providerId, sent: { gt: 0 } },
    orderBy: [{ sent: "desc" }, { country: "asc" }],
    take: 300,
    select: counts,
  });
}

/** The provider and known country with the most parcels. */
export async function findBusiestLane(
  db: Db,
  shop: Tenant,
  unknownCountry: string,
): Promise<TallyRow | null> {
  return db.providerTally.findFirst({
    where: { shopId: shop.id, sent: { gt: 0 }, country: { not: unknownCountry } },
    orderBy: [{ sent: "desc" }, { providerId: "asc" }, { country: "asc" }],
    select: counts,
  });
}
