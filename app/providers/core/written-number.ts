import { ok, problem, type Result } from "../../lib/result";

/** What separates the whole part of a number from its fraction, where the file's numbers do not show it themselves. */
export type DecimalMark = "." | ",";

const plain = /^[+-]?\d+(?:\.\d+)?$/;
const fractionOnly = /^[+-]?\.\d+$/;
const grouped = {
  ".": /^[+-]?\d{1,3}(?:[,\s'’]\d{3})+(?:\.\d+)?$/,
  ",": /^[+-]?\d{1,3}(?:[.\s'’]\d{3})+(?:,\d+)?$/,
};
const commaFraction = /^[+-]?\d+,\d+$/;
/** A comma before three digits alone: a thousand in English, a fraction in German. */
const eitherWay = /^[+-]?\d{1,3},\d{3}$/;
const mostDigits = 15;

/**
 * A number in a cell as millionths, rounded half away from zero. Without `mark` the point is a decimal point, and a comma
 * is read by its place: "1,234.50" and "1.234,50" both say what they mean, "1,234" does not.
 * Problems: `not-a-number` (words, a currency sign, an exponent, more than 15 digits), `ambiguous-number`.
 */
export function readMillionths(
  text: string,
  mark: DecimalMark | null,
): Result<bigint, "not-a-number" | "ambiguous-number"> {
  const decimal = normalised(text.trim(), mark);
  if (decimal === "either") return problem("ambiguous-number");
  if (decimal === null) return problem("not-a-number");
  const [, sign = "", whole = "", fraction = ""] = /^([+-]?)(\d*)(?:\.(\d+))?$/.exec(decimal) ?? [];
  if (whole.length > mostDigits) return problem("not-a-number");
  const exact = BigInt(whole + fraction.slice(0, 6).padEnd(6, "0"));
  const millionths = Number(fraction[6] ?? "0") >= 5 ? exact + 1n : exact;
  return ok(sign === "-" ? -millionths : millionths);
}

function normalised(text: string, mark: DecimalMark | null): string | "either" | null {
  const bare = (kept: DecimalMark) =>
    text
      .replace(/[\s'’]/g, "")
      .replaceAll(kept === "." ? "," : ".", "")
      .replace(",", ".");
  if (mark === ",") {
    return commaFraction.test(text) || grouped[","].test(text) || /^[+-]?\d+$/.test(text) ? bare(",") : null;
  }
  if (plain.test(text) || fractionOnly.test(text)) return text;
  if (mark === null && eitherWay.test(text)) return "either";
  if (grouped["."].test(text)) return bare(".");
  if (mark === null && (commaFraction.test(text) || grouped[","].test(text))) return bare(",");
  return null;
}

/** Millionths as the nearest number a JSON reader has. */
export function numberOf(millionths: bigint): number {
  const digits = millionths.toString().replace("-", "").padStart(7, "0");
  return Number(`${millionths < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`);
}
