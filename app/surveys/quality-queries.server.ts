import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { marketNames } from "../markets/name-queries.server";
import { providerNames } from "../providers/lane-queries.server";
import { can } from "../shop/core/permissions";
import { type PlaceFilter, sumPairs } from "./cell-store.server";
import { readDimension, readProvider, writeProvider } from "./core/cell-address";
import { isSure, worstCell } from "./core/gap-estimate";
import { type Dimension, itemsOf } from "./core/item-bank";
import { dimensionGaps, heatMap, marketCells, type PlaceGap, placeGaps } from "./core/quality";
import { countSubmissions } from "./store.server";
import { keptSums } from "./sums-queries.server";

/** Providers on one page of the table, and markets beside each other. */
const mostProviders = 12;
const mostMarkets = 8;
/** Beyond it the page says "more than": nobody trusts a figure more for it, and no page counts years of answers. */
const mostCounted = 1_000;

/**
 * Where do we fall short, for whom, how sure? Reads the kept sums, never the answers. The table shows one dimension,
 * that of the worst place unless another is asked for; `after` is the `next` of the page before.
 */
export async function qualityPage(ctx: AdminCtx, asked: { dimension: string | null; after: string | null }) {
  return ctx.transact(async (db) => {
    const sums = await keptSums(db, ctx);
    const gaps = placeGaps(sums);
    const worst = worstPlace(gaps);
    const dimension = readDimension(asked.dimension) ?? worst?.dimension ?? "reliability";
    const { markets, rows: providers } = heatMap(gaps, dimension);
    const start = providers.findIndex((row) => row.providerId === readProvider(asked.after)) + 1;
    const shown = providers.slice(start, start + mostProviders);
    const last = shown.at(-1);
    const name = await namesOf(db, ctx);
    return {
      dimension,
      dimensions: dimensionGaps(sums),
      markets: markets.slice(0, mostMarkets).map((id) => ({ id, name: name.market(id) })),
      providers: shown.map(({ providerId, gaps: own }) => ({
        id: writeProvider(providerId),
        name: name.provider(providerId),
        gaps: own.slice(0, mostMarkets),
      })),
      next: last && start + mostProviders < providers.length ? writeProvider(last.providerId) : null,
      worst: worst && {
        market: { id: worst.market, name: name.market(worst.market) },
        provider: { id: writeProvider(worst.providerId), name: name.provider(worst.providerId) },
        dimension: worst.dimension,
        estimate: worst.estimate,
        sure: isSure(worst.estimate),
      },
      answered: await countSubmissions(db, ctx.shop, mostCounted + 1),
      mostCounted,
      mayDownload: can(ctx.staff.role, "quality.download"),
    };
  });
}

export type QualityPage = Awaited<ReturnType<typeof qualityPage>>;

/** The place that falls short most: of those nobody should doubt, else of all. Null where none does. */
function worstPlace(gaps: readonly PlaceGap[]) {
  const known = gaps.flatMap(({ estimate, ...gap }) => (estimate ? [{ ...gap, estimate }] : []));
  return worstCell(known.filter(({ estimate }) => isSure(estimate))) ?? worstCell(known);
}

/** What pages call markets and providers; null for one that is not there any more, or stands for the rest. */
async function namesOf(db: Db, ctx: Ctx) {
  const markets = await marketNames(db, ctx);
  const providers = await providerNames(db, ctx);
  return {
    market: (id: string) => markets.get(id)?.name ?? null,
    provider: (id: string) => providers.get(id) ?? null,
  };
}

export type TopGap = {
  /** A market's id, `default` for countries without one. */
  market: string;
  /** What the merchant calls it; null for one that is gone, and for the default. */
  marketName: string | null;
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
  const cells = marketCells(await keptSums(db, ctx));
  // A few very bad answers must not hide what many surely say.
  const worst = worstCell(cells.filter(({ estimate }) => isSure(estimate))) ?? worstCell(cells);
  if (!worst) return null;
  const { market, dimension, estimate } = worst;
  const { expected, felt, buyers } = estimate;
  const marketName = (await marketNames(db, ctx)).get(market)?.name ?? null;
  return { market, marketName, dimension, expected, felt, n: buyers, sure: isSure(estimate) };
}

/**
 * Gaps of one dimension by when they were felt, from `from` up to and without `to`: buyers with both answers, mean and
 * sample variance of their mean gaps (-6 to 6). Null for a market or provider stands for all of them.
 */
export async function pairsOfCell(
  db: Db,
  ctx: Ctx,
  { dimension, from, to, ...place }: PlaceFilter & { dimension: Dimension; from: Date; to: Date },
): Promise<{ n: number; mean: number; variance: number }> {
  const ids = itemsOf(dimension).map((item) => item.id);
  return sumPairs(db, ctx.shop, place, ids, { from, to });
}
