import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { items as bank, type Dimension, itemsOf } from "./core/item-bank";
import type { KeptSums } from "./core/quality";
import { listGaps } from "./gap-store.server";
import { listCovariances } from "./item-covariance-store.server";
import { listItemGaps } from "./item-gap-store.server";

/**
 * Every sum the shop keeps, the statements' of one dimension alone where it is named. Their size follows providers and
 * markets, never the answers.
 */
export async function keptSums(db: Db, ctx: Ctx, dimension?: Dimension): Promise<KeptSums> {
  const ids = (dimension ? itemsOf(dimension) : bank).map((item) => item.id);
  return {
    gaps: await listGaps(db, ctx.shop, "all"),
    items: await listItemGaps(db, ctx.shop, ids),
    covariances: await listCovariances(db, ctx.shop, ids),
  };
}
