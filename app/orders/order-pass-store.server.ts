import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { OrderPass, PassKind } from "./core/order-pass";

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

/** Ids of orders placed since then that the mirror has shown unchanged for a while, in the order of their ids. */
export async function listSettledOrders(
  db: Db,
  shop: Tenant,
  { placedSince, mirroredBefore, after }: { placedSince: Date; mirroredBefore: Date; after: string | null },
  most: number,
): Promise<string[]> {
  const rows = await db.order.findMany({
    where: {
      shopId: shop.id,
      placedAt: { gte: placedSince },
      mirroredAt: { lt: mirroredBefore },
      ...(after !== null && { id: { gt: after } }),
    },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
