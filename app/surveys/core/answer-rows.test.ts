import { describe, expect, it } from "vitest";
import { answerRows } from "./answer-rows";

const names = {
  provider: (id: string) => (id === "" ? null : `provider ${id}`),
  market: (id: string) => `market ${id}`,
};
const place = { orderId: "7", market: "1", parcelLate: false };
const answer = (item: string, value: number | null, late = false) => ({
  ...{ item, value, late },
  reason: value === null ? ("does-not-apply" as const) : null,
});

describe("an order's lines in the file of answers", () => {
  it("hold both answers to a statement, and what was expected too late apart", () => {
    const expected = {
      ...{ ...place, touch: "expectation" as const, providerId: "" },
      answers: [answer("T2", null), answer("R1", 6), answer("S1", 7, true)],
    };
    const felt = {
      ...{ ...place, touch: "perception" as const, providerId: "p", parcelLate: true },
      answers: [answer("S1", 2), answer("R1", 3)],
    };
    const whole = { respondent: "7", provider: "provider p", market: "market 1", group: "late" };
    expect(answerRows([expected, felt], names)).toEqual([
      { ...whole, item: "R1", expectation: 6, perception: 3, expectation_late: null },
      { ...whole, item: "S1", expectation: null, perception: 2, expectation_late: 7 },
      { ...whole, item: "T2", expectation: null, perception: null, expectation_late: null },
    ]);
    expect(answerRows([felt], names)[0]).toMatchObject({ item: "R1", expectation: null, perception: 3 });
    expect(answerRows([{ ...felt, parcelLate: false }], names)[0]?.group).toBe("on-time");
    expect(answerRows([expected], names)[1]).toMatchObject({ item: "S1", group: null, provider: null });
  });
});
