import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { marketForCountry } from "../markets/queries.server";
import { orderForDelivery } from "../orders/mirror-queries.server";
import type { ClockLeft } from "./core/clock";
import type { TicketKind } from "./core/ticket-state";
import { countDueTickets } from "./figure-store.server";
import { leftOf } from "./queries.server";
import { listDueTickets } from "./store.server";

export type AnswerFigures = {
  waiting: number;
  overdue: number;
  /** The ticket to answer next. */
  next: {
    id: string;
    kind: TicketKind;
    orderName: string | null;
    country: string | null;
    dueAt: Date;
    left: ClockLeft;
  } | null;
};

/** How many buyers wait for an answer. What is answered is not read. */
export async function answerFigures(db: Db, ctx: Ctx): Promise<AnswerFigures> {
  const now = ctx.now();
  const [ticket] = await listDueTickets(db, ctx.shop, null, 1);
  const left = ticket ? leftOf(ticket, await marketForCountry(db, ctx, ticket.country), now) : null;
  const order = ticket ? await orderForDelivery(db, ctx, ticket.orderId) : null;
  return {
    ...(await countDueTickets(db, ctx.shop, now)),
    next:
      ticket?.dueAt && left
        ? {
            id: ticket.id,
            kind: ticket.kind,
            orderName: order?.name ?? null,
            country: ticket.country,
            dueAt: ticket.dueAt,
            left,
          }
        : null,
  };
}
