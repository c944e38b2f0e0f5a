import { describe, expect, it } from "vitest";
import { differences, readCart, toRateRequest } from "./trial-cart";

describe("a cart to try", () => {
  it("is read in any case, and what cannot be read is what it usually is", () => {
    const typed = {
      country: "de",
      province: "by",
      postcode: "80331",
      grams: "1.5",
      value: "-1",
      currency: "eur",
    };
    expect(readCart({ ...typed, language: "<b>" }, "USD")).toEqual({
      country: "DE",
      province: "BY",
      postcode: "80331",
      grams: "500",
      value: "50",
      currency: "EUR",
      language: "en",
    });
  });

  it("asks for rates with its province, and its value in the currency's smallest unit", () => {
    const cart = readCart({ country: "BR", province: "SP", value: "40", currency: "KWD" }, "USD");
    expect(toRateRequest(cart, new Date(0))).toMatchObject({
      to: { country: "BR", province: "SP", postcode: null },
      valueMinor: 40_000,
    });
  });
});

describe("a kept cart", () => {
  const was = [
    { code: "A", minor: 490, currency: "EUR" },
    { code: "B", minor: 990, currency: "EUR" },
  ];

  it("holds while codes and prices are the same, in whatever order", () => {
    expect(differences(was, [...was].reverse())).toEqual([]);
    expect(differences([], [])).toEqual([]);
  });

  it("names what is dearer, gone and new", () => {
    const now = [
      { code: "A", minor: 550, currency: "EUR" },
      { code: "C", minor: 100, currency: "EUR" },
    ];
    expect(differences(was, now)).toEqual([
      { code: "A", currency: "EUR", was: 490, now: 550 },
      { code: "B", currency: "EUR", was: 990, now: null },
      { code: "C", currency: "EUR", was: null, now: 100 },
    ]);
  });

  it("counts the same number in another currency as a change", () => {
    expect(
      differences([{ code: "A", minor: 490, currency: "EUR" }], [{ code: "A", minor: 490, currency: "USD" }]),
    ).toHaveLength(1);
  });
});
