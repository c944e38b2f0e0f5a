import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { items as bank } from "./core/item-bank";
import type { KeptSums } from "./core/quality";
import { listGaps } from "./gap-store.server";
import { listCovariances } from "./item-covariance-store.server";
import { listItemGaps } from "./item-gap-store.server";

/** Every sum the shop keeps: its size follows providers and markets, never the answers. */
export async function keptSums(db: Db, ctx: Ctx): Promise<KeptSums> {
  const ids = bank.map((item) => item.id);
  return {
    gaps: await listGaps(db, ctx.shop, "all"),
    items: await listItemGaps(db, ctx.shop, ids),
    covariances: await listCovariances(db, ctx.shop, ids),
  };
}
