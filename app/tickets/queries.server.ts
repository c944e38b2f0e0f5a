import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { startOfDay } from "../lib/calendar";
import type { MarketInForce } from "../markets/core/market";
import { isOpen } from "../markets/core/support-hours";
import { marketsForCountries } from "../markets/queries.server";
import { orderForDelivery } from "../orders/mirror-queries.server";
import { latestParcel, type ParcelForStaff } from "../parcels/staff-queries.server";
import { noteAccess, shopSummary } from "../shop/queries.server";
import { type ClockLeft, clockLeft } from "./core/clock";
import { mostMailsADay } from "./core/mail-day";
import { shownToBuyer, type TicketShown } from "./core/shown-to-buyer";
import type { Ticket } from "./core/ticket";
import type { TicketKind, TicketState } from "./core/ticket-state";
import { countMails } from "./mail-store.server";
import {
  type InboxCursor,
  listAnsweredTickets,
  listDueTickets,
  listTexts,
  listTicketsOfOrder,
} from "./store.server";

export { firstReplyTarget } from "./core/clock";

const pageSize = 20;

export type InboxRow = {
  id: string;
  kind: TicketKind;
  state: TicketState;
  order: { id: string; name: string } | null;
  country: string | null;
  language: string;
  parcel: ParcelForStaff | null;
  dueAt: string | null;
  left: ClockLeft | null;
  openedAt: string;
  /** The beginning of the newest message, where somebody wrote it. */
  excerpt: string | null;
};

export type InboxPage = {
  tickets: InboxRow[];
  view: "due" | "answered";
  next: string | null;
  now: string;
  timezone: string;
};

/** A worker that has not told what became of a mail after this is gone, in milliseconds; a mail takes 20 seconds at most. */
export const abandonedMs = 22_000;

/** Whether as many mails to buyers have left on this day of the shop's as may; what is above waits for the next. */
export async function isMailDayFull(db: Db, ctx: Ctx): Promise<boolean> {
  const now = ctx.now();
  const { timezone } = await shopSummary(db, ctx);
  const idleSince = new Date(now.getTime() - abandonedMs);
  return (await countMails(db, ctx.shop, startOfDay(now, timezone), idleSince)) >= mostMailsADay;
}

/** The inbox: what waits for us by due time, or what is answered, newest first. `after` is a page's `next`. */
export async function inboxPage(
  ctx: AdminCtx,
  asked: { view: "due" | "answered"; after: string | null },
): Promise<InboxPage> {
  const after = readCursor(asked.after);
  const list = asked.view === "due" ? listDueTickets : listAnsweredTickets;
  return ctx.transact(async (db) => {
    const found = await list(db, ctx.shop, after, pageSize + 1);
    const marketOf = await marketsForCountries(db, ctx);
    const shown = found.slice(0, pageSize);
    const newest = await listTexts(
      db,
      ctx.shop,
      shown.map((ticket) => ticket.lastMessageId),
    );
    const tickets: InboxRow[] = [];
    for (const ticket of shown) {
      const excerpt = excerptOf(newest.find(({ id }) => id === ticket.lastMessageId)?.text ?? "");
      tickets.push({ ...(await toRow(db, ctx, ticket, marketOf(ticket.country))), excerpt });
    }
    // One row for the page: which tickets stood on it follows from its time.
    if (tickets.some(({ excerpt }) => excerpt))
      await noteAccess(db, ctx, { action: "view", entity: "Inbox", entityId: asked.view });
    const last = found.length > pageSize ? found[pageSize - 1] : undefined;
    return {
      tickets,
      view: asked.view,
      next: last ? writeCursor({ at: last.dueAt ?? last.lastMessageAt, id: last.id }) : null,
      now: ctx.now().toISOString(),
      timezone: (await shopSummary(db, ctx)).timezone,
    };
  });
}

async function toRow(
  db: Db,
  ctx: Ctx,
  ticket: Ticket,
  market: MarketInForce,
): Promise<Omit<InboxRow, "excerpt">> {
  const order = await orderForDelivery(db, ctx, ticket.orderId);
  return {
    id: ticket.id,
    kind: ticket.kind,
    state: ticket.state,
    order: order && { id: order.id, name: order.name },
    country: ticket.country,
    language: ticket.language,
    parcel: await latestParcel(db, ctx, ticket.orderId),
    dueAt: ticket.dueAt?.toISOString() ?? null,
    left: leftOf(ticket, market, ctx.now()),
    openedAt: ticket.openedAt.toISOString(),
  };
}

/** Longest excerpt, in characters: one line on a wide screen. */
const longestExcerpt = 140;

function excerptOf(text: string): string | null {
  const line = [...text.replace(/\s+/g, " ").trim()];
  if (line.length === 0) return null;
  return line.length > longestExcerpt ? `${line.slice(0, longestExcerpt).join("")}…` : line.join("");
}

/** The clock of a ticket in its market's support hours; null while nobody waits for us. */
export function leftOf(ticket: Ticket, { support }: MarketInForce, now: Date): ClockLeft | null {
  return ticket.dueAt && clockLeft(ticket.dueAt, now, isOpen(now, support), support);
}

/** A place in a list: an instant and an id. Anything else counts as the beginning. */
function readCursor(text: string | null): InboxCursor | null {
  const [, at = "", id = ""] =
    /^(\d{1,15})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "") ?? [];
  const date = new Date(Number(at));
  return id && !Number.isNaN(date.getTime()) ? { at: date, id } : null;
}

function writeCursor({ at, id }: InboxCursor): string {
  return `${at.getTime()}_${id}`;
}

/** What a buyer's block shows of the newest ticket about an order; null where there is none. */
export async function ticketOfOrder(db: Db, ctx: Ctx, orderId: string): Promise<TicketShown | null> {
  const tickets = await listTicketsOfOrder(db, ctx.shop, orderId);
  // Tickets we opened ourselves are no conversation before somebody has answered.
  const shown = tickets.find(
    (ticket) => !ticket.held && (ticket.kind !== "low-answer" || ticket.firstReplyAt),
  );
  return shown ? shownToBuyer(shown) : null;
}
