import type { BuyerLanguage } from "../../markets/core/market";

/** `closed` is final: a later message opens a new ticket. */
export const ticketStates = ["new", "open", "pending_customer", "solved", "closed"] as const;
export type TicketState = (typeof ticketStates)[number];

export const problemKinds = ["not-arrived", "damaged", "wrong-item", "customs", "return", "other"] as const;
export type ProblemKind = (typeof problemKinds)[number];
export type TicketKind = ProblemKind | "low-answer";

export type Priority = "urgent" | "high" | "normal" | "low";

/** Days a solved ticket can be reopened by its buyer. */
export const reopenDays = 7;
/** Hours after solving in which mere thanks change nothing. */
const thanksHours = 24;
const mostThanksWords = 6;

/** What a buyer's message makes of a ticket's state; `follow-up`: it belongs into a ticket of its own. */
export function afterBuyerMessage(state: TicketState): TicketState | "follow-up" {
  if (state === "closed") return "follow-up";
  return state === "new" ? "new" : "open";
}

export type ReplyThen = "pending_customer" | "solved";

/** What a public reply makes of a state; `refused`: a closed ticket is not written into. */
export function afterReply(state: TicketState, then: ReplyThen): TicketState | "refused" {
  return state === "closed" ? "refused" : then;
}

/** How pressing a problem is from its kind alone. Parcels that are lost or held cost the buyer each day. */
export function priorityOf(kind: TicketKind): Priority {
  return kind === "not-arrived" || kind === "customs" || kind === "low-answer" ? "high" : "normal";
}

const thanks: Record<BuyerLanguage, string[]> = {
  en: ["thanks", "thank", "thx", "cheers"],
  de: ["danke", "dank", "dankeschön", "merci"],
  "pt-BR": ["obrigado", "obrigada", "valeu"],
  ar: ["شكرا", "شكرًا", "شكراً", "مشكور"],
  es: ["gracias"],
  fr: ["merci"],
  ja: ["ありがとう", "ありがとうございます", "ありがとうございました"],
  "zh-Hans": ["谢谢", "謝謝", "多谢", "感谢"],
};
const allThanks = new Set(Object.values(thanks).flat());

/** Words that only accompany thanks; with any other word a message says something that wants an answer. */
const beside = new Set(
  "a lot so very much many you all again ok okay great super perfect vielen schön sehr für die hilfe muito muita pela ajuda muchas mil por beaucoup bien جزيلا لك 您 你 了 啊".split(
    " ",
  ),
);

/**
 * Whether a message after solving is only thanks, and so reopens nothing: within 24 hours, at most six words, a word
 * of thanks among them and none that says more.
 */
export function isOnlyThanks(text: string, solvedAt: Date | null, at: Date): boolean {
  if (!solvedAt || at.getTime() - solvedAt.getTime() > thanksHours * 3_600_000) return false;
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  if (words.length === 0 || words.length > mostThanksWords) return false;
  return (
    words.some((word) => allThanks.has(word)) &&
    words.every((word) => allThanks.has(word) || beside.has(word))
  );
}
