import { fromAdmin } from "../../app/authenticate.server";
import { inShop } from "../../app/db.server";
import { replyToTicket } from "../../app/tickets/commands.server";
import { inboxPage } from "../../app/tickets/queries.server";
import { ticketPage } from "../../app/tickets/ticket-queries.server";
import { askDoor, buyerToken } from "./buyer-token";
import { adminRequest } from "./shops";

/** Two tickets about an order of the shop: one answered, whose mail waits, and one about an order nobody knows yet. */
export async function fillTickets(shop: string, mark: string, subject: string): Promise<void> {
  const order = await inShop(shop, (db) =>
    db.fulfillment.findFirst({ where: { shopId: shop }, orderBy: { id: "asc" } }),
  );
  const report = (orderId: string) =>
    askDoor(
      "/buyer/problems",
      {
        orderId,
        text: `Problem ${mark}`,
        kind: "damaged",
        clientId: `${mark}-${orderId}`.slice(-64),
        locale: "de",
      },
      { token: buyerToken(shop) },
    );
  await report(order?.orderId ?? "");
  await report("6999999999999");
  const ctx = await fromAdmin(adminRequest(shop, "/app", { subject }), "tickets.reply");
  const [row] = (await inboxPage(ctx, { view: "due", after: null })).tickets;
  const page = row && (await ticketPage(ctx, row.id));
  if (!page) throw new Error("the ticket was not made");
  const reply = {
    text: `Answer ${mark}`,
    lastSeen: page.ticket.lastMessageId,
    andThen: "solved" as const,
  };
  const answered = await replyToTicket(ctx, page.ticket.id, reply);
  if (!answered.ok) throw new Error(answered.problem);
}
