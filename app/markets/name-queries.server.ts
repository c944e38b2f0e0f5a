import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { listMarkets } from "./store.server";

/** What pages call each market, by its id, with its countries (ISO 3166-1 alpha-2). */
export async function marketNames(
  db: Db,
  ctx: Ctx,
): Promise<ReadonlyMap<string, { name: string; countries: string[] }>> {
  const markets = await listMarkets(db, ctx.shop);
  return new Map(
    markets.map(({ id, name, countries }) => [id, { name, countries: countries.map((one) => one.code) }]),
  );
}
