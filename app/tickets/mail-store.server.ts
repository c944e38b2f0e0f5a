import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { MailState } from "./core/ticket";

export type WaitingMail = {
  id: string;
  ticketId: string;
  subject: string | null;
  text: string;
  at: Date;
  mailTries: number;
};

const columns = { id: true, ticketId: true, subject: true, text: true, at: true, mailTries: true } as const;

/**
 * Takes a reply that waits to be mailed for one try, or null when it has left or is given up. `busy` when another
 * worker took it after `idleSince`: a worker that died meanwhile is not waited for longer than that.
 */
export async function takeWaitingMail(
  db: Db,
  shop: Tenant,
  id: string,
  at: Date,
  idleSince: Date,
): Promise<WaitingMail | "busy" | null> {
  const taken = await db.ticketMessage.updateMany({
    where: {
      shopId: shop.id,
      id,
      mail: "waiting",
      OR: [{ mailTriedAt: null }, { mailTriedAt: { lt: idleSince } }],
    },
    data: { mailTriedAt: at, mailTries: { increment: 1 } },
  });
  const row = await db.ticketMessage.findUnique({
    where: { shopId_id: { shopId: shop.id, id } },
    select: { ...columns, mail: true },
  });
  if (row?.mail !== "waiting") return null;
  return taken.count === 0 ? "busy" : row;
}

/** Lets one mail of the shop after the other be counted and taken, until the transaction ends. */
export async function lockMailCount(db: Db, shop: Tenant): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(${`${shop.id} mails`}, 0))) AS held`;
}

/** Mails to buyers that have left since `since`, and those a worker took after `idleSince`, which may be leaving now. */
export async function countMails(db: Db, shop: Tenant, since: Date, idleSince: Date): Promise<number> {
  // The states stand in the statement, so that row-level security lets the partial indexes be used.
  const [row] = await db.$queryRaw<{ left: number; leaving: number }[]>`
    SELECT
      (SELECT count(*)::int FROM "TicketMessage"
        WHERE "shopId" = ${shop.id} AND "mail" = 'sent' AND "mailedAt" >= ${since}) AS "left",
      (SELECT count(*)::int FROM "TicketMessage"
        WHERE "shopId" = ${shop.id} AND "mail" = 'waiting' AND "mailTriedAt" >= ${idleSince}) AS "leaving"`;
  return row ? row.left + row.leaving : 0;
}

/** Records what became of the mail. `waiting` lets the next try take it at once. */
export async function settleMail(
  db: Db,
  shop: Tenant,
  id: string,
  state: MailState,
  at: Date,
): Promise<void> {
  await db.ticketMessage.updateMany({
    where: { shopId: shop.id, id, mail: "waiting" },
    data: {
      mail: state,
      ...(state === "sent" && { mailedAt: at }),
      ...(state === "waiting" && { mailTriedAt: null }),
    },
  });
}

/** Ids of replies that wait to be mailed, those tried least first: one that never passes holds up no other. */
export async function listWaitingMail(db: Db, shop: Tenant, most: number): Promise<string[]> {
  // The state stands in the text: an index of what waits alone is not used for a parameter.
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id"::text AS "id" FROM "TicketMessage" WHERE "shopId" = ${shop.id} AND "mail" = 'waiting'
    ORDER BY "mailTries", "at", "id" LIMIT ${most}`;
  return rows.map((row) => row.id);
}
