import { Prisma } from "@prisma/client";
import { inShop } from "../db.server";
import { redactionReach } from "./core/lifecycle";
import { erasableBy } from "./core/personal-data";
import { destroyKeys } from "./keys.server";
import { forgetSessions } from "./session-store.server";
import { awaitWork, changeShop, lockShop } from "./store.server";

/** Rows removed in one transaction: small enough to end well within its deadline. */
const step = 2_000;

/**
 * Erases a shop after its uninstall, in steps that may be interrupted anywhere and run again. The keys go first,
 * so that what is sealed is unreadable at once, in backups too, and so that no work begun before writes any more. The
 * bare row of the shop stays as a tombstone. After a reinstall, also one while this goes on, only what is older than the
 * uninstall goes, and the keys stay.
 */
export async function eraseShop(
  shop: string,
  now: Date,
): Promise<"erased" | "older-rows-erased" | "nothing"> {
  const reach = await inShop(shop, async (db) => {
    await awaitWork(db, shop);
    const found = redactionReach(await lockShop(db, shop));
    if (found !== "nothing" && "all" in found) await destroyKeys(db, shop);
    return found;
  });
  if (reach === "nothing") return "nothing";
  for (const [table, age] of Object.entries(erasableBy)) await eraseRows(shop, table, age);
  return inShop(shop, async (db) => {
    const found = await lockShop(db, shop);
    if (found?.state === "redacted") return "erased";
    if (found?.state === "installed") {
      await recountOrders(db, shop);
      return "older-rows-erased";
    }
    await forgetSessions(shop);
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

async function eraseRows(shop: string, table: string, age: string): Promise<void> {
  const name = Prisma.raw(`"${table}"`);
  for (let removed = step; removed >= step; ) {
    removed = await inShop(shop, async (db) => {
      // Asked at every step: whoever opens the app meanwhile writes rows that are not ours to take.
      const reach = redactionReach(await lockShop(db, shop));
      if (reach === "nothing") return 0;
      const older =
        "before" in reach ? Prisma.sql`AND ${Prisma.raw(`"${age}"`)} < ${reach.before}` : Prisma.empty;
      return db.$executeRaw`
        DELETE FROM ${name} WHERE ctid IN (
          SELECT ctid FROM ${name} WHERE "shopId" = ${shop} ${older} LIMIT ${step}) AND "shopId" = ${shop}`;
    });
  }
}

async function recountOrders(db: Prisma.TransactionClient, shop: string): Promise<void> {
  const ordersMirrored = await db.order.count({ where: { shopId: shop } });
  await changeShop(db, shop, { ordersMirrored });
}
