import { Prisma } from "@prisma/client";
import { inShop } from "../db.server";
import { redactionReach } from "./core/lifecycle";
import { erasableBy } from "./core/personal-data";
import { destroyKeys } from "./keys.server";
import { forgetSessions } from "./session-store.server";
import { changeShop, findShop } from "./store.server";

/** Rows removed in one transaction: small enough to end well within its deadline. */
const step = 2_000;

/**
 * Erases a shop after its uninstall, in steps that may be interrupted anywhere and run again. The keys go first,
 * so that what is sealed is unreadable at once, in backups too. The bare row of the shop stays as a tombstone.
 * After a reinstall only what is older than the uninstall goes, and the keys stay.
 */
export async function eraseShop(
  shop: string,
  now: Date,
): Promise<"erased" | "older-rows-erased" | "nothing"> {
  const reach = await inShop(shop, async (db) => redactionReach(await findShop(db, shop)));
  if (reach === "nothing") return "nothing";
  if ("before" in reach) {
    await eraseRows(shop, reach.before);
    return "older-rows-erased";
  }
  await inShop(shop, (db) => destroyKeys(db, shop));
  await eraseRows(shop, null);
  await forgetSessions(shop);
  return inShop(shop, async (db) => {
    // Reinstalled while we erased: the new install's state is left alone.
    if ((await findShop(db, shop))?.state !== "uninstalled") return "older-rows-erased";
    await changeShop(db, shop, {
      state: "redacted",
      redactedAt: now,
      scopes: "",
      name: null,
      currency: null,
      timezone: null,
      country: null,
      plan: null,
      detailsAt: null,
      needsLoginSince: null,
      ordersMirrored: 0,
    });
    return "erased";
  });
}

async function eraseRows(shop: string, before: Date | null): Promise<void> {
  for (const [table, age] of Object.entries(erasableBy)) {
    const name = Prisma.raw(`"${table}"`);
    const older = before ? Prisma.sql`AND ${Prisma.raw(`"${age}"`)} < ${before}` : Prisma.empty;
    for (let removed = step; removed >= step; ) {
      removed = await inShop(
        shop,
        (db) => db.$executeRaw`
          DELETE FROM ${name} WHERE ctid IN (
            SELECT ctid FROM ${name} WHERE "shopId" = ${shop} ${older} LIMIT ${step}) AND "shopId" = ${shop}`,
      );
    }
  }
  if (before) await inShop(shop, (db) => recountOrders(db, shop));
}

async function recountOrders(db: Prisma.TransactionClient, shop: string): Promise<void> {
  const ordersMirrored = await db.order.count({ where: { shopId: shop } });
  await changeShop(db, shop, { ordersMirrored });
}
