import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyDecimals, moneyFromDecimal } from "./money";

describe("money from a decimal string", () => {
  it.each([
    ["12.50", "EUR", 1250n],
    ["12.5", "EUR", 1250n],
    ["-0.01", "USD", -1n],
    ["1000", "JPY", 1000n],
    ["1000.00", "JPY", 1000n],
    ["1.234", "KWD", 1234n],
    ["1.2", "KWD", 1200n],
    ["0.00", "BRL", 0n],
    ["-12.50", "EUR", -1250n],
    ["-1000", "JPY", -1000n],
    ["1000.000000", "CLP", 1000n],
    ["999999999999999.999", "KWD", 999999999999999999n],
  ])("reads %s %s as %s smallest units", (amount, currency, minor) => {
    expect(moneyFromDecimal(amount, currency)).toEqual({ ok: true, value: { minor, currency } });
  });

  it.each([
    ["12,50", "EUR", "not-a-decimal"],
    ["1e21", "EUR", "not-a-decimal"],
    ["", "EUR", "not-a-decimal"],
    [" 1", "EUR", "not-a-decimal"],
    ["9".repeat(30), "EUR", "not-a-decimal"],
    ["0.5", "JPY", "finer-than-currency"],
    ["1.005", "EUR", "finer-than-currency"],
    ["1.2345", "KWD", "finer-than-currency"],
    ["1E3", "EUR", "not-a-decimal"],
    ["+1", "EUR", "not-a-decimal"],
    ["--1", "EUR", "not-a-decimal"],
    ["0x10", "EUR", "not-a-decimal"],
    ["1,000.00", "USD", "not-a-decimal"],
    ["1.000,00", "EUR", "not-a-decimal"],
    [".5", "EUR", "not-a-decimal"],
    ["1.", "EUR", "not-a-decimal"],
    ["1\n", "EUR", "not-a-decimal"],
    ["\u0661\u0662", "EUR", "not-a-decimal"],
    ["\uff11\uff12", "JPY", "not-a-decimal"],
    ["NaN", "EUR", "not-a-decimal"],
    ["Infinity", "EUR", "not-a-decimal"],
    ["1", "eur", "not-a-currency"],
    ["1", "\u212cRL", "not-a-currency"],
    ["1", "", "not-a-currency"],
  ])("refuses %j %j with %s", (amount, currency, code) => {
    expect(moneyFromDecimal(amount, currency)).toEqual({ ok: false, problem: code });
  });

  it("gives back what was written, for any amount and number of decimals", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n), fc.constantFrom("JPY", "EUR", "KWD"), (minor, currency) => {
        const decimals = currencyDecimals(currency);
        const digits = minor.toString().padStart(decimals + 1, "0");
        const text = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
        expect(moneyFromDecimal(text, currency)).toEqual({ ok: true, value: { minor, currency } });
      }),
    );
  });
});
