import { Temporal } from "temporal-polyfill";
import { ok, problem, type Result } from "../../lib/result";
import { type Channel, channelKinds } from "./market";
import type { OpenHours, Weekday } from "./support-hours";

export const days: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export type HoursProblem = "hours-unreadable" | "hours-empty";
export type HolidaysProblem = "holidays-unreadable" | "holidays-too-many";
export type ChannelsProblem = "email-unreadable" | "phone-unreadable" | "chat-unreadable";

const mostHolidays = 200;

/**
 * Hours of the seven days from Monday on, each as a person writes them: "9-18", "09:00–12:30, 13:30–18:00", or
 * nothing for a day off. `hours-unreadable`: another form, an end not after its start, or hours that overlap ·
 * `hours-empty`: no hours in the whole week.
 */
export function readWeek(texts: readonly string[]): Result<OpenHours[], HoursProblem> {
  const week: OpenHours[] = [];
  for (const [index, text] of texts.entries()) {
    const day = days[index];
    const read = day && readDay(day, text);
    if (!read) return problem("hours-unreadable");
    week.push(...read);
  }
  return week.length === 0 ? problem("hours-empty") : ok(week);
}

function readDay(day: Weekday, text: string): OpenHours[] | null {
  const parts = text
    .split(/[,;，；、]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const hours: OpenHours[] = [];
  for (const part of parts) {
    const [from, to, ...more] = part.split(/\s*[-–—~至]\s*/).map(readTime);
    if (!from || !to || more.length > 0 || from >= to) return null;
    hours.push({ day, from, to });
  }
  hours.sort((a, b) => (a.from < b.from ? -1 : 1));
  const overlap = hours.some((one, index) => index > 0 && one.from < (hours[index - 1]?.to ?? ""));
  return overlap ? null : hours;
}

/** "9", "9:30" or "24:00" as "HH:MM". */
function readTime(text: string): string | null {
  const [, hour = "", minute = "00"] = /^(\d{1,2})(?:[:：.](\d{2}))?$/.exec(text) ?? [];
  const time = `${hour.padStart(2, "0")}:${minute}`;
  return hour !== "" && (time === "24:00" || (Number(hour) < 24 && Number(minute) < 60)) ? time : null;
}

/** One day's hours as a person writes them; the opposite of reading them. */
export function writeDay(week: readonly OpenHours[], day: Weekday): string {
  const hours = week.filter((one) => one.day === day);
  return hours.map((one) => `${one.from}–${one.to}`).join(", ");
}

/** Calendar days separated by spaces, commas or lines, sorted, each once. At most 200. */
export function readHolidays(text: string): Result<string[], HolidaysProblem> {
  const written = text.split(/[\s,;，；、]+/).filter(Boolean);
  if (written.length > mostHolidays) return problem("holidays-too-many");
  if (written.some((one) => !isDay(one))) return problem("holidays-unreadable");
  return ok([...new Set(written)].sort());
}

/** Whether the text is a calendar day that exists, "2026-12-25". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: "reject" });
    return true;
  } catch {
    return false;
  }
}

const channelForm: Record<Channel["kind"], { form: RegExp; problem: ChannelsProblem }> = {
  email: { form: /^[^\s@<>"(),;:\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i, problem: "email-unreadable" },
  // Shown to buyers as a link: no other scheme may stand there.
  chat: { form: /^https:\/\/[^\s"'<>]{3,300}$/, problem: "chat-unreadable" },
  phone: { form: /^\+\d[\d ()-]{5,24}$/, problem: "phone-unreadable" },
  whatsapp: { form: /^\+\d[\d ()-]{5,24}$/, problem: "phone-unreadable" },
};

/** The ways to reach support that were given; empty ones are left out. Numbers begin with + and the country. */
export function readChannels(given: Record<Channel["kind"], string>): Result<Channel[], ChannelsProblem> {
  const channels: Channel[] = [];
  for (const kind of channelKinds) {
    const value = given[kind].trim();
    if (value === "") continue;
    if (!channelForm[kind].form.test(value)) return problem(channelForm[kind].problem);
    channels.push({ kind, value });
  }
  return ok(channels);
}
