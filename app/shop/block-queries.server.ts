import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { listSightings } from "./block-store.server";
import type { Block, Sighting } from "./core/block";
import { findShop } from "./store.server";

/** Blocks buyers have seen since the app was installed: an uninstall takes every block off its page. */
export async function blocksSeen(db: Db, ctx: Ctx): Promise<ReadonlyMap<Block, Sighting>> {
  const shop = await findShop(db, ctx.shop.id);
  const seen = shop ? await listSightings(db, ctx.shop, shop.installedAt) : [];
  return new Map(seen.map((one) => [one.block, one]));
}
