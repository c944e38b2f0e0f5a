import { ok, problem, type Result } from "../../lib/result";
import {
  type BuyerLanguage,
  type Channel,
  channelKinds,
  type DutyPayer,
  type MarketSettings,
} from "./market";
import {
  type ChannelsProblem,
  days,
  type HolidaysProblem,
  type HoursProblem,
  isDay,
  readChannels,
  readHolidays,
  readWeek,
  writeDay,
} from "./read-settings";
import { isZone } from "./support-hours";

export const weekdayFields = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const;

/** A market's settings as a form shows them: texts, empty for what was not said. */
export type MarketFields = Record<(typeof weekdayFields)[number] | Channel["kind"], string> & {
  language: BuyerLanguage | "";
  zone: string;
  holidays: string;
  returnAddress: string;
  dutiesPaidBy: DutyPayer | "";
  dutiesSource: string;
  dutiesAsOf: string;
};

export type MarketFormProblem =
  | HoursProblem
  | HolidaysProblem
  | ChannelsProblem
  | "zone-unknown"
  | "duties-unproven"
  | "date-unreadable";

/**
 * Reads the form. `zone-unknown`: no zone of the IANA database · `duties-unproven`: who pays is said without a source
 * and a date, which a buyer's question will need · `date-unreadable`: no calendar day.
 */
export function readMarketFields(fields: MarketFields): Result<MarketSettings, MarketFormProblem> {
  const zone = fields.zone.trim();
  if (zone !== "" && !isZone(zone)) return problem("zone-unknown");
  const week = readOwnWeek(fields);
  if (!week.ok) return week;
  const holidays = readHolidays(fields.holidays);
  if (!holidays.ok) return holidays;
  const channels = readChannels(fields);
  if (!channels.ok) return channels;
  const duties = readDuties(fields);
  if (!duties.ok) return duties;
  return ok({
    language: fields.language || null,
    zone: zone || null,
    weekly: week.value,
    holidays: holidays.value.length > 0 ? holidays.value : null,
    channels: channels.value.length > 0 ? channels.value : null,
    returnAddress: fields.returnAddress.trim() || null,
    ...duties.value,
  });
}

/** A week left wholly empty says nothing; one with any hours is complete, its empty days are days off. */
function readOwnWeek(fields: MarketFields): Result<MarketSettings["weekly"], HoursProblem> {
  const texts = weekdayFields.map((name) => fields[name].trim());
  return texts.every((text) => text === "") ? ok(null) : readWeek(texts);
}

type Duties = Pick<MarketSettings, "dutiesPaidBy" | "dutiesSource" | "dutiesAsOf">;

function readDuties(fields: MarketFields): Result<Duties, "duties-unproven" | "date-unreadable"> {
  const source = fields.dutiesSource.trim();
  const asOf = fields.dutiesAsOf.trim();
  if (asOf !== "" && !isDay(asOf)) return problem("date-unreadable");
  const claims = fields.dutiesPaidBy === "buyer" || fields.dutiesPaidBy === "merchant";
  if (claims && (source === "" || asOf === "")) return problem("duties-unproven");
  return ok({
    dutiesPaidBy: fields.dutiesPaidBy || null,
    dutiesSource: source || null,
    dutiesAsOf: asOf || null,
  });
}

/** The form of what was said; the opposite of reading it. */
export function toMarketFields(settings: MarketSettings): MarketFields {
  const hours = Object.fromEntries(
    weekdayFields.map((name, index) => [name, writeDay(settings.weekly ?? [], days[index] ?? 1)]),
  ) as Record<(typeof weekdayFields)[number], string>;
  const channels = Object.fromEntries(
    channelKinds.map((kind) => [kind, settings.channels?.find((one) => one.kind === kind)?.value ?? ""]),
  ) as Record<Channel["kind"], string>;
  return {
    ...hours,
    ...channels,
    language: settings.language ?? "",
    zone: settings.zone ?? "",
    holidays: (settings.holidays ?? []).join("\n"),
    returnAddress: settings.returnAddress ?? "",
    dutiesPaidBy: settings.dutiesPaidBy ?? "",
    dutiesSource: settings.dutiesSource ?? "",
    dutiesAsOf: settings.dutiesAsOf ?? "",
  };
}
