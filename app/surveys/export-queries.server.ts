import { stringify } from "csv-stringify/sync";
import type { AdminCtx } from "../context";
import { marketNames } from "../markets/name-queries.server";
import { providerNames } from "../providers/lane-queries.server";
import { noteAccess } from "../shop/queries.server";
import { answerColumns, answerRows } from "./core/answer-rows";
import { currentVersion, dimensions, items, scale } from "./core/item-bank";
import { statementOf } from "./core/wording";
import { listCountedSubmissions } from "./store.server";

const csv = { escape_formulas: true, record_delimiter: "windows" } as const;
const pageSize = 200;

/**
 * Every counted answer to the version in use as a file for a spreadsheet or `npm run servqual`, a page of orders at a time;
 * each download is a row of the access log. No buyer is named: a line carries its order's number at the platform.
 */
export async function answersFile(ctx: AdminCtx): Promise<AsyncIterable<Uint8Array>> {
  const names = await ctx.transact(async (db) => {
    await noteAccess(db, ctx, {
      action: "survey.download",
      entity: "SurveySubmission",
      entityId: currentVersion,
    });
    return { markets: await marketNames(db, ctx), providers: await providerNames(db, ctx) };
  });
  const nameOf = {
    provider: (id: string) => names.providers.get(id) ?? null,
    market: (id: string) => names.markets.get(id)?.name ?? id,
  };
  return linesOf(ctx, nameOf);
}

async function* linesOf(ctx: AdminCtx, names: Parameters<typeof answerRows>[1]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(stringify([[...answerColumns]], { ...csv, bom: true }));
  for (let after = ""; ; ) {
    const from = after;
    const found = await ctx.transact((db) =>
      listCountedSubmissions(db, ctx.shop, currentVersion, from, pageSize),
    );
    const orders = [...Map.groupBy(found, (submission) => submission.orderId)];
    // The last order of a full page may go on with the next one.
    if (found.length === pageSize) orders.pop();
    const rows = orders.flatMap(([, order]) => answerRows(order, names));
    yield Buffer.from(
      stringify(
        rows.map((row) => answerColumns.map((column) => row[column])),
        csv,
      ),
    );
    if (found.length < pageSize) return;
    after = orders.at(-1)?.[0] ?? after;
  }
}

/** What was asked, in the form `npm run servqual` reads: the five dimensions and 22 statements of the version in use. */
export function instrumentFile(dimensionName: (dimension: (typeof dimensions)[number]) => string): string {
  return `${JSON.stringify(
    {
      scale: { min: scale.lowest, max: scale.highest },
      dimensions: dimensions.map((id) => ({ id, name: dimensionName(id) })),
      items: items.map(({ id, dimension }) => ({ id, dimension })),
    },
    null,
    2,
  )}\n`;
}

/** The words of a codebook, in the language of whoever asks for it. */
export type CodebookWords = {
  headings: [name: string, kind: string, meaning: string, values: string];
  kinds: { column: string; statement: string };
  column(name: (typeof answerColumns)[number]): { meaning: string; values: string };
  dimension(dimension: (typeof dimensions)[number]): string;
  /** `shop` or `provider` can act on it. */
  statement(actor: "shop" | "provider", dimension: string): string;
};

/** What each column of the file of answers means, and what each statement says, before and after. */
export function codebookFile(locale: string, words: CodebookWords): Uint8Array {
  const columns = answerColumns.map((name) => {
    const { meaning, values } = words.column(name);
    return [name, words.kinds.column, meaning, values];
  });
  const statements = items.map(({ id, dimension, actor }) => [
    ...[id, words.kinds.statement],
    `${statementOf(id, "expectation", locale)} / ${statementOf(id, "perception", locale)}`,
    words.statement(actor, `${dimension} (${words.dimension(dimension)})`),
  ]);
  return Buffer.from(stringify([words.headings, ...columns, ...statements], { ...csv, bom: true }));
}
