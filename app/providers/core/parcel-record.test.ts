import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contributionOf, joinRecords, nothingKnown, type ParcelRecord } from "./parcel-record";

const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const said = fc.option(
  fc.record({
    value: fc.constantFrom("DE", "BR", "dhl", "yunexpress"),
    at: fc.integer({ min: 1, max: 5 }).map(day),
  }),
);

const news: fc.Arbitrary<ParcelRecord> = fc.record({
  carrier: said,
  country: said,
  sentAt: fc.option(fc.integer({ min: 1, max: 5 }).map(day)),
  delivered: fc.option(
    fc.record({
      at: fc.integer({ min: 5, max: 9 }).map(day),
      how: fc.constantFrom("event", "buyer"),
      verdict: fc.constantFrom("early", "on-time", "late", "unpromised"),
    }),
  ),
  overdue: fc.boolean(),
});

describe("what is known of a parcel", () => {
  it("is the same in whatever order news comes, and however often", () => {
    fc.assert(
      fc.property(
        fc.array(news, { minLength: 1, maxLength: 5 }).chain((all) =>
          fc.record({
            once: fc.constant(all),
            shuffled: fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
          }),
        ),
        ({ once, shuffled }) => {
          expect(shuffled.reduce(joinRecords, nothingKnown)).toEqual(once.reduce(joinRecords, nothingKnown));
        },
      ),
    );
  });

  it("takes the carrier's scan over the buyer's word, and the carrier named last", () => {
    const scan = { at: day(7), how: "event", verdict: "late" } as const;
    const word = { at: day(6), how: "buyer", verdict: "on-time" } as const;
    const joined = joinRecords(
      { ...nothingKnown, carrier: { value: "Old", at: day(1) }, delivered: word },
      { ...nothingKnown, carrier: { value: "New", at: day(2) }, delivered: scan },
    );
    expect(joined).toMatchObject({ carrier: { value: "New" }, delivered: scan });
  });
});

describe("what a parcel adds", () => {
  const sent: ParcelRecord = {
    ...nothingKnown,
    carrier: { value: "DHL Express", at: day(1) },
    country: { value: "DE", at: day(1) },
    sentAt: day(1),
  };
  const delivered = (verdict: "early" | "late" | "unpromised") =>
    ({ ...sent, overdue: true, delivered: { at: day(4), how: "event", verdict } }) as const;

  it.each([
    ["under way", sent, { sent: 1, delivered: 0, onTime: 0, late: 0, timed: 0, transitHours: 0 }],
    [
      "overdue",
      { ...sent, overdue: true },
      { sent: 1, delivered: 0, onTime: 0, late: 1, timed: 0, transitHours: 0 },
    ],
    ["early", delivered("early"), { sent: 1, delivered: 1, onTime: 1, late: 0, timed: 1, transitHours: 72 }],
    ["late", delivered("late"), { sent: 1, delivered: 1, onTime: 0, late: 1, timed: 1, transitHours: 72 }],
    [
      "unpromised",
      delivered("unpromised"),
      { sent: 1, delivered: 1, onTime: 0, late: 0, timed: 1, transitHours: 72 },
    ],
  ])("when %s is counted in its place", (_name, record, tally) => {
    expect(contributionOf(record)).toEqual({
      carrier: { key: "dhlexpress", name: "DHL Express" },
      country: "DE",
      tally,
    });
  });

  it("is nothing while no carrier is known", () => {
    expect(contributionOf({ ...sent, carrier: null })).toBeNull();
    expect(contributionOf({ ...sent, carrier: { value: "Other", at: day(1) } })).toBeNull();
  });
});
