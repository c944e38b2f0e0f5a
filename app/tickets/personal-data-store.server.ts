import type { Tenant } from "../context";
import type { Db } from "../db.server";

/** Which tickets are a person's: by their orders, or by the customer id a session token proved. */
async function idsOf(db: Db, shop: Tenant, orderIds: string[], customerId: string | null): Promise<string[]> {
  const rows = await db.ticket.findMany({
    where: {
      shopId: shop.id,
      OR: [{ orderId: { in: orderIds } }, ...(customerId === null ? [] : [{ customerId }])],
    },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** What was written in the person's tickets, for their own file. */
export async function exportTickets(db: Db, shop: Tenant, orderIds: string[], customerId: string | null) {
  const ids = await idsOf(db, shop, orderIds, customerId);
  const tickets = await db.ticket.findMany({
    where: { shopId: shop.id, id: { in: ids } },
    orderBy: { openedAt: "asc" },
    select: {
      id: true,
      orderId: true,
      kind: true,
      state: true,
      language: true,
      openedAt: true,
      firstReplyAt: true,
    },
  });
  const messages = await db.ticketMessage.findMany({
    where: { shopId: shop.id, ticketId: { in: ids } },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: { ticketId: true, author: true, text: true, at: true, mailedAt: true },
  });
  return { tickets, messages };
}

/** Removes the texts and whose they were; that there was a ticket, and how fast it was answered, stays. */
export async function redactTickets(
  db: Db,
  shop: Tenant,
  orderIds: string[],
  customerId: string | null,
): Promise<void> {
  const ids = await idsOf(db, shop, orderIds, customerId);
  const theirs = { shopId: shop.id, ticketId: { in: ids } };
  await db.ticketMessage.updateMany({ where: { ...theirs, mail: "waiting" }, data: { mail: "no_address" } });
  await db.ticketMessage.updateMany({ where: theirs, data: { text: "" } });
  // Nobody is left to answer to.
  await db.ticket.updateMany({
    where: { shopId: shop.id, id: { in: ids } },
    data: { customerId: null, state: "closed", dueAt: null, waitingSince: null },
  });
}
