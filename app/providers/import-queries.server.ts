import type { Ctx } from "../context";
import { answerOf } from "./core/shipment-figures";
import type { RefusedCell } from "./core/shipment-row";
import { findImport } from "./import-store.server";
import { listRefused, type RefusedPlace } from "./staged-store.server";

/** What an import came to: counts of rows first, then what the file says. */
export type ImportAnswer = { imported: number; unchanged: number } & ReturnType<typeof answerOf>;

/** What a file that was read came to. Throws for an id that is not this shop's. */
export async function importAnswer(ctx: Ctx, id: string): Promise<ImportAnswer> {
  const file = await ctx.transact((db) => findImport(db, ctx.shop, id));
  if (!file) throw new Error("an import was asked for that is not there");
  const { imported, unchanged } = file;
  return { imported, unchanged, ...answerOf(file.figures) };
}

type RefusedRow = RefusedCell & RefusedPlace;

/** Every refused cell of a file in its order, a page at a time. */
export async function* refusedCells(ctx: Ctx, id: string): AsyncGenerator<RefusedCell> {
  const size = 500;
  for (let after: RefusedPlace | null = null; ; ) {
    const place = after;
    const cells: RefusedRow[] = await ctx.transact((db) => listRefused(db, ctx.shop, id, place, size));
    for (const { position: _, ...cell } of cells) yield cell;
    const last = cells.at(-1);
    if (!last || cells.length < size) return;
    after = { row: last.row, position: last.position };
  }
}
