import { carrierOf } from "./carrier-name";
import { countryOf } from "./country-name";
import { unknownCountry } from "./parcel-record";
import { type ReadingPlan, requiredFields, type ShipmentField, shipmentFields } from "./shipment-map";
import { readDay } from "./written-day";
import { readMillionths } from "./written-number";

/** One shipment of the past, as a file tells it. Days are YYYY-MM-DD. */
export type Shipment = {
  externalId: string;
  /** A carrier's name as written; null where the file names none. */
  provider: string | null;
  mode: string | null;
  /** ISO 3166-1 alpha-2; null where nothing is said or no country recognised. */
  country: string | null;
  promisedOn: string;
  deliveredOn: string | null;
  weightGrams: number | null;
  /** Millionths of `currency`, as digits. */
  freightMillionths: string | null;
  currency: string | null;
};

export const cellReasons = [
  "missing",
  "duplicate",
  "not-a-date",
  "ambiguous-date",
  "far-date",
  "future-date",
  "not-a-number",
  "ambiguous-number",
  "negative",
  "too-heavy",
  "too-long",
  "unreadable-characters",
  "too-many-names",
  "too-many-cells",
  "open-quote",
] as const;
export type CellReason = (typeof cellReasons)[number];

/** A cell that was not taken, or with `wholeRow` one that kept its row out. */
export type RefusedCell = {
  /** The first row below the headings is 1. */
  row: number;
  /** Null where the row as such cannot be read. */
  column: ShipmentField | null;
  /** What stands above the cell in the file. */
  heading: string | null;
  value: string;
  reason: CellReason;
  wholeRow: boolean;
};

/** What a row reads as: `shipment` is null when the row is refused. `unplaced`: it names a place that is no country. */
export type ReadRow = { shipment: Shipment | null; refused: RefusedCell[]; unplaced: boolean };

const longest: Partial<Record<ShipmentField, number>> = {
  externalId: 200,
  provider: 200,
  mode: 60,
  destination: 200,
};
/** 2,000 tonnes in grams: more than any consignment, and within the column. */
const heaviest = 2_000_000_000n;
/** How much of a refused cell is kept to show. */
const longestShown = 200;

/** NUL and its like, which no cell of a text file holds, and what the decoder could not read. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/;

type Refuse = (field: ShipmentField, reason: CellReason) => null;

/**
 * Reads a row. A cell that cannot be read is refused alone; one without which the row says nothing refuses the row. Nothing
 * is taken from a flag or a status: whether a shipment was late follows from its two days alone. `today`: the last day on
 * which something can have been delivered.
 */
export function readShipment(
  cells: readonly string[],
  row: number,
  plan: ReadingPlan,
  today: string,
): ReadRow {
  const refused: RefusedCell[] = [];
  if (cells.slice(plan.headings.length).some((cell) => cell.trim() !== "")) {
    return { shipment: null, refused: [wholeRow(row, "too-many-cells", cells.join(" "))], unplaced: false };
  }
  const texts = textsOf(cells, plan);
  const refuse: Refuse = (field, reason) => {
    const heading = plan.headings[plan.places[field] ?? -1]?.trim() ?? null;
    const value = shown(texts[field] ?? "");
    refused.push({ row, column: field, heading, value, reason, wholeRow: requiredFields.includes(field) });
    return null;
  };
  const said = (field: ShipmentField) => {
    const text = texts[field] ?? "";
    if (text === "") return requiredFields.includes(field) ? refuse(field, "missing") : null;
    if (unreadable.test(text)) return refuse(field, "unreadable-characters");
    return text.length > (longest[field] ?? 1_000) ? refuse(field, "too-long") : text;
  };
  const externalId = said("externalId");
  const provider = said("provider");
  const mode = said("mode");
  const destination = said("destination");
  const country = destination === null ? null : countryOf(destination);
  const promisedOn = dayOf(said("promisedOn"), "promisedOn", plan, refuse);
  const deliveredOn = dayOf(said("deliveredOn"), "deliveredOn", plan, refuse);
  const future = deliveredOn !== null && deliveredOn > today;
  if (future) refuse("deliveredOn", "future-date");
  const weight = numberOf(said("weightKg"), "weightKg", plan, refuse);
  const freight = numberOf(said("freight"), "freight", plan, refuse);
  const unplaced = destination !== null && country === null;
  if (externalId === null || promisedOn === null) return { shipment: null, refused, unplaced };
  const shipment = {
    externalId,
    provider: carrierOf(provider) && provider,
    mode,
    country,
    promisedOn,
    deliveredOn: future ? null : deliveredOn,
    weightGrams: gramsOf(weight, refuse),
    freightMillionths: freight === null ? null : freight.toString(),
    currency: freight === null ? null : plan.currency,
  };
  return { shipment, refused, unplaced };
}

/** What refuses a row as such. */
export function wholeRow(row: number, reason: CellReason, value: string): RefusedCell {
  return { row, column: null, heading: null, value: shown(value), reason, wholeRow: true };
}

/** What refuses a cell that is readable by itself, but not beside the rest of the file. */
export function refusedCell(
  row: number,
  column: "externalId" | "provider" | "mode",
  shipment: Shipment,
  reason: "duplicate" | "too-many-names",
  plan: ReadingPlan,
): RefusedCell {
  const heading = plan.headings[plan.places[column] ?? -1]?.trim() ?? null;
  const value = shown(shipment[column] ?? "");
  return { row, column, heading, value, reason, wholeRow: requiredFields.includes(column) };
}

function shown(value: string): string {
  return value.length <= longestShown ? value : `${value.slice(0, longestShown).toWellFormed()}…`;
}

function textsOf(cells: readonly string[], plan: ReadingPlan): Partial<Record<ShipmentField, string>> {
  const entries = shipmentFields.flatMap((field) => {
    const place = plan.places[field];
    return place === undefined ? [] : [[field, (cells[place] ?? "").trim().normalize("NFC")]];
  });
  return Object.fromEntries(entries) as Partial<Record<ShipmentField, string>>;
}

function dayOf(text: string | null, field: ShipmentField, plan: ReadingPlan, refuse: Refuse): string | null {
  if (text === null) return null;
  const day = readDay(text, plan.formats);
  return day.ok ? day.value : refuse(field, day.problem);
}

function numberOf(
  text: string | null,
  field: ShipmentField,
  plan: ReadingPlan,
  refuse: Refuse,
): bigint | null {
  if (text === null) return null;
  const number = readMillionths(text, plan.decimalMark);
  return number.ok ? number.value : refuse(field, number.problem);
}

function gramsOf(millionthsOfKilogram: bigint | null, refuse: Refuse): number | null {
  if (millionthsOfKilogram === null) return null;
  if (millionthsOfKilogram < 0n) return refuse("weightKg", "negative");
  const grams = (millionthsOfKilogram + 500n) / 1_000n;
  return grams > heaviest ? refuse("weightKg", "too-heavy") : Number(grams);
}

/** Where a shipment is counted, and as what. A shipment nobody delivered is neither on time nor late: the file may just be old. */
export function outcomeOf(shipment: Pick<Shipment, "promisedOn" | "deliveredOn" | "country">) {
  const { promisedOn, deliveredOn } = shipment;
  return {
    country: shipment.country ?? unknownCountry,
    tally: {
      sent: 1,
      delivered: deliveredOn === null ? 0 : 1,
      onTime: deliveredOn !== null && deliveredOn <= promisedOn ? 1 : 0,
      late: deliveredOn !== null && deliveredOn > promisedOn ? 1 : 0,
      // The file tells no day of sending.
      timed: 0,
      transitHours: 0,
    },
  };
}

/** Whether two tellings of one shipment say the same. */
export function sameShipment(a: Shipment, b: Shipment): boolean {
  return (Object.keys(a) as (keyof Shipment)[]).every((key) => a[key] === b[key]);
}
