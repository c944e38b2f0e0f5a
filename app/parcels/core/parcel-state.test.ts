import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BuyerWord,
  deliveryOf,
  missingSince,
  nothingSaid,
  type ParcelEvent,
  parcelState,
  timeToAsk,
} from "./parcel-state";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
let lastId = 0;
const event = (status: string, hour: number): ParcelEvent => {
  lastId += 1;
  return { id: String(lastId), status, happenedAt: at(hour) };
};
const stateOf = (...events: ParcelEvent[]) => parcelState("success", events, null).state;
const nothing: BuyerWord = nothingSaid;

const statuses = [
  "label_purchased",
  "label_printed",
  "confirmed",
  "carrier_picked_up",
  "in_transit",
  "delayed",
  "out_for_delivery",
  "attempted_delivery",
  "ready_for_pickup",
  "delivered",
  "failure",
  "beamed_up",
  "constructor",
];
const anyEvent = fc.record({
  id: fc.bigInt({ min: 1n, max: 10n ** 19n }).map(String),
  status: fc.constantFrom(...statuses),
  happenedAt: fc.integer({ min: 0, max: 6 }).map(at),
});
const someEvents = fc.uniqueArray(anyEvent, { selector: (one) => one.id, maxLength: 8 });

describe("the state of a parcel", () => {
  it("depends on the set of events alone: any order, any repetition", () => {
    const scrambled = someEvents.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        events.length > 0 ? fc.array(fc.constantFrom(...events), { maxLength: 5 }) : fc.constant([]),
      ),
    );
    fc.assert(
      fc.property(scrambled, ([events, shuffled, repeats]) => {
        const heard = [...shuffled, ...repeats];
        expect(parcelState("success", heard, null)).toEqual(parcelState("success", events, null));
        expect(deliveryOf(heard, null, "DE", null)).toEqual(deliveryOf(events, null, "DE", null));
      }),
      { numRuns: 10_000 },
    );
  });

  it("never goes back from delivered, whatever more is heard", () => {
    fc.assert(
      fc.property(
        someEvents,
        someEvents,
        fc.constantFrom("success", "cancelled", "error"),
        (events, more, ends) => {
          const delivered = [...events, event("delivered", 3)];
          expect(parcelState(ends, [...delivered, ...more], null).state).toBe("delivered");
        },
      ),
    );
  });

  it("is that of the event which happened last, not of the one heard last", () => {
    expect(stateOf(event("out_for_delivery", 9), event("in_transit", 5))).toBe("out-for-delivery");
    expect(stateOf(event("attempted_delivery", 9), event("out_for_delivery", 12))).toBe("out-for-delivery");
  });

  it("of two events at one instant is the one further along", () => {
    expect(stateOf(event("out_for_delivery", 9), event("in_transit", 9))).toBe("out-for-delivery");
  });

  it("passes over a status nobody knows, unless there is nothing else", () => {
    expect(stateOf(event("in_transit", 5), event("beamed_up", 9))).toBe("in-transit");
    expect(parcelState("success", [event("Beamed_Up", 9)], null)).toEqual({
      state: "unknown",
      statusText: "Beamed_Up",
    });
  });

  it("is what ended its fulfillment, where nothing was delivered", () => {
    expect(parcelState("cancelled", [event("in_transit", 1)], null).state).toBe("cancelled");
    expect(parcelState("error", [], null).state).toBe("not-sent");
    expect(parcelState("success", [], null).state).toBe("sent");
  });
});

describe("a delivery", () => {
  const promised = { from: "2026-11-18", by: "2026-11-20" };

  it("is the carrier's event before the buyer's word, and the first of several", () => {
    const events = [event("delivered", 12), event("delivered", 10)];
    const word = { ...nothing, arrivedAt: at(20), arrivedOn: "2026-11-25" };
    expect(deliveryOf(events, word, "DE", promised)).toEqual({
      at: at(10),
      how: "event",
      verdict: "on-time",
    });
  });

  it("on the buyer's word counts by the day they name", () => {
    const on = (day: string | null) =>
      deliveryOf([], { ...nothing, arrivedAt: at(100), arrivedOn: day }, "DE", promised);
    expect(on("2026-11-17")?.verdict).toBe("early");
    expect(on("2026-11-20")?.verdict).toBe("on-time");
    expect(on("2026-11-21")).toMatchObject({ how: "buyer", verdict: "late" });
    // Without a day only "by then" is known.
    expect(on(null)).toEqual({ at: at(100), how: "buyer", verdict: null });
    expect(deliveryOf([], { ...nothing, arrivedAt: at(1) }, "DE", promised)?.verdict).toBe("on-time");
  });
});

describe("the question whether it has arrived", () => {
  const parcel = { state: "in-transit", sentAt: at(0), country: "DE", promisedBy: "2026-11-20" } as const;

  it("is due two days after the promise, at the destination's midnight", () => {
    expect(timeToAsk([parcel], null, new Date("2026-11-21T22:59:59Z"))).toBe(false);
    expect(timeToAsk([parcel], null, new Date("2026-11-21T23:00:00Z"))).toBe(true);
  });

  it("is not asked of an answer already given, or of what is delivered", () => {
    const later = new Date("2026-12-20T00:00:00Z");
    expect(timeToAsk([parcel], { ...nothing, missingAt: at(1) }, later)).toBe(false);
    expect(timeToAsk([{ ...parcel, state: "delivered" }], null, later)).toBe(false);
    expect(timeToAsk([{ ...parcel, promisedBy: null }], null, later)).toBe(true);
    expect(timeToAsk([], null, later)).toBe(false);
  });
});

describe("a parcel its buyer misses", () => {
  const missing: BuyerWord = { ...nothing, missingAt: at(5) };

  it("is missing until they say that it came, or a later scan does", () => {
    expect(missingSince([], nothing)).toBeNull();
    expect(missingSince([], missing)).toEqual(at(5));
    expect(missingSince([], { ...missing, arrivedAt: at(9) })).toBeNull();
    expect(missingSince([event("delivered", 6)], missing)).toBeNull();
  });

  it("stays missing where the carrier had said delivered before, or the buyer had said yes before", () => {
    expect(missingSince([event("delivered", 4)], missing)).toEqual(at(5));
    expect(missingSince([], { ...missing, arrivedAt: at(4) })).toEqual(at(5));
  });
});
