import { Prisma, type Ticket as TicketRow } from "@prisma/client";
import { z } from "zod";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { isUuid } from "../lib/uuid";
import { readLanguage, type Ticket, type TicketMessage } from "./core/ticket";
import type { Priority, TicketKind } from "./core/ticket-state";

const aboutShape = z.object({ touch: z.string(), itemIds: z.array(z.string()), lowest: z.number() });

function toTicket({ shopId: _shop, language, ...row }: TicketRow): Ticket {
  return {
    ...row,
    kind: row.kind as TicketKind,
    priority: row.priority as Priority,
    language: readLanguage(language),
    about: aboutShape.safeParse(row.about).data ?? null,
  };
}

const messageColumns = {
  id: true,
  ticketId: true,
  author: true,
  subject: true,
  text: true,
  at: true,
  clientId: true,
  mail: true,
  mailedAt: true,
} as const;

/** Lets one writer at a time at an order's tickets, until the transaction ends: two must not both open one. */
export async function lockOrderTickets(db: Db, shop: Tenant, orderId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${shop.id} ticket ${orderId}`}, 0))) AS held`;
}

export async function findTicket(db: Db, shop: Tenant, id: string): Promise<Ticket | null> {
  if (!isUuid(id)) return null;
  const row = await db.ticket.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && toTicket(row);
}

/** An order's tickets, newest first; those held back as well. */
export async function listTicketsOfOrder(db: Db, shop: Tenant, orderId: string): Promise<Ticket[]> {
  const rows = await db.ticket.findMany({
    where: { shopId: shop.id, orderId },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  return rows.map(toTicket);
}

/** Writes the ticket as it stands now. */
export async function saveTicket(db: Db, shop: Tenant, ticket: Ticket): Promise<void> {
  const { id, about, ...rest } = ticket;
  const data = { ...rest, about: about ?? Prisma.DbNull };
  await db.ticket.upsert({
    where: { shopId_id: { shopId: shop.id, id } },
    create: { shopId: shop.id, id, ...data },
    update: data,
  });
}

export async function findMessageByClientId(
  db: Db,
  shop: Tenant,
  clientId: string,
): Promise<TicketMessage | null> {
  return db.ticketMessage.findUnique({
    where: { shopId_clientId: { shopId: shop.id, clientId } },
    select: messageColumns,
  });
}

export async function saveMessage(db: Db, shop: Tenant, message: TicketMessage): Promise<void> {
  await db.ticketMessage.create({ data: { shopId: shop.id, ...message } });
}

/** A ticket's messages, oldest first; the newest 200 of a longer one. */
export async function listMessages(db: Db, shop: Tenant, ticketId: string): Promise<TicketMessage[]> {
  if (!isUuid(ticketId)) return [];
  const rows = await db.ticketMessage.findMany({
    where: { shopId: shop.id, ticketId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
    select: messageColumns,
  });
  return rows.reverse();
}

/** The texts of these messages. */
export async function listTexts(
  db: Db,
  shop: Tenant,
  ids: string[],
): Promise<{ id: string; text: string }[]> {
  return db.ticketMessage.findMany({
    where: { shopId: shop.id, id: { in: ids } },
    select: { id: true, text: true },
  });
}

/** Buyers' messages since an instant: in the whole shop, and about one order. Counts stop at `most`. */
export async function countBuyerMessages(
  db: Db,
  shop: Tenant,
  orderId: string,
  since: { shop: Date; order: Date },
  most: number,
): Promise<{ shop: number; order: number }> {
  const buyers = { shopId: shop.id, author: "buyer" as const };
  const inShop = await db.ticketMessage.findMany({
    where: { ...buyers, at: { gte: since.shop } },
    orderBy: { at: "desc" },
    take: most,
    select: { id: true },
  });
  const tickets = await db.ticket.findMany({
    where: { shopId: shop.id, orderId },
    select: { id: true },
    take: most,
  });
  const about = await db.ticketMessage.count({
    where: { ...buyers, at: { gte: since.order }, ticketId: { in: tickets.map((ticket) => ticket.id) } },
  });
  return { shop: inShop.length, order: about };
}

export type InboxCursor = { at: Date; id: string };

/** Tickets that wait for us, the one due first at the top, after a cursor. */
export async function listDueTickets(
  db: Db,
  shop: Tenant,
  after: InboxCursor | null,
  most: number,
): Promise<Ticket[]> {
  const rows = await db.ticket.findMany({
    where: {
      shopId: shop.id,
      held: false,
      dueAt: after ? { gte: after.at } : { not: null },
      // One range on the index, less the rows of the page before that share its last instant.
      ...(after && { NOT: { dueAt: after.at, id: { lte: after.id } } }),
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(toTicket);
}

/** Tickets in which nobody waits for us, the one with the latest message first, after a cursor. */
export async function listAnsweredTickets(
  db: Db,
  shop: Tenant,
  after: InboxCursor | null,
  most: number,
): Promise<Ticket[]> {
  const rows = await db.ticket.findMany({
    where: {
      shopId: shop.id,
      held: false,
      dueAt: null,
      ...(after && {
        lastMessageAt: { lte: after.at },
        NOT: { lastMessageAt: after.at, id: { gte: after.id } },
      }),
    },
    orderBy: [{ lastMessageAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(toTicket);
}

/** Other tickets of the same order or buyer, newest first. */
export async function listEarlierTickets(
  db: Db,
  shop: Tenant,
  ticket: Ticket,
  most: number,
): Promise<Ticket[]> {
  const rows = await db.ticket.findMany({
    where: {
      shopId: shop.id,
      held: false,
      id: { not: ticket.id },
      OR: [
        { orderId: ticket.orderId },
        ...(ticket.customerId === null ? [] : [{ customerId: ticket.customerId }]),
      ],
    },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(toTicket);
}

/** Closes tickets solved before an instant. Answers how many. */
export async function closeSolved(db: Db, shop: Tenant, before: Date): Promise<number> {
  // The state stands in the text, for the index of what is solved. Of an index over all states nothing is used: comparing
  // an enum might tell of other shops' rows, so row-level security has it done after its own rule.
  return db.$executeRaw`
    UPDATE "Ticket" SET "state" = 'closed', "dueAt" = NULL, "waitingSince" = NULL
    WHERE "shopId" = ${shop.id} AND "state" = 'solved' AND "solvedAt" < ${before}`;
}

/** Forgets tickets about orders that never became known, with their messages, at most so many. Answers how many. */
export async function deleteHeld(db: Db, shop: Tenant, before: Date, most: number): Promise<number> {
  const held = await db.ticket.findMany({
    where: { shopId: shop.id, held: true, openedAt: { lt: before } },
    select: { id: true },
    take: most,
  });
  const ids = held.map((ticket) => ticket.id);
  await db.ticketMessage.deleteMany({ where: { shopId: shop.id, ticketId: { in: ids } } });
  await db.ticket.deleteMany({ where: { shopId: shop.id, id: { in: ids } } });
  return ids.length;
}
