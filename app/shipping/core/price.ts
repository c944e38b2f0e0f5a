import { currencyDecimals } from "../../lib/money";
import type { Conversion, Zone } from "./service";

/** The tier of a zone's table with from ≤ grams < to. */
export function findTier(zone: Zone, grams: number): Zone["tiers"][number] | undefined {
  return zone.tiers.find((tier) => tier.from <= grams && (tier.to === null || grams < tier.to));
}

/** How an amount gets into the checkout's currency: as it is, by the merchant's rate, or not at all. */
export function findConversion(
  conversions: readonly Conversion[],
  from: string,
  to: string,
): { kind: "same" } | { kind: "rate"; rate: string } | { kind: "none" } {
  if (from === to) return { kind: "same" };
  const found = conversions.find((one) => one.from === from && one.to === to);
  return found ? { kind: "rate", rate: found.rate } : { kind: "none" };
}

/**
 * Converts minor units of one currency to another at a decimal rate, rounded half up to the target's smallest unit.
 * Exact: the rate is read as a fraction, no floating point is involved.
 */
export function convertMinor(minor: number, from: string, to: string, rate: string): number {
  const [whole = "0", fraction = ""] = rate.split(".");
  const top = BigInt(minor) * BigInt(whole + fraction) * 10n ** BigInt(currencyDecimals(to));
  const bottom = 10n ** BigInt(fraction.length) * 10n ** BigInt(currencyDecimals(from));
  return Number((2n * top + bottom) / (2n * bottom));
}

/**
 * Minor units as the platform's carrier callback counts them, as a decimal text. "The total price expressed in subunits.
 * If the currency doesn't use subunits, then the value must be multiplied by 100" (Admin API 2026-07,
 * `DeliveryCarrierService`, response fields): 5.00 CAD is "500", 1000 JPY is "100000", and 1.234 KWD, whose subunit
 * is the fils, "1234".
 */
export function toPlatformSubunits(minor: number, currency: string): string {
  return (BigInt(minor) * (currencyDecimals(currency) === 0 ? 100n : 1n)).toString();
}

/** The platform's subunits as minor units, rounded down. Null for anything but a whole number that is not negative. */
export function fromPlatformSubunits(subunits: string | number, currency: string): number | null {
  if (!/^\d{1,15}$/.test(String(subunits))) return null;
  return Number(BigInt(subunits) / (currencyDecimals(currency) === 0 ? 100n : 1n));
}

/** Minor units as a decimal text with all the currency's decimals: 490 EUR is "4.90", 490 JPY is "490". */
export function decimalOf(minor: number, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = String(minor).padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
