import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Tally } from "./core/parcel-record";
import type { Shipment } from "./core/shipment-row";

/** A shipment as it was told last, and the provider it is counted for. */
export type KnownShipment = { shipment: Shipment; providerId: string | null };

/** What is known of these shipments, by their numbers; with `lock` their rows are held until the transaction ends. */
export async function findShipments(
  db: Db,
  shop: Tenant,
  externalIds: readonly string[],
  { lock }: { lock: boolean },
): Promise<Map<string, KnownShipment>> {
  const rows = await db.$queryRaw<(Shipment & { providerId: string | null })[]>`
    SELECT "externalId", "providerId", "provider", "mode", "country", "promisedOn"::text, "deliveredOn"::text,
      "weightGrams", "freightMillionths"::text, "currency"
    FROM "ShipmentRecord" WHERE "shopId" = ${shop.id} AND "externalId" = ANY(${[...externalIds]})
    ORDER BY "externalId" ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`;
  return new Map(rows.map(({ providerId, ...shipment }) => [shipment.externalId, { shipment, providerId }]));
}

/** Puts shipments in the place of what was known of them. */
export async function putShipments(
  db: Db,
  shop: Tenant,
  importId: string,
  shipments: readonly KnownShipment[],
  now: Date,
): Promise<void> {
  if (shipments.length === 0) return;
  const told = shipments.map(({ shipment, providerId }) => ({ ...shipment, providerId }));
  await db.$executeRaw`
    INSERT INTO "ShipmentRecord" ("shopId", "externalId", "providerId", "provider", "mode", "country", "promisedOn",
      "deliveredOn", "weightGrams", "freightMillionths", "currency", "importId", "changedAt")
    SELECT ${shop.id}, s.*, ${importId}::uuid, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(told)}::jsonb)
      AS s("externalId" text, "providerId" text, "provider" text, "mode" text, "country" text, "promisedOn" date,
        "deliveredOn" date, "weightGrams" int, "freightMillionths" bigint, "currency" text)
    ORDER BY s."externalId"
    ON CONFLICT ("shopId", "externalId") DO UPDATE SET
      "providerId" = EXCLUDED."providerId", "provider" = EXCLUDED."provider", "mode" = EXCLUDED."mode",
      "country" = EXCLUDED."country", "promisedOn" = EXCLUDED."promisedOn", "deliveredOn" = EXCLUDED."deliveredOn",
      "weightGrams" = EXCLUDED."weightGrams", "freightMillionths" = EXCLUDED."freightMillionths",
      "currency" = EXCLUDED."currency", "importId" = EXCLUDED."importId", "changedAt" = EXCLUDED."changedAt"`;
}

export type ModeCounts = Pick<Tally, "sent" | "delivered" | "onTime" | "late">;

/** Ids of the providers of carriers, by the carriers' folded names; carriers nobody knows are left out. */
export async function findProviderIds(
  db: Db,
  shop: Tenant,
  carrierKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db.provider.findMany({
    where: { shopId: shop.id, carrierKey: { in: [...carrierKeys] } },
    select: { id: true, carrierKey: true },
  });
  return new Map(rows.map(({ id, carrierKey }) => [carrierKey, id]));
}

export type PlaceChange = Tally & { providerId: string; country: string };
export type ModeChange = ModeCounts & { providerId: string; mode: string };

/** Counts over all countries of many providers, their rows locked until the transaction ends. */
export async function lockTotalsOf(
  db: Db,
  shop: Tenant,
  providerIds: readonly string[],
): Promise<(ModeCounts & { id: string })[]> {
  return db.$queryRaw`
    SELECT "id", "sent", "delivered", "onTime", "late" FROM "Provider"
    WHERE "shopId" = ${shop.id} AND "id" = ANY(${[...providerIds]}) ORDER BY "id" FOR UPDATE`;
}

export async function saveTotalsOf(
  db: Db,
  shop: Tenant,
  totals: readonly (ModeCounts & { id: string; rank: number })[],
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Provider" AS p
    SET "sent" = n."sent", "delivered" = n."delivered", "onTime" = n."onTime", "late" = n."late", "rank" = n."rank"
    FROM jsonb_to_recordset(${JSON.stringify(totals)}::jsonb)
      AS n("id" text, "sent" int, "delivered" int, "onTime" int, "late" int, "rank" int)
    WHERE p."shopId" = ${shop.id} AND p."id" = n."id"`;
}

/** Adds changes, whose parts may be negative, to counts per provider and country: one statement for a whole batch. */
export async function addToTallies(
  db: Db,
  shop: Tenant,
  changes: readonly PlaceChange[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ProviderTally" AS t ("shopId", "providerId", "country", "sent", "delivered", "onTime", "late", "timed",
      "transitHours", "changedAt")
    SELECT ${shop.id}, c.*, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      AS c("providerId" text, "country" text, "sent" int, "delivered" int, "onTime" int, "late" int, "timed" int,
        "transitHours" int)
    ORDER BY c."providerId", c."country"
    ON CONFLICT ("shopId", "providerId", "country") DO UPDATE SET
      "sent" = t."sent" + EXCLUDED."sent", "delivered" = t."delivered" + EXCLUDED."delivered",
      "onTime" = t."onTime" + EXCLUDED."onTime", "late" = t."late" + EXCLUDED."late",
      "timed" = t."timed" + EXCLUDED."timed", "transitHours" = t."transitHours" + EXCLUDED."transitHours",
      "changedAt" = EXCLUDED."changedAt"`;
}

/** As `addToTallies`, per provider and mode. */
export async function addToModeTallies(
  db: Db,
  shop: Tenant,
  changes: readonly ModeChange[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ProviderModeTally" AS t ("shopId", "providerId", "mode", "sent", "delivered", "onTime", "late", "changedAt")
    SELECT ${shop.id}, c.*, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      AS c("providerId" text, "mode" text, "sent" int, "delivered" int, "onTime" int, "late" int)
    ORDER BY c."providerId", c."mode"
    ON CONFLICT ("shopId", "providerId", "mode") DO UPDATE SET
      "sent" = t."sent" + EXCLUDED."sent", "delivered" = t."delivered" + EXCLUDED."delivered",
      "onTime" = t."onTime" + EXCLUDED."onTime", "late" = t."late" + EXCLUDED."late",
      "changedAt" = EXCLUDED."changedAt"`;
}

/** What a provider did per mode in imported history, most shipments first; few modes have a name. */
export async function listModeTallies(
  db: Db,
  shop: Tenant,
  providerId: string,
): Promise<(ModeCounts & { mode: string })[]> {
  return db.providerModeTally.findMany({
    where: { shopId: shop.id, providerId, sent: { gt: 0 } },
    orderBy: [{ sent: "desc" }, { mode: "asc" }],
    take: 200,
    select: { mode: true, sent: true, delivered: true, onTime: true, late: true },
  });
}
