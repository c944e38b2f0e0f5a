import type { AdminCtx } from "../context";
import { orderDelivery } from "../orders/order-delivery-queries.server";
import { parcelsForStaff } from "../parcels/staff-queries.server";
import type { Ticket } from "./core/ticket";
import { listTicketsOfOrder } from "./store.server";

/** Whose turn a ticket is, in the words of the block. */
type TicketStanding = "waiting" | "answered" | "over";

/**
 * What the block beside an order in the admin is told: its parcels with what was promised and what is wrong, and its
 * newest ticket. Null for an order Fairlead does not know.
 */
export async function orderBlock(ctx: AdminCtx, orderId: string) {
  const delivery = await orderDelivery(ctx, orderId);
  if (!delivery) return null;
  return ctx.transact(async (db) => {
    const known = await parcelsForStaff(db, ctx, orderId);
    const tickets = await listTicketsOfOrder(db, ctx.shop, orderId);
    const ticket = tickets.find((one) => !one.held);
    return {
      ...delivery,
      parcels: delivery.parcels.map((parcel) => {
        // A parcel is followed by a job of its own, a moment after the mirror shows it.
        const followed = known.find((one) => one.id === parcel.id);
        return {
          ...parcel,
          promisedBy: followed?.promisedBy ?? null,
          verdict: followed?.verdict ?? null,
          trouble: followed?.trouble?.kind ?? null,
        };
      }),
      ticket: ticket
        ? { id: ticket.id, standing: standingOf(ticket), dueAt: ticket.dueAt?.toISOString() ?? null }
        : null,
    };
  });
}

function standingOf({ state, dueAt }: Ticket): TicketStanding {
  if (dueAt) return "waiting";
  return state === "solved" || state === "closed" ? "over" : "answered";
}
