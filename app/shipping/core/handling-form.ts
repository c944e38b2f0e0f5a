import { type Conversion, conversionShape, type Handling, handlingShape } from "./service";

export type HandlingProblem =
  | "cut-off-unreadable"
  | "days-unreadable"
  | "no-working-day"
  | "holiday-unreadable"
  | "conversion-unreadable";
export type HandlingErrors = Partial<
  Record<"cutOff" | "processingDays" | "workingDays" | "holidays" | "conversions", HandlingProblem>
>;
export type HandlingFields = Record<keyof HandlingErrors, string>;

const words = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean);
const lines = (typed: string) =>
  typed
    .split(/[\n;]+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** Reads the warehouse's days and the fixed rates, one per line: "USD EUR 0.92". */
export function readHandling(
  typed: HandlingFields,
):
  | { ok: true; value: { handling: Handling; conversions: Conversion[] } }
  | { ok: false; errors: HandlingErrors } {
  const errors: HandlingErrors = {};
  const handling = {
    cutOff: typed.cutOff.trim(),
    processingDays: Number(typed.processingDays.trim() || Number.NaN),
    workingDays: [...new Set(words(typed.workingDays).map(Number))].sort((a, b) => a - b),
    holidays: [...new Set(words(typed.holidays))].sort(),
  };
  const { cutOff, processingDays, workingDays, holidays } = handlingShape.shape;
  if (!cutOff.safeParse(handling.cutOff).success) errors.cutOff = "cut-off-unreadable";
  if (!processingDays.safeParse(handling.processingDays).success) errors.processingDays = "days-unreadable";
  if (!workingDays.safeParse(handling.workingDays).success) errors.workingDays = "no-working-day";
  if (!holidays.safeParse(handling.holidays).success) errors.holidays = "holiday-unreadable";
  const conversions = readConversions(typed.conversions);
  if (!conversions) errors.conversions = "conversion-unreadable";
  if (!conversions || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { handling, conversions } };
}

/** Null when a line is no rate, converts a currency to itself, or repeats a pair. */
function readConversions(typed: string): Conversion[] | null {
  const read = lines(typed.toUpperCase()).map((line) => {
    const [from, to, rate, ...rest] = line.split(/[\s=]+/);
    return conversionShape.safeParse(rest.length === 0 ? { from, to, rate } : null).data;
  });
  const found = read.filter((one) => one !== undefined);
  const pairs = new Set(found.map((one) => `${one.from} ${one.to}`));
  const good = found.length === read.length && pairs.size === found.length && found.length <= 50;
  return good && found.every((one) => one.from !== one.to) ? found : null;
}

export function toHandlingFields(handling: Handling, conversions: readonly Conversion[]): HandlingFields {
  return {
    cutOff: handling.cutOff,
    processingDays: String(handling.processingDays),
    workingDays: handling.workingDays.join(","),
    holidays: handling.holidays.join(", "),
    conversions: conversions.map((one) => `${one.from} ${one.to} ${one.rate}`).join("\n"),
  };
}
