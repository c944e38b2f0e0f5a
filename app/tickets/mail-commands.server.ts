import type { Ctx } from "../context";
import { marketForCountry } from "../markets/queries.server";
import { contactOf, orderForDelivery } from "../orders/mirror-queries.server";
import { shopSummary, staffNames } from "../shop/queries.server";
import { oneLine, replyMail } from "./core/reply-mail";
import {
  listWaitingMail,
  lockMailCount,
  settleMail,
  takeWaitingMail,
  type WaitingMail,
} from "./mail-store.server";
import { abandonedMs, isMailDayFull } from "./queries.server";
import { findTicket } from "./store.server";

/** Tries after which a mail is given up: the queue's own and, every ten minutes, the sweep's, for about three days. */
const mostTries = 400;

/**
 * Sends one reply's mail, once: the row tells whether it has left. Where no mail server is configured it waits. A
 * worker that dies between the server's word and ours leaves it to the next to send again, under the same Message-ID;
 * until that worker is known to be gone the mail is `busy`. `tomorrow`: as many have left as may on one day of the shop's;
 * it is not tried, and the sweep takes it up.
 */
export async function sendReplyMail(
  ctx: Ctx,
  messageId: string,
): Promise<"sent" | "waits" | "tomorrow" | "busy" | "given-up" | "done"> {
  if (!ctx.mail.configured) return "waits";
  const at = ctx.now();
  const idleSince = new Date(at.getTime() - abandonedMs);
  const taken = await ctx.transact(async (db) => {
    await lockMailCount(db, ctx.shop);
    if (await isMailDayFull(db, ctx)) return "tomorrow";
    return takeWaitingMail(db, ctx.shop, messageId, at, idleSince);
  });
  if (!taken) return "done";
  if (taken === "tomorrow") {
    ctx.log.warn({ shop: ctx.shop.id, message: messageId }, "the shop's mails of today have left");
    return taken;
  }
  if (taken === "busy") return taken;
  const mail = await compose(ctx, taken);
  if (!mail) {
    await settle(ctx, messageId, "no_address");
    return "given-up";
  }
  const answer = await ctx.mail.send(mail);
  if (answer.ok) {
    await settle(ctx, messageId, "sent");
    return "sent";
  }
  const over = answer.problem === "refused" || taken.mailTries >= mostTries;
  await settle(ctx, messageId, over ? "failed" : "waiting");
  ctx.log.warn({ shop: ctx.shop.id, message: messageId, problem: answer.problem, over }, "mail not sent");
  return over ? "given-up" : "waits";
}

function settle(ctx: Ctx, id: string, state: "sent" | "waiting" | "no_address" | "failed"): Promise<void> {
  return ctx.transact((db) => settleMail(db, ctx.shop, id, state, ctx.now()));
}

/** The mail of a reply, to the order's own contact and nobody else; null where the order has no address. */
async function compose(ctx: Ctx, message: WaitingMail) {
  return ctx.transact(async (db) => {
    const ticket = await findTicket(db, ctx.shop, message.ticketId);
    const order = ticket && (await orderForDelivery(db, ctx, ticket.orderId));
    const contact = ticket && (await contactOf(db, ctx, ticket.orderId));
    if (!ticket || !order || !contact?.email) return null;
    const shop = await shopSummary(db, ctx);
    const shopName = oneLine(shop.name ?? shop.domain);
    const names = await staffNames(db, ctx);
    const market = await marketForCountry(db, ctx, ticket.country);
    const agent = (message.subject && names.get(message.subject)) || null;
    return {
      messageId: message.id,
      fromName: shopName,
      to: contact.email,
      replyTo: market.channels.find((channel) => channel.kind === "email")?.value ?? null,
      ...replyMail(
        { text: message.text, agent: agent && oneLine(agent) },
        { order: oneLine(order.name), shop: shopName, language: ticket.language },
      ),
    };
  });
}

/** Tries again what still waits: the job of a mail may be lost, or its server away for longer than the queue tries. */
export async function sendWaitingMail(ctx: Ctx): Promise<void> {
  if (!ctx.mail.configured) return;
  const ids = await ctx.transact((db) => listWaitingMail(db, ctx.shop, 50));
  for (const id of ids) {
    // A server that is away for one is away for all, and a day that is full for one is: the rest waits for a later turn.
    if (["waits", "tomorrow"].includes(await sendReplyMail(ctx, id))) return;
  }
}
