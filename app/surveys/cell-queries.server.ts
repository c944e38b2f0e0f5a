import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { noteAccess } from "../shop/queries.server";
import { type CellOrder, listCellOrders, type PlaceFilter } from "./cell-store.server";
import { listCommentsAt } from "./comment-store.server";
import { type CellAddress, readPlace, writePlace } from "./core/cell-address";
import { estimateGap, fewestShown, type GapEstimate, isSure } from "./core/gap-estimate";
import { addItemSums, type ItemSums, noItemSums } from "./core/gap-sums";
import { dimensions, itemsOf } from "./core/item-bank";
import { buyersOf, dimensionGap, type KeptSums, sumsWhere } from "./core/quality";
import { statementOf } from "./core/wording";
import type { GapPlace } from "./gap-store.server";
import { keptSums } from "./sums-queries.server";

const ordersShown = 10;
const commentsShown = 5;

/** One statement of a dimension: what it says, and its numbers once five buyers have answered it both times. */
export type CellItem = { id: string; text: string; buyers: number; estimate: GapEstimate | null };

export type SurveyCell = {
  buyers: number;
  estimate: GapEstimate | null;
  sure: boolean;
  items: CellItem[];
  /** Scores are null while a single buyer could be recognised by them. */
  orders: (Omit<CellOrder, "at" | "expected" | "felt"> & {
    score: { expected: number; felt: number } | null;
  })[];
  nextOrders: string | null;
  comments: { id: string; orderId: string; text: string; locale: string; at: string }[];
  nextComments: string | null;
};

/**
 * What lies behind a number: its statements, orders and buyers' words. Null where nobody has answered there. Comments
 * are opened for it, and each that is shown is a row of the access log.
 */
export async function surveyCell(
  db: Db,
  ctx: AdminCtx,
  { dimension, ...place }: CellAddress,
  after: { orders: string | null; comments: string | null },
): Promise<SurveyCell | null> {
  const kept = sumsWhere(await keptSums(db, ctx, dimension), (at) => isIn(at, place));
  if (kept.gaps.length === 0) return null;
  const { buyers, estimate } = dimensionGap(kept, dimension);
  const own = kept.gaps.filter((row) => row.dimension === dimension);
  const ids = itemsOf(dimension).map((item) => item.id);
  const from = readPlace(after.orders);
  const orders = await listCellOrders(db, ctx.shop, own, ids, from, ordersShown + 1);
  const shown = orders.slice(0, ordersShown);
  const last = orders.length > ordersShown ? shown.at(-1) : undefined;
  return {
    buyers,
    estimate,
    sure: estimate !== null && isSure(estimate),
    items: ids.map((id) => itemOf(id, kept.items, ctx.locale)),
    orders: shown.map(({ at: _, expected, felt, ...order }) => {
      return { ...order, score: estimate ? { expected, felt } : null };
    }),
    nextOrders: last ? writePlace({ flag: last.parcelLate, at: last.at, id: last.id }) : null,
    ...(await commentsOf(db, ctx, kept, after.comments)),
  };
}

function isIn(row: GapPlace, { market, providerId }: PlaceFilter): boolean {
  return (market === null || row.market === market) && (providerId === null || row.providerId === providerId);
}

function itemOf(id: string, rows: KeptSums["items"], locale: string): CellItem {
  const own = rows.filter((row) => row.item === id);
  const sums = own.reduce<ItemSums>(addItemSums, noItemSums);
  return {
    id,
    text: statementOf(id, "perception", locale),
    buyers: sums.buyers,
    estimate: estimateGap(sums),
  };
}

/** What buyers of these places wrote, whichever dimension they meant; nothing while they are fewer than five. */
async function commentsOf(db: Db, ctx: AdminCtx, kept: KeptSums, after: string | null) {
  const places = [...new Map(kept.gaps.map((row) => [`${row.market} ${row.providerId}`, row])).values()];
  if (!dimensions.some((dimension) => buyersOf(kept, dimension) >= fewestShown))
    return { comments: [], nextComments: null };
  const found = await listCommentsAt(db, ctx.shop, places, readPlace(after), commentsShown + 1);
  const shown = found.slice(0, commentsShown);
  for (const { id } of shown)
    await noteAccess(db, ctx, { action: "view", entity: "SurveyComment", entityId: id });
  const last = found.length > commentsShown ? shown.at(-1) : undefined;
  return {
    comments: shown.map(({ at, ...comment }) => ({ ...comment, at: at.toISOString() })),
    nextComments: last ? writePlace({ flag: false, at: last.at, id: last.id }) : null,
  };
}
