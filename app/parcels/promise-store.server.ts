import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { fromDateColumn, toDateColumn } from "../lib/calendar";
import type { BuyerWord } from "./core/parcel-state";
import type { FrozenPromise, TransitDefault } from "./core/promise";

/** What an order's buyer was promised, also when that was nothing; null while it is not frozen. */
export async function findPromise(db: Db, shop: Tenant, orderId: string): Promise<FrozenPromise | null> {
  const row = await db.orderPromise.findUnique({ where: { shopId_id: { shopId: shop.id, id: orderId } } });
  if (!row) return null;
  const from = fromDateColumn(row.promisedFrom);
  const by = fromDateColumn(row.promisedBy);
  return {
    country: row.country,
    promised: from && by ? { from, by } : null,
    serviceId: row.serviceId,
    providerId: row.providerId,
    source: row.source as FrozenPromise["source"],
  };
}

/** Writes a promise once; what was promised before stays. */
export async function savePromise(
  db: Db,
  shop: Tenant,
  orderId: string,
  promise: FrozenPromise,
  now: Date,
): Promise<void> {
  const { promised, ...rest } = promise;
  const row = {
    ...rest,
    promisedFrom: toDateColumn(promised?.from ?? null),
    promisedBy: toDateColumn(promised?.by ?? null),
  };
  await db.orderPromise.createMany({
    data: [{ shopId: shop.id, id: orderId, ...row, frozenAt: now }],
    skipDuplicates: true,
  });
}

/** The merchant's usual transit, country by country; a shop has few. */
export async function listTransitDefaults(db: Db, shop: Tenant): Promise<TransitDefault[]> {
  const rows = await db.parcelPromiseDefault.findMany({
    where: { shopId: shop.id },
    orderBy: { id: "asc" },
    take: 300,
  });
  return rows.map(({ id, minDays, maxDays }) => ({ country: id, minDays, maxDays }));
}

export async function saveTransitDefault(
  db: Db,
  shop: Tenant,
  { country, minDays, maxDays }: TransitDefault,
  now: Date,
): Promise<void> {
  const days = { minDays, maxDays, updatedAt: now };
  await db.parcelPromiseDefault.upsert({
    where: { shopId_id: { shopId: shop.id, id: country } },
    create: { shopId: shop.id, id: country, ...days },
    update: days,
  });
}

export async function deleteTransitDefault(db: Db, shop: Tenant, country: string): Promise<boolean> {
  const { count } = await db.parcelPromiseDefault.deleteMany({ where: { shopId: shop.id, id: country } });
  return count > 0;
}

/** What the buyer of an order has said about its arrival. */
export async function findBuyerWord(db: Db, shop: Tenant, orderId: string): Promise<BuyerWord | null> {
  const row = await db.arrivalAnswer.findUnique({ where: { shopId_id: { shopId: shop.id, id: orderId } } });
  return (
    row && {
      arrivedAt: row.arrivedAt,
      arrivedOn: fromDateColumn(row.arrivedOn),
      missingAt: row.missingAt,
      damagedAt: row.damagedAt,
    }
  );
}

export async function saveBuyerWord(
  db: Db,
  shop: Tenant,
  orderId: string,
  word: BuyerWord,
  now: Date,
): Promise<void> {
  const said = { ...word, arrivedOn: toDateColumn(word.arrivedOn), updatedAt: now };
  await db.arrivalAnswer.upsert({
    where: { shopId_id: { shopId: shop.id, id: orderId } },
    create: { shopId: shop.id, id: orderId, ...said },
    update: said,
  });
}

/** What buyers have said about these orders, for a person's own file. */
export async function exportBuyerWords(db: Db, shop: Tenant, orderIds: string[]) {
  const rows = await db.arrivalAnswer.findMany({ where: { shopId: shop.id, id: { in: orderIds } } });
  return rows.map(({ shopId, id, updatedAt, arrivedOn, ...said }) => ({
    orderId: id,
    arrivedOn: fromDateColumn(arrivedOn),
    ...said,
  }));
}
