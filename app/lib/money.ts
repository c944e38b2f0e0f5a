import { ok, problem, type Result } from "./result";

/** An amount in the currency's smallest unit: cents of EUR, yen of JPY, fils of KWD. Never a float. */
export type Money = { minor: bigint; currency: string };

/** By code: asking the runtime costs a tenth of a millisecond, and every price asks. */
const decimalsKnown = new Map<string, number>();

/**
 * Decimals of a currency's smallest unit by ISO 4217: 0 for JPY, 2 for EUR, 3 for KWD.
 * The runtime's own table is the source; a code it does not know counts as two decimals.
 */
export function currencyDecimals(currency: string): number {
  const known = decimalsKnown.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  decimalsKnown.set(currency, decimals);
  return decimals;
}

/** True for three ASCII capitals, the shape of an ISO 4217 code. */
export function isCurrencyCode(text: string): boolean {
  return /^[A-Z]{3}$/.test(text);
}

/**
 * Reads a decimal string such as "-12.50" as money.
 *
 * Digits beyond the currency's smallest unit must be zeros ("1000.00" JPY is 1000 yen, "0.5" JPY is refused):
 * the platform writes two decimals for every currency.
 *
 * Problems: `not-a-decimal` (other characters, exponents, more than 18 digits), `not-a-currency`,
 * `finer-than-currency`.
 */
export function moneyFromDecimal(
  amount: string,
  currency: string,
): Result<Money, "not-a-decimal" | "not-a-currency" | "finer-than-currency"> {
  if (!isCurrencyCode(currency)) return problem("not-a-currency");
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(amount);
  if (!match) return problem("not-a-decimal");
  const [, sign = "", whole = "", fraction = ""] = match;
  const decimals = currencyDecimals(currency);
  const kept = fraction.slice(0, decimals).padEnd(decimals, "0");
  if (/[1-9]/.test(fraction.slice(decimals))) return problem("finer-than-currency");
  const minor = BigInt(whole + kept);
  return ok({ minor: sign === "-" ? -minor : minor, currency });
}
