import type { Words } from "./host";

export type Promised = { from: string; by: string } | null;
export type Support = {
  channels: { kind: "email" | "chat" | "phone" | "whatsapp"; value: string }[];
  opensAt: string | null;
  answersBy: string | null;
};

const day: Intl.DateTimeFormatOptions = { weekday: "short", month: "short", day: "numeric" };
const moment: Intl.DateTimeFormatOptions = { ...day, hour: "numeric", minute: "2-digit" };

/** A calendar day, which is the same everywhere. */
export function writtenDay(words: Words, calendarDay: string): string {
  return words.formatDate(new Date(`${calendarDay}T12:00:00Z`), { ...day, timeZone: "UTC" });
}

/** An instant in the reader's own zone. */
export function writtenMoment(words: Words, instant: string): string {
  return words.formatDate(new Date(instant), moment);
}

/** What the buyer was told about the date, as a range or a day. */
export function PromiseDates({ promise, words }: { promise: Promised; words: Words }) {
  const { translate } = words;
  if (!promise) return <s-text>{translate("promise.unknown")}</s-text>;
  const from = writtenDay(words, promise.from);
  const by = writtenDay(words, promise.by);
  return (
    <s-text type="strong">
      {from === by ? translate("promise.day", { day: by }) : translate("promise.range", { from, by })}
    </s-text>
  );
}

/** Where each way to reach the team leads; a chat is an address of its own, which the app has checked. */
const links = {
  email: (address: string) => `mailto:${address}`,
  phone: (number: string) => `tel:${number.replace(/[^+\d]/g, "")}`,
  whatsapp: (number: string) => `https://wa.me/${number.replace(/\D/g, "")}`,
  chat: (address: string) => address,
} as const;

/** Who answers, and by when. */
export function SupportLines({ support, words }: { support: Support; words: Words }) {
  const { translate } = words;
  const { channels, opensAt, answersBy } = support;
  return (
    <s-stack gap="small-300">
      {answersBy && (
        <s-text>{translate("support.answersBy", { moment: writtenMoment(words, answersBy) })}</s-text>
      )}
      {opensAt && (
        <s-text color="subdued">
          {translate("support.opensAt", { moment: writtenMoment(words, opensAt) })}
        </s-text>
      )}
      {channels.map(({ kind, value }) => (
        <s-stack key={`${kind} ${value}`} direction="inline" gap="small-300">
          <s-text>{translate(channelWords[kind])}</s-text>
          <s-link href={links[kind](value)}>{isolated(value)}</s-link>
        </s-stack>
      ))}
    </s-stack>
  );
}

const channelWords = {
  email: "support.email",
  phone: "support.phone",
  chat: "support.chat",
  whatsapp: "support.whatsapp",
} as const;

/** Text of the shop or a carrier inside ours: its writing direction stays its own and turns nothing else around. */
export function isolated(text: string): string {
  return `\u2068${text.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "")}\u2069`;
}
