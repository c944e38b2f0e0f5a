import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { listRecentTickets } from "./recent-store.server";

export type RecentTicket = Awaited<ReturnType<typeof listRecentTickets>>[number];

/** A stretch of the shop's tickets, the one with the latest message first, for whoever looks for some among them. */
export async function recentTickets(
  db: Db,
  ctx: Ctx,
  after: { at: Date; id: string } | null,
  most: number,
): Promise<RecentTicket[]> {
  return listRecentTickets(db, ctx.shop, after, most);
}
