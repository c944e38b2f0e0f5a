import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { fromDateColumn, toDateColumn } from "../lib/calendar";
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
  const ids = [...externalIds].sort();
  if (lock) {
    await db.$queryRaw`
      SELECT 1 FROM "ShipmentRecord" WHERE "shopId" = ${shop.id} AND "externalId" = ANY(${ids}) ORDER BY "externalId" FOR UPDATE`;
  }
  const rows = await db.shipmentRecord.findMany({ where: { shopId: shop.id, externalId: { in: ids } } });
  return new Map(
    rows.map(({ externalId, providerId, provider, mode, country, weightGrams, currency, ...row }) => {
      const shipment = {
        ...{ externalId, provider, mode, country, weightGrams, currency },
        promisedOn: fromDateColumn(row.promisedOn) ?? "",
        deliveredOn: fromDateColumn(row.deliveredOn),
        freightMillionths: row.freightMillionths?.toString() ?? null,
      };
      return [externalId, { shipment, providerId }];
    }),
  );
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
  const externalIds = shipments.map(({ shipment }) => shipment.externalId);
  await db.shipmentRecord.deleteMany({ where: { shopId: shop.id, externalId: { in: externalIds } } });
  await db.shipmentRecord.createMany({
    data: shipments.map(({ shipment: { freightMillionths, ...shipment }, providerId }) => ({
      shopId: shop.id,
      ...shipment,
      promisedOn: toDateColumn(shipment.promisedOn) ?? now,
      deliveredOn: toDateColumn(shipment.deliveredOn),
      freightMillionths: freightMillionths === null ? null : BigInt(freightMillionths),
      ...{ providerId, importId, changedAt: now },
    })),
  });
}

export type ModeCounts = Pick<Tally, "sent" | "delivered" | "onTime" | "late">;

/** Adds `change`, whose parts may be negative, to a provider's counts by one mode. */
export async function addToModeTally(
  db: Db,
  shop: Tenant,
  place: { providerId: string; mode: string },
  { sent, delivered, onTime, late }: ModeCounts,
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "ProviderModeTally" AS t ("shopId", "providerId", "mode", "sent", "delivered", "onTime", "late", "changedAt")
    VALUES (${shop.id}, ${place.providerId}, ${place.mode}, ${sent}, ${delivered}, ${onTime}, ${late}, ${now})
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
