import { describe, expect, it } from "vitest";
import {
  admitNames,
  answerOf,
  countRefused,
  countShipment,
  noFigures,
  shipmentFigures,
} from "./shipment-figures";
import type { Shipment } from "./shipment-row";

const shipment = (change: Partial<Shipment> = {}): Shipment => ({
  externalId: "1",
  provider: "DHL Express",
  mode: "Air",
  country: "DE",
  promisedOn: "2026-03-10",
  deliveredOn: "2026-03-08",
  weightGrams: null,
  freightMillionths: "100000",
  currency: "EUR",
  ...change,
});

function figuresOf(...shipments: Shipment[]) {
  const figures = structuredClone(noFigures);
  for (const one of shipments) {
    admitNames(figures, one);
    countShipment(figures, one);
  }
  return figures;
}

describe("answerOf", () => {
  it("compares calendar days, over months and leap days, and leaves out what was not delivered", () => {
    const answer = answerOf(
      figuresOf(
        shipment(),
        shipment({ promisedOn: "2024-02-28", deliveredOn: "2024-03-01", mode: "Sea" }),
        shipment({ deliveredOn: "2026-03-10" }),
        shipment({ deliveredOn: null, mode: null }),
      ),
    );
    expect(answer).toMatchObject({
      delivered: 3,
      onTime: 2,
      onTimeShare: 2 / 3,
      meanDelayDays: 0,
      freightSum: 0.4,
    });
    expect(answer.byMode).toEqual({
      Air: { rows: 2, delivered: 2, onTime: 2, onTimeShare: 1, meanDelayDays: -1 },
      Sea: { rows: 1, delivered: 1, onTime: 0, onTimeShare: 0, meanDelayDays: 2 },
    });
  });

  it("says nothing of shares where nothing was delivered", () => {
    expect(answerOf(noFigures)).toMatchObject({
      onTimeShare: null,
      meanDelayDays: null,
      freightSum: 0,
      byMode: {},
    });
  });

  it("counts names that a program would take for its own, and survives being kept as JSON", () => {
    const figures = figuresOf(
      shipment({ mode: "__proto__" }),
      shipment({ mode: "constructor", provider: "toString" }),
    );
    const kept = JSON.parse(JSON.stringify(figures)) as typeof figures;
    expect(Object.keys(answerOf(kept).byMode).sort()).toEqual(["__proto__", "constructor"]);
    expect(shipmentFigures.parse(noFigures)).toEqual(noFigures);
  });
});

describe("admitNames", () => {
  it("stops at two hundred names: the column holds something else", () => {
    const figures = structuredClone(noFigures);
    for (let at = 0; at < 200; at++)
      expect(admitNames(figures, shipment({ mode: `${at}`, provider: null }))).toEqual([]);
    expect(admitNames(figures, shipment({ mode: "200" }))).toEqual(["mode"]);
    expect(admitNames(figures, shipment({ mode: "7" }))).toEqual([]);
    expect(Object.keys(answerOf(figures).byMode)).toEqual([]);
  });
});

describe("countRefused", () => {
  it("counts cells, and a row once however many of its cells kept it out", () => {
    const figures = structuredClone(noFigures);
    const cell = {
      row: 1,
      column: "freight",
      heading: null,
      value: "",
      reason: "missing",
      wholeRow: false,
    } as const;
    countRefused(figures, [cell, { ...cell, wholeRow: true }, { ...cell, wholeRow: true }]);
    countRefused(figures, [cell]);
    expect(answerOf(figures)).toMatchObject({ refusedCells: 4, refusedRows: 1 });
  });
});
