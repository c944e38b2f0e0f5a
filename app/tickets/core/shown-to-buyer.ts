import type { Ticket } from "./ticket";

/** What the buyer's block shows of a ticket. */
export type TicketShown = { state: "received" | "answered" | "closed"; repliedAt: string | null };

export function shownToBuyer(ticket: Ticket): TicketShown {
  const repliedAt = ticket.firstReplyAt?.toISOString() ?? null;
  if (ticket.state === "closed") return { state: "closed", repliedAt };
  return { state: ticket.waitingSince || !ticket.firstReplyAt ? "received" : "answered", repliedAt };
}
