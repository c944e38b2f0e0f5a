import type { Ctx } from "../context";
import { arrivalOf } from "../parcels/queries.server";
import { appMessageId } from "./core/ticket";
import { openForFact } from "./opening-commands.server";
import {
  findMessageByClientId,
  listTicketsOfOrder,
  lockOrderTickets,
  saveMessage,
  saveTicket,
} from "./store.server";

/** Opens a ticket for a parcel its buyer misses, unless they have said since that it has come. */
export async function openForMissing(ctx: Ctx, orderId: string): Promise<void> {
  const { word } = await ctx.transact((db) => arrivalOf(db, ctx, orderId));
  if (word?.arrivedAt && word.missingAt && word.arrivedAt > word.missingAt) return;
  await openForFact(ctx, { orderId, kind: "not-arrived", cause: "missing", about: null });
}

/**
 * Notes on the order's open ticket that its buyer says the parcel has come after all. It asks for no answer, so clocks
 * and state stay; whoever is writing a reply is shown it first.
 */
export async function noteArrival(ctx: Ctx, orderId: string): Promise<void> {
  await ctx.transact(async (db) => {
    await lockOrderTickets(db, ctx.shop, orderId);
    const clientId = appMessageId("turned-up", orderId);
    if (await findMessageByClientId(db, ctx.shop, clientId)) return;
    const tickets = await listTicketsOfOrder(db, ctx.shop, orderId);
    const open = tickets.find((ticket) => !ticket.held && ticket.state !== "closed");
    if (!open) return;
    const id = ctx.newId();
    const at = ctx.now();
    const note = { author: "app", subject: null, text: "", mail: "none", mailedAt: null } as const;
    await saveTicket(db, ctx.shop, { ...open, lastMessageId: id, lastMessageAt: at });
    await saveMessage(db, ctx.shop, { ...note, id, ticketId: open.id, at, clientId });
  });
}
