import { describe, expect, it } from "vitest";
import {
  fieldNames,
  fieldsOf,
  firstOpenStep,
  formSteps,
  isMailAddress,
  minutesLeft,
  placeAfter,
  readStep,
} from "./provider-form";

const today = "2026-11-23";
const insurance = {
  insuranceIssuer: "Ping Harbour Insurance",
  insuranceNumber: "P-1",
  insuranceUntil: today,
  insuredAmount: "250,000",
  insuredCurrency: "USD",
};

describe("one screen of the form", () => {
  it("keeps what is right and says what is wrong, field by field", () => {
    const read = readStep("insurance", { ...insurance, insuranceNumber: "  ", insuredAmount: "much" }, today);
    expect(read).toEqual({
      values: { insuranceIssuer: "Ping Harbour Insurance", insuranceUntil: today, insuredCurrency: "USD" },
      problems: { insuranceNumber: "empty", insuredAmount: "not-a-number" },
      complete: false,
    });
    expect(readStep("insurance", insurance, today)).toMatchObject({
      complete: true,
      values: { insuredAmount: "250000" },
    });
  });

  it.each([
    ["a document that ran out yesterday", "insurance", { insuranceUntil: "2026-11-22" }, "day-past"],
    ["a day that is none", "insurance", { insuranceUntil: "2027-02-31" }, "not-a-day"],
    ["another calendar's day", "insurance", { insuranceUntil: "31.12.2027" }, "not-a-day"],
    ["an option nobody offers", "insurance", { insuredCurrency: "XXX" }, "not-an-option"],
    ["two addresses", "contact", { contactEmail: "a@b.example, c@d.example" }, "not-an-address"],
    ["a turned direction", "company", { legalName: "Lotus\u202egnp.exe" }, "unreadable"],
    ["half a character", "company", { legalName: "\ud800" }, "unreadable"],
    ["more letters than fit", "company", { legalName: "x".repeat(101) }, "too-long"],
    ["more lines than fit", "capacity", { lanes: "Shenzhen to Berlin\n".repeat(100) }, "too-long"],
    ["a fraction", "capacity", { parcelsPerWeek: "1.5" }, "not-a-number"],
    ["nothing", "capacity", { parcelsPerWeek: "0" }, "not-a-number"],
  ] as const)("refuses %s", (_name, step, typed, problem) => {
    const [field] = Object.keys(typed);
    expect(readStep(step, typed, today).problems[field ?? ""]).toBe(problem);
  });

  it.each(["1200", "1,200", "1 200", "1.200", "１２００", "1’200"])("reads %s as one number", (text) => {
    expect(readStep("capacity", { parcelsPerWeek: text }, today).values.parcelsPerWeek).toBe("1200");
  });

  it("keeps several lines as lines", () => {
    const lanes = "  Shenzhen → Berlin,  daily \r\n\r\n深圳 → 圣保罗 ";
    expect(readStep("capacity", { lanes }, today).values.lanes).toBe(
      "Shenzhen → Berlin, daily\n深圳 → 圣保罗",
    );
  });
});

describe("the way through the form", () => {
  it("leads on to what is open, and to the check when nothing is", () => {
    expect(placeAfter("company", new Set())).toBe("licence");
    expect(placeAfter("company", new Set(["licence", "insurance"]))).toBe("capacity");
    expect(placeAfter("contact", new Set())).toBe("check");
    expect(firstOpenStep(new Set(["company"]))).toBe("licence");
    expect(firstOpenStep(new Set(formSteps))).toBeNull();
  });

  it("takes ten minutes in all and none when it is complete", () => {
    expect(minutesLeft(new Set())).toBe(10);
    expect(minutesLeft(new Set(formSteps))).toBe(0);
  });

  it("asks nothing twice", () => {
    expect(new Set(fieldNames).size).toBe(fieldNames.length);
    expect(Object.keys(fieldsOf)).toEqual([...formSteps]);
  });
});

it("an address is one address", () => {
  expect(isMailAddress("desk@lotus.example")).toBe(true);
  for (const text of ["", "desk", "a@b@c", "a@b.example\r\nBcc: x@y.example", "A <a@b.example>"]) {
    expect(isMailAddress(text)).toBe(false);
  }
});
