import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isQuiet, laneChanges, laneIdOf, uncounted } from "./lane";

const id = "dhlexpress DE";

describe("a lane", () => {
  it("is one carrier, however it is written, to one country", () => {
    expect(laneIdOf("DHL Express", "DE")).toBe(laneIdOf("dhl-express", "DE"));
    expect(laneIdOf("DHL Express", "DE")).not.toBe(laneIdOf("DHL Express", "BR"));
    expect(laneIdOf("Other", "DE")).toBeNull();
    expect(laneIdOf("DHL Express", null)).toBeNull();
  });

  it("counts each parcel once, whatever it was counted as before", () => {
    const anyMark = fc.oneof(
      fc.constant(uncounted),
      fc.record({
        laneId: fc.constantFrom(id, "dhlexpress BR"),
        laneHeard: fc.boolean(),
        laneDays: fc.option(fc.integer({ min: 0, max: 30 })),
      }),
    );
    const anyLives = fc.array(fc.array(anyMark, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyLives, (lives) => {
        const moves = lives.flatMap((life) =>
          life.map((after, index) => ({ before: life[index - 1] ?? uncounted, after })),
        );
        const changes = laneChanges(moves);
        expect(changes.map((change) => change.laneId)).toEqual(changes.map((change) => change.laneId).sort());
        const own = changes.filter((change) => change.laneId === id);
        const last = lives.flatMap((life) => life.at(-1) ?? []).filter((one) => one.laneId === id);
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(sum(own.map((change) => change.sent))).toBe(last.length);
        expect(sum(own.map((change) => change.heard))).toBe(last.filter((one) => one.laneHeard).length);
        for (let days = 0; days <= 30; days++) {
          const come = own.filter((change) => change.come === days).length;
          const gone = own.filter((change) => change.gone === days).length;
          expect(come - gone).toBe(last.filter((one) => one.laneDays === days).length);
        }
      }),
    );
  });

  it("changes nothing for a parcel that has added the same", () => {
    const mark = { laneId: id, laneHeard: true, laneDays: 3 };
    expect(laneChanges([{ before: mark, after: { ...mark } }])).toEqual([]);
  });

  it("is quiet once twenty parcels went without a word, until the first is heard of", () => {
    expect(isQuiet({ sent: 19, heard: 0, days: [] })).toBe(false);
    expect(isQuiet({ sent: 20, heard: 0, days: [3, 4] })).toBe(true);
    expect(isQuiet({ sent: 500, heard: 1, days: [] })).toBe(false);
  });
});
