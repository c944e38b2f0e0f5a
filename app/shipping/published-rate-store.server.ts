import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { type PublishedRate, rateSpecShape } from "./core/store-profile";

/** The flat rates this app put into the store's own profile, or is about to. */
export async function listPublishedRates(db: Db, shop: Tenant): Promise<PublishedRate[]> {
  const rows = await db.publishedRate.findMany({
    where: { shopId: shop.id },
    orderBy: [{ plannedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, code, places, ownZone, spec, methodId }) => {
    return { id, code, places, ownZone, methodId, spec: rateSpecShape.parse(spec) };
  });
}

/** Keeps rates by their ids; one that is known already only learns the platform's id. */
export async function savePublishedRates(
  db: Db,
  shop: Tenant,
  rates: readonly PublishedRate[],
  at: Date,
): Promise<void> {
  for (const { id, ...rate } of rates) {
    await db.publishedRate.upsert({
      where: { shopId_id: { shopId: shop.id, id } },
      create: { shopId: shop.id, id, ...rate, plannedAt: at },
      update: { methodId: rate.methodId },
    });
  }
}

export async function forgetPublishedRates(db: Db, shop: Tenant, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.publishedRate.deleteMany({ where: { shopId: shop.id, id: { in: [...ids] } } });
}
