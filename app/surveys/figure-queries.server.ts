import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { worstCell } from "./core/gap-estimate";
import { placeGaps, sumsWhere } from "./core/quality";
import { countAnsweredSince } from "./figure-store.server";
import type { TopGap } from "./quality-queries.server";
import { keptSums } from "./sums-queries.server";

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
  const known = (place: { market: string; providerId: string }) =>
    place.market === market && place.providerId !== "";
  const cells = placeGaps(sumsWhere(await keptSums(db, ctx, dimension), known)).flatMap(
    ({ estimate, ...gap }) => (estimate && gap.dimension === dimension ? [{ ...gap, estimate }] : []),
  );
  // The rule that picks the worst market picks the worst of its providers.
  return worstCell(cells)?.providerId ?? null;
}
