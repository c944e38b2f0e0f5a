import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { worstCell } from "./core/gap-estimate";
import { marketCells } from "./core/quality";
import { countAnsweredSince } from "./figure-store.server";
import { listGaps } from "./gap-store.server";
import type { TopGap } from "./quality-queries.server";

/** The days an answer counts as recent: long enough for a small shop to have some. */
const recentDays = 30;

export type AskFigures = { expectations: number; perceptions: number; days: number };

/** How many buyers answered lately, before and after delivery. */
export async function askFigures(db: Db, ctx: Ctx): Promise<AskFigures> {
  const since = new Date(ctx.now().getTime() - recentDays * 86_400_000);
  return {
    expectations: await countAnsweredSince(db, ctx.shop, "expectation", since),
    perceptions: await countAnsweredSince(db, ctx.shop, "perception", since),
    days: recentDays,
  };
}

/**
 * The provider whose buyers fall short most surely where a market does; null where no provider alone has enough
 * answers to say so.
 */
export async function providerBehind(
  db: Db,
  ctx: Ctx,
  { market, dimension }: Pick<TopGap, "market" | "dimension">,
): Promise<string | null> {
  const rows = (await listGaps(db, ctx.shop, "all")).filter(
    (row) => row.market === market && row.dimension === dimension && row.providerId !== "",
  );
  // Each row is one provider's, so the rule that picks the worst market picks the worst of them.
  const cells = rows.flatMap((row) =>
    marketCells([row]).map((cell) => ({ ...cell, providerId: row.providerId })),
  );
  return worstCell(cells)?.providerId ?? null;
}
