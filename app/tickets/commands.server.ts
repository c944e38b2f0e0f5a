import type { AdminCtx, Ctx } from "../context";
import { ok, problem, type Result } from "../lib/result";
import { marketForCountry } from "../markets/queries.server";
import { can } from "../shop/core/permissions";
import { answer } from "./core/clock";
import { placeholdersIn } from "./core/macro";
import { longestReply, type MessageProblem, readMessage } from "./core/message-text";
import { startingMacros } from "./core/starting-macros";
import { afterReply, type ReplyThen, reopenDays } from "./core/ticket-state";
import { placeMacros } from "./macro-store.server";
import {
  closeSolved,
  deleteHeld,
  findTicket,
  listDueTickets,
  lockOrderTickets,
  saveMessage,
  saveTicket,
} from "./store.server";

/** Days after which a ticket about an order that never became known is forgotten. */
const heldDays = 30;

export type Reply = {
  text: string;
  /** The newest message the person saw: a later one must be read before an answer leaves. */
  lastSeen: string;
  andThen: ReplyThen;
};

export type ReplyProblem =
  | MessageProblem
  | "not-found"
  | "not-allowed"
  | "closed"
  | "newer-message"
  | "placeholder-left";

/**
 * Answers a ticket: stops its clock, and has the mail leave by a job of its own. `next` is the ticket that is due
 * first now. `newer-message`: the buyer or a colleague wrote since; nothing is sent · `placeholder-left`: a macro's
 * variable still stands in the text · `closed`: final, the buyer's next message opens another.
 */
export async function replyToTicket(
  ctx: AdminCtx,
  id: string,
  reply: Reply,
): Promise<Result<{ next: string | null }, ReplyProblem>> {
  if (!can(ctx.staff.role, "tickets.reply")) return problem("not-allowed");
  const text = readMessage(reply.text, longestReply);
  if (!text.ok) return text;
  if (placeholdersIn(text.value).length > 0) return problem("placeholder-left");
  return ctx.transact(async (db) => {
    const seen = await findTicket(db, ctx.shop, id);
    if (!seen || seen.held) return problem("not-found");
    // Buyer and staff write one after the other, so that neither overwrites the other's clock.
    await lockOrderTickets(db, ctx.shop, seen.orderId);
    const ticket = await findTicket(db, ctx.shop, id);
    if (!ticket) return problem("not-found");
    const state = afterReply(ticket.state, reply.andThen);
    if (state === "refused") return problem("closed");
    if (ticket.lastMessageId !== reply.lastSeen) return problem("newer-message");
    const at = ctx.now();
    const messageId = ctx.newId();
    const { support } = await marketForCountry(db, ctx, ticket.country);
    const clocks = answer(ticket, ticket.openedAt, at, support);
    await saveMessage(db, ctx.shop, {
      id: messageId,
      ticketId: ticket.id,
      author: "staff",
      subject: ctx.staff.subject,
      text: text.value,
      at,
      clientId: messageId,
      mail: "waiting",
      mailedAt: null,
    });
    await saveTicket(db, ctx.shop, {
      ...ticket,
      ...clocks,
      state,
      assignee: ticket.assignee ?? ctx.staff.subject,
      lastMessageId: messageId,
      lastMessageAt: at,
      solvedAt: state === "solved" ? at : null,
    });
    const firstReplyMinutes = ticket.firstReplyAt ? null : clocks.firstReplyMinutes;
    await ctx.announce(db, {
      name: "ticket.replied",
      data: { ticketId: ticket.id, orderId: ticket.orderId, firstReplyMinutes, messageId },
    });
    const [next] = await listDueTickets(db, ctx.shop, null, 1);
    return ok({ next: next?.id ?? null });
  });
}

/** Forgotten in one transaction. */
const heldAtOnce = 1_000;

/** Ends what is over: solved tickets close after the days in which they reopen, unknown orders' are forgotten. */
export async function tidyTickets(ctx: Ctx): Promise<void> {
  const daysAgo = (days: number) => new Date(ctx.now().getTime() - days * 86_400_000);
  await ctx.transact((db) => closeSolved(db, ctx.shop, daysAgo(reopenDays)));
  for (let deleted = heldAtOnce; deleted === heldAtOnce; ) {
    deleted = await ctx.transact((db) => deleteHeld(db, ctx.shop, daysAgo(heldDays), heldAtOnce));
  }
}

/** Gives a shop the macros everybody starts with; texts it has changed stay. */
export async function placeStartingMacros(ctx: Ctx): Promise<void> {
  await ctx.transact((db) => placeMacros(db, ctx.shop, startingMacros, ctx.now()));
}
