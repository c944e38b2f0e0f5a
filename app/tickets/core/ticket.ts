import { type BuyerLanguage, closestLanguage } from "../../markets/core/market";
import type { Clocks } from "./clock";
import type { Priority, TicketKind, TicketState } from "./ticket-state";

/** Which low answer opened a ticket: the touch, the statements answered lowest, and the answer itself. */
export type AboutAnswer = { touch: string; itemIds: string[]; lowest: number };

export type Ticket = Clocks & {
  id: string;
  /** The platform's numeric id as text. */
  orderId: string;
  kind: TicketKind;
  priority: Priority;
  state: TicketState;
  /** Not shown to staff until the order it names is known and the buyer's. */
  held: boolean;
  customerId: string | null;
  country: string | null;
  language: BuyerLanguage;
  about: AboutAnswer | null;
  /** Subject of the staff member who answers. */
  assignee: string | null;
  openedAt: Date;
  lastMessageId: string;
  lastMessageAt: Date;
  solvedAt: Date | null;
};

/** The language a ticket was stored with; English for one this build no longer has. */
export function readLanguage(tag: string): BuyerLanguage {
  return closestLanguage(tag) ?? "en";
}

export type MailState = "none" | "waiting" | "sent" | "no_address" | "failed";

export type TicketMessage = {
  id: string;
  ticketId: string;
  author: "buyer" | "staff" | "app";
  /** Of the staff member who wrote it. */
  subject: string | null;
  text: string;
  at: Date;
  clientId: string;
  mail: MailState;
  mailedAt: Date | null;
};

/** Why the app itself adds a message to a ticket. */
export const appCauses = ["missing", "low-answer", "turned-up"] as const;
export type AppCause = (typeof appCauses)[number];

/** The id of a message of the app's own: one for each cause and order, and for each touch of a survey. */
export function appMessageId(cause: AppCause, orderId: string, touch?: string): string {
  return [cause, touch, orderId].filter(Boolean).join(" ");
}

/** Why the app added a message, from its id. */
export function causeOf({ author, clientId }: TicketMessage): AppCause | null {
  return author === "app" ? (appCauses.find((cause) => clientId.startsWith(`${cause} `)) ?? null) : null;
}
