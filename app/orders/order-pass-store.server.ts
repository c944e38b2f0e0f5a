import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { OrderPass, PassKind, PlacedOrder } from "./core/order-pass";

/** The shop's walks through its store's orders; there are three kinds. */
export async function listPasses(db: Db, shop: Tenant): Promise<OrderPass[]> {
  const rows = await db.orderPass.findMany({ where: { shopId: shop.id }, orderBy: { kind: "asc" } });
  return rows.map(({ shopId, kind, ...row }) => ({ ...row, kind: kind as PassKind }));
}

/** Keeps how far a walk is; one walk of each kind. */
export async function savePass(db: Db, shop: Tenant, { kind, ...pass }: OrderPass): Promise<void> {
  await db.orderPass.upsert({
    where: { shopId_kind: { shopId: shop.id, kind } },
    create: { shopId: shop.id, kind, ...pass },
    update: pass,
  });
}

/** Lets the shop's walks rest until then; null ends their rest. */
export async function restPasses(db: Db, shop: Tenant, until: Date | null): Promise<void> {
  await db.orderPass.updateMany({ where: { shopId: shop.id }, data: { notBefore: until } });
}

/** Locks a walk that is still where `pass` saw it. False when another turn has gone on with it meanwhile. */
export async function holdPass(db: Db, shop: Tenant, pass: OrderPass): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM "OrderPass"
    WHERE "shopId" = ${shop.id} AND "kind" = ${pass.kind} AND "epoch" = ${pass.epoch}
      AND "startedAt" = ${pass.startedAt} AND "cursor" IS NOT DISTINCT FROM ${pass.cursor} AND "read" = ${pass.read}
      AND "finishedAt" IS NULL
    FOR UPDATE`;
  return rows.length > 0;
}

/**
 * Orders placed since then, or after one of them, that the mirror has shown unchanged for a while, the first placed first:
 * by their ids, all that were placed before would be passed over.
 */
export async function listSettledOrders(
  db: Db,
  shop: Tenant,
  { placedSince, mirroredBefore, after }: SettledSince,
  most: number,
): Promise<PlacedOrder[]> {
  return db.order.findMany({
    where: {
      shopId: shop.id,
      placedAt: { gte: after?.placedAt ?? placedSince },
      mirroredAt: { lt: mirroredBefore },
      ...(after && { NOT: { placedAt: after.placedAt, id: { lte: after.id } } }),
    },
    orderBy: [{ placedAt: "asc" }, { id: "asc" }],
    take: most,
    select: { id: true, placedAt: true },
  });
}

type SettledSince = { placedSince: Date; mirroredBefore: Date; after: PlacedOrder | null };
