import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { TicketKind, TicketState } from "./core/ticket-state";
import type { InboxCursor } from "./store.server";

/** Tickets staff may see, the one with the latest message first, after a cursor. */
export async function listRecentTickets(db: Db, shop: Tenant, after: InboxCursor | null, most: number) {
  const rows = await db.ticket.findMany({
    where: {
      ...{ shopId: shop.id, held: false },
      ...(after && {
        lastMessageAt: { lte: after.at },
        NOT: { lastMessageAt: after.at, id: { gte: after.id } },
      }),
    },
    orderBy: [{ lastMessageAt: "desc" }, { id: "desc" }],
    take: most,
    select: {
      ...{ id: true, orderId: true, kind: true, state: true, country: true },
      ...{ lastMessageAt: true, dueAt: true },
    },
  });
  return rows.map((row) => ({ ...row, kind: row.kind as TicketKind, state: row.state as TicketState }));
}
