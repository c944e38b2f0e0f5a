import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { offeredProviders } from "../providers/queries.server";
import { isSure, worstCell } from "./core/gap-estimate";
import type { Dimension } from "./core/item-bank";
import { dimensionGaps, marketCells, qualityCells } from "./core/quality";
import { listGaps } from "./gap-store.server";
import { countSubmissions } from "./store.server";

/** Cells a page shows; more stand behind the busiest. */
const mostCells = 40;

/** Where do we fall short, for whom, how sure? Reads the kept sums, never the answers. */
export async function qualityPage(ctx: AdminCtx) {
  return ctx.transact(async (db) => {
    const rows = await listGaps(db, ctx.shop, "all");
    const cells = qualityCells(rows).slice(0, mostCells);
    const names = new Map((await offeredProviders(db, ctx, ctx.now())).map(({ id, name }) => [id, name]));
    return {
      dimensions: dimensionGaps(rows),
      cells: cells.map(({ providerId, market, ...cell }) => ({
        key: `${market} ${providerId}`,
        provider: names.get(providerId) ?? null,
        country: market === "" ? null : market,
        ...cell,
      })),
      answered: await countSubmissions(db, ctx.shop),
    };
  });
}

export type QualityPage = Awaited<ReturnType<typeof qualityPage>>;

export type TopGap = {
  /** ISO 3166 country; empty where the order names none. */
  market: string;
  dimension: Dimension;
  expected: number;
  felt: number;
  /** Buyers with both answers. */
  n: number;
  /** At least 30 buyers, and the whole 90 % interval below what they expected. */
  sure: boolean;
};

/** The market and dimension that most surely falls short of what its buyers expected; null where none does. */
export async function topGap(db: Db, ctx: Ctx): Promise<TopGap | null> {
  const worst = worstCell(marketCells(await listGaps(db, ctx.shop, "all")));
  if (!worst) return null;
  const { market, dimension, estimate } = worst;
  const { expected, felt, buyers } = estimate;
  return { market, dimension, expected, felt, n: buyers, sure: isSure(estimate) };
}
