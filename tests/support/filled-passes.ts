import { vaultForDelivery } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import type { OrderPass } from "../../app/orders/core/order-pass";
import { savePass } from "../../app/orders/order-pass-store.server";

/** A walk through the store's orders that is under way. */
export const filledPass: OrderPass = {
  ...{ kind: "backfill", epoch: 1, cursor: "c", expected: 40, read: 20 },
  since: new Date("2026-09-24T00:00:00Z"),
  reached: null,
  ...{ repaired: 0, repairedInAll: 0, lastRepairedAt: null },
  startedAt: new Date("2026-11-23T00:00:00Z"),
  finishedAt: null,
  ...{ refused: false, notBefore: null },
};

export async function fillPasses(shop: string): Promise<void> {
  const vault = await vaultForDelivery(shop);
  if (!vault) throw new Error("the shop has no key");
  await inShop(shop, (db) => savePass(db, { id: shop, vault }, filledPass));
}
