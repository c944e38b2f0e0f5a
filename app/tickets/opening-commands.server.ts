import type { BuyerCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { type BuyerLanguage, closestLanguage, type MarketInForce } from "../markets/core/market";
import { marketForCountry } from "../markets/queries.server";
import { orderForDelivery } from "../orders/mirror-queries.server";
import { hearBuyer, openClocks } from "./core/clock";
import { longestMessage, type MessageProblem, readMessage } from "./core/message-text";
import { shownToBuyer, type TicketShown } from "./core/shown-to-buyer";
import {
  type AboutAnswer,
  type AppCause,
  appMessageId,
  type Ticket,
  type TicketMessage,
} from "./core/ticket";
import { afterBuyerMessage, isOnlyThanks, priorityOf, type TicketKind } from "./core/ticket-state";
import {
  countBuyerMessages,
  findMessageByClientId,
  findTicket,
  listTicketsOfOrder,
  lockOrderTickets,
  saveMessage,
  saveTicket,
} from "./store.server";

/** Messages about one order in 24 hours, and in one shop in an hour. A store of this size gets a few a day. */
const mostPerOrder = 10;
const mostPerShop = 200;

export type ProblemReport = {
  orderId: string;
  kind: TicketKind;
  text: string;
  /** The block's own id of the message: sent again, it is the same message. */
  clientId: string;
  locale: string | null;
};

/**
 * Takes a buyer's report. Sent twice it is one message; about an order with an open ticket it joins that one. An order
 * that is not known yet, or not this buyer's, is answered the same, and the ticket held until it can be told.
 *
 * `too-many`: more than 10 messages about the order in a day or 200 in the shop in an hour, or `may` says no, which is
 * asked about new messages alone.
 */
export async function reportProblem(
  ctx: BuyerCtx,
  report: ProblemReport,
  may: () => boolean = () => true,
): Promise<Result<TicketShown, MessageProblem | "too-many">> {
  const text = readMessage(report.text, longestMessage);
  if (!text.ok) return text;
  return ctx.transact(async (db) => {
    await lockOrderTickets(db, ctx.shop, report.orderId);
    const known = await findMessageByClientId(db, ctx.shop, report.clientId);
    if (known) return repeated(db, ctx, known, report.orderId);
    if (!may()) return problem("too-many");
    const at = ctx.now();
    const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);
    const since = { shop: ago(1), order: ago(24) };
    const sent = await countBuyerMessages(db, ctx.shop, report.orderId, since, mostPerShop);
    if (sent.order >= mostPerOrder || sent.shop >= mostPerShop) return problem("too-many");
    const ticket = await addToOrder(db, ctx, {
      ...report,
      author: "buyer",
      text: text.value,
      customerId: ctx.buyer.customerId,
      about: null,
    });
    return ok(shownToBuyer(ticket));
  });
}

/** A repeated id about another order tells nothing of the message it belongs to. */
async function repeated(
  db: Db,
  ctx: Ctx,
  message: TicketMessage,
  orderId: string,
): Promise<Result<TicketShown, never>> {
  const ticket = await findTicket(db, ctx.shop, message.ticketId);
  const same = ticket?.orderId === orderId;
  return ok(same ? shownToBuyer(ticket) : { state: "received", repliedAt: null });
}

/** Opens a ticket because of a fact (a low answer, a parcel said to be missing), or adds to the order's open one. */
export async function openForFact(
  ctx: Ctx,
  given: { orderId: string; kind: TicketKind; cause: AppCause; about: AboutAnswer | null },
): Promise<void> {
  await ctx.transact(async (db) => {
    await lockOrderTickets(db, ctx.shop, given.orderId);
    const clientId = appMessageId(given.cause, given.orderId, given.about?.touch);
    if (await findMessageByClientId(db, ctx.shop, clientId)) return;
    await addToOrder(db, ctx, {
      ...given,
      clientId,
      author: "app",
      text: "",
      customerId: null,
      locale: null,
    });
  });
}

type Addition = Omit<ProblemReport, "text"> & {
  author: "buyer" | "app";
  text: string;
  customerId: string | null;
  about: AboutAnswer | null;
};

async function addToOrder(db: Db, ctx: Ctx, addition: Addition): Promise<Ticket> {
  const at = ctx.now();
  const order = await orderForDelivery(db, ctx, addition.orderId);
  const market = await marketForCountry(db, ctx, order?.country ?? null);
  const stranger = isStranger(addition.customerId, order?.customerId ?? null);
  const held = addition.author === "buyer" && (order === null || stranger);
  const message: TicketMessage = {
    id: ctx.newId(),
    ticketId: "",
    author: addition.author,
    subject: null,
    text: addition.text,
    at,
    clientId: addition.clientId,
    mail: "none",
    mailedAt: null,
  };
  const current = (await listTicketsOfOrder(db, ctx.shop, addition.orderId)).find(
    (ticket) =>
      ticket.held === held &&
      (!held || ticket.customerId === addition.customerId) &&
      ticket.state !== "closed",
  );
  const ticket = current
    ? hear(current, message, market)
    : openTicket(ctx, addition, message, { held, market, order });
  await saveTicket(db, ctx.shop, ticket);
  await saveMessage(db, ctx.shop, { ...message, ticketId: ticket.id });
  if (held) return ticket;
  const { orderId } = ticket;
  if (!current) await ctx.announce(db, { name: "ticket.opened", data: { ticketId: ticket.id, orderId } });
  if (addition.kind === "damaged") await ctx.announce(db, { name: "parcel.damaged", data: { orderId } });
  return ticket;
}

/** A logged-in buyer's order must be theirs. A guest's token names nobody, and the order's page is all they show. */
function isStranger(customerId: string | null, orderCustomerId: string | null): boolean {
  return customerId !== null && customerId !== orderCustomerId;
}

function hear(ticket: Ticket, message: TicketMessage, market: MarketInForce): Ticket {
  const heard = { ...ticket, lastMessageId: message.id, lastMessageAt: message.at };
  if (isOnlyThanks(message.text, ticket.state === "solved" ? ticket.solvedAt : null, message.at))
    return heard;
  const state = afterBuyerMessage(ticket.state);
  if (state === "follow-up") throw new Error("a closed ticket hears nothing: its order gets another");
  return {
    ...heard,
    ...hearBuyer(ticket, message.at, ticket.priority, market.support),
    state,
    solvedAt: null,
  };
}

type OrderSeen = Awaited<ReturnType<typeof orderForDelivery>>;

function openTicket(
  ctx: Ctx,
  addition: Addition,
  message: TicketMessage,
  { held, market, order }: { held: boolean; market: MarketInForce; order: OrderSeen },
): Ticket {
  const priority = priorityOf(addition.kind);
  const language: BuyerLanguage =
    closestLanguage(addition.locale) ?? closestLanguage(order?.locale) ?? market.language;
  return {
    ...openClocks(message.at, priority, market.support),
    id: ctx.newId(),
    orderId: addition.orderId,
    kind: addition.kind,
    priority,
    state: "new",
    held,
    customerId: addition.customerId ?? order?.customerId ?? null,
    country: order?.country ?? null,
    language,
    about: addition.about,
    assignee: null,
    openedAt: message.at,
    lastMessageId: message.id,
    lastMessageAt: message.at,
    solvedAt: null,
  };
}

/** Shows staff the tickets that were held for an order, now that it is known and the buyer's. */
export async function releaseHeld(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    await lockOrderTickets(db, ctx.shop, orderId);
    const held = (await listTicketsOfOrder(db, ctx.shop, orderId)).filter((ticket) => ticket.held);
    if (held.length === 0) return;
    const order = await orderForDelivery(db, ctx, orderId);
    if (!order) return;
    const market = await marketForCountry(db, ctx, order.country);
    for (const ticket of held) {
      if (isStranger(ticket.customerId, order.customerId)) continue;
      const clocks = openClocks(ticket.openedAt, ticket.priority, market.support);
      const customerId = order.customerId ?? ticket.customerId;
      await saveTicket(db, ctx.shop, {
        ...ticket,
        ...clocks,
        held: false,
        country: order.country,
        customerId,
      });
      await ctx.announce(db, { name: "ticket.opened", data: { ticketId: ticket.id, orderId } });
      if (ticket.kind === "damaged") await ctx.announce(db, { name: "parcel.damaged", data: { orderId } });
    }
  });
}
