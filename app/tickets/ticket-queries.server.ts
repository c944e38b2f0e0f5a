import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { closestLanguage } from "../markets/core/market";
import { marketForCountry } from "../markets/queries.server";
import { contactOf, orderForDelivery } from "../orders/mirror-queries.server";
import type { ParcelState } from "../parcels/core/parcel-state";
import { type ParcelForStaff, parcelsForStaff } from "../parcels/staff-queries.server";
import { can } from "../shop/core/permissions";
import { noteAccess, shopSummary, staffNames } from "../shop/queries.server";
import type { ClockLeft } from "./core/clock";
import { fillMacro, type MacroValues } from "./core/macro";
import { mostMailsADay } from "./core/mail-day";
import { type AboutAnswer, type AppCause, causeOf, type MailState, type Ticket } from "./core/ticket";
import type { TicketKind, TicketState } from "./core/ticket-state";
import { listMacros, type MacroText } from "./macro-store.server";
import { isMailDayFull, leftOf } from "./queries.server";
import { findTicket, listEarlierTickets, listMessages } from "./store.server";

export type MacroChoice = {
  id: string;
  /** In the language of the person who answers. */
  title: string;
  agentText: string;
  /** In the buyer's language: what goes into the reply. */
  text: string;
  /** Variables without a value; while there are any the macro cannot be used as it is. */
  missing: string[];
};

/** One thing that happened to a parcel. */
export type Happened = { at: string; state: ParcelState; place: string | null; message: string | null };

export type TicketPage = {
  ticket: {
    id: string;
    kind: TicketKind;
    state: TicketState;
    language: string;
    country: string | null;
    about: AboutAnswer | null;
    openedAt: string;
    firstReplyMinutes: number | null;
    dueAt: string | null;
    left: ClockLeft | null;
    lastMessageId: string;
  };
  messages: {
    id: string;
    author: "buyer" | "staff" | "app";
    /** Why the app added it. */
    cause: AppCause | null;
    name: string | null;
    text: string;
    at: string;
    mail: MailState;
    mailedAt: string | null;
  }[];
  order: {
    id: string;
    name: string;
    placedAt: string;
    city: string | null;
    shippingTitle: string | null;
  } | null;
  contact: { name: string | null; email: string | null; phone: string | null } | null;
  parcels: (ParcelForStaff & { timeline: Happened[] })[];
  earlier: { id: string; kind: TicketKind; state: TicketState; openedAt: string }[];
  macros: MacroChoice[];
  returnAddress: string | null;
  /** False where no mail server is configured: replies are kept and wait. */
  mailReady: boolean;
  /** How many mails may leave on one day of the shop's, where they have left and a reply waits for tomorrow; else null. */
  mailDayFull: number | null;
  mayReply: boolean;
  now: string;
  timezone: string;
};

/**
 * One ticket with everything needed to answer it well, or null for an id that is not this shop's. The buyer's contact
 * is opened for it and their words are shown, so each reading is a row of the access log.
 */
export async function ticketPage(ctx: AdminCtx, id: string): Promise<TicketPage | null> {
  return ctx.transact(async (db) => {
    const ticket = await findTicket(db, ctx.shop, id);
    if (!ticket || ticket.held) return null;
    const market = await marketForCountry(db, ctx, ticket.country);
    const shop = await shopSummary(db, ctx);
    const order = await orderForDelivery(db, ctx, ticket.orderId);
    const contact = await contactOf(db, ctx, ticket.orderId);
    await noteAccess(db, ctx, { action: "view", entity: "Ticket", entityId: ticket.id });
    const parcels = await parcelsForStaff(db, ctx, ticket.orderId);
    const latest = parcels.at(-1);
    const messages = await shownMessages(db, ctx, ticket.id);
    const waits = messages.some(({ mail }) => mail === "waiting");
    const values: MacroValues = {
      "customer.first_name": firstName(contact?.name),
      "order.name": order?.name,
      "carrier.name": latest?.provider?.name ?? latest?.carrier,
      "promise.by": latest?.promisedBy && dayIn(latest.promisedBy, ticket.language),
      "agent.first_name": firstName(ctx.staff.displayName),
      "shop.name": shop.name,
      "market.return_address": market.returnAddress,
    };
    return {
      ticket: shownTicket(ticket, leftOf(ticket, market, ctx.now())),
      messages,
      order: order && {
        id: order.id,
        name: order.name,
        placedAt: order.placedAt.toISOString(),
        city: order.city,
        shippingTitle: order.shippingTitle,
      },
      contact,
      parcels: parcels.map((parcel) => ({
        ...parcel,
        timeline: parcel.timeline.map(({ at, state, place, message }) => {
          return { at: at.toISOString(), state, place, message };
        }),
      })),
      earlier: (await listEarlierTickets(db, ctx.shop, ticket, 5)).map(({ id, kind, state, openedAt }) => {
        return { id, kind, state, openedAt: openedAt.toISOString() };
      }),
      macros: macroChoices(await listMacros(db, ctx.shop), ticket.language, ctx.locale, values),
      returnAddress: market.returnAddress,
      mailReady: ctx.mail.configured,
      mailDayFull: waits && ctx.mail.configured && (await isMailDayFull(db, ctx)) ? mostMailsADay : null,
      mayReply: can(ctx.staff.role, "tickets.reply") && ticket.state !== "closed",
      now: ctx.now().toISOString(),
      timezone: shop.timezone,
    };
  });
}

function shownTicket(ticket: Ticket, left: ClockLeft | null): TicketPage["ticket"] {
  return {
    id: ticket.id,
    kind: ticket.kind,
    state: ticket.state,
    language: ticket.language,
    country: ticket.country,
    about: ticket.about,
    openedAt: ticket.openedAt.toISOString(),
    firstReplyMinutes: ticket.firstReplyMinutes,
    dueAt: ticket.dueAt?.toISOString() ?? null,
    left,
    lastMessageId: ticket.lastMessageId,
  };
}

async function shownMessages(db: Db, ctx: AdminCtx, ticketId: string): Promise<TicketPage["messages"]> {
  const names = await staffNames(db, ctx);
  return (await listMessages(db, ctx.shop, ticketId)).map((message) => ({
    id: message.id,
    author: message.author,
    cause: causeOf(message),
    name: (message.subject && names.get(message.subject)) || null,
    text: message.text,
    at: message.at.toISOString(),
    mail: message.mail,
    mailedAt: message.mailedAt?.toISOString() ?? null,
  }));
}

/** Each macro in both languages; where one lacks the buyer's, English is offered, and where that, too, it is left out. */
function macroChoices(
  texts: MacroText[],
  language: string,
  locale: string,
  values: MacroValues,
): MacroChoice[] {
  const agentLanguage = closestLanguage(locale) ?? "en";
  return [...new Set(texts.map((text) => text.id))].flatMap((id) => {
    const inLanguage = (tag: string) => texts.find((text) => text.id === id && text.language === tag);
    const buyers = inLanguage(language) ?? inLanguage("en");
    const agents = inLanguage(agentLanguage) ?? buyers;
    if (!buyers || !agents) return [];
    const filled = fillMacro(buyers.body, values);
    return [{ id, title: agents.title, agentText: fillMacro(agents.body, values).text, ...filled }];
  });
}

/** What a person is called by; a name of one part is that part. Where the family name stands first, all of it. */
function firstName(name: string | null | undefined): string | null {
  const whole = name?.trim();
  if (!whole) return null;
  return /\p{Script=Han}/u.test(whole) ? whole : (whole.split(/\s+/)[0] ?? null);
}

/** A calendar day in the buyer's language. */
function dayIn(day: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "long" });
  return format.format(new Date(`${day}T00:00:00Z`));
}
