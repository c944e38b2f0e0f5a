import { describe, expect, it } from "vitest";
import {
  afterPage,
  afterRefusal,
  goneOrders,
  nextPass,
  type OrderPass,
  type PageRead,
  readPlaced,
  writePlaced,
} from "./order-pass";

const start = new Date("2026-11-27T12:00:00Z");
const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const page = (change: Partial<PageRead> = {}): PageRead => ({
  ...{ read: 1, next: null, lastChangedAt: null, changed: [] },
  ...change,
});

/** The walks as they stand once each kind was begun and ended at `at`. */
function walked(at: Date, read: Partial<Record<OrderPass["kind"], PageRead>> = {}): OrderPass[] {
  const passes: OrderPass[] = [];
  for (let next = nextPass(passes, 1, at); next; next = nextPass(passes, 1, at))
    passes.push(afterPage(next, read[next.kind] ?? page(), at));
  return passes;
}

describe("the walks through a store's orders", () => {
  it("are first what was placed before, then what changed meanwhile, then what is gone", () => {
    const passes = walked(start);
    expect(passes.map(({ kind, since }) => [kind, (start.getTime() - since.getTime()) / 86_400_000])).toEqual(
      [
        ["backfill", 60],
        ["changes", 10 / 1_440],
        ["deletions", 45],
      ],
    );
    expect(nextPass(passes, 1, later(4))).toBeNull();
  });

  it("go back ten minutes behind the latest change they have seen, however long ago that was", () => {
    const passes = walked(start, { changes: page({ lastChangedAt: later(-3) }) });
    expect(nextPass(passes, 1, later(3 * 60))).toMatchObject({ kind: "changes", since: later(-13) });
  });

  it("keep their place when a walk reads nothing", () => {
    const passes = walked(start, { changes: page({ read: 0 }) });
    expect(nextPass(passes, 1, later(60))).toMatchObject({ kind: "changes", since: later(-10) });
  });

  it("begin anew after a reinstall", () => {
    expect(nextPass(walked(start), 2, later(1))).toMatchObject({ kind: "backfill", epoch: 2, read: 0 });
  });

  it("look for deletions once a day", () => {
    const passes = walked(start);
    expect(nextPass(passes, 1, later(19 * 60))?.kind).toBe("changes");
    expect(nextPass(passes, 1, later(21 * 60))?.kind).toBe("deletions");
  });

  it("do not let a store that hides deletions keep changes from being read", () => {
    const passes = walked(start).map((one) =>
      one.kind === "deletions" ? { ...afterRefusal(one, start), finishedAt: null } : one,
    );
    expect(nextPass(passes, 1, later(30))?.kind).toBe("changes");
    expect(nextPass(passes, 1, later(7 * 60))?.kind).toBe("deletions");
  });

  it("count as found only what did not change just now: its delivery may be on the way", () => {
    const [, changes] = walked(start);
    const read = page({ changed: [later(-1), later(-3)], lastChangedAt: later(-1) });
    expect(changes && afterPage(changes, read, start)).toMatchObject({ repaired: 1, lastRepairedAt: start });
  });

  it("give up a cursor the store refuses, and rest when it refuses without one", () => {
    const [backfill, changes] = walked(start);
    if (!backfill || !changes) throw new Error("two walks are needed");
    expect(afterRefusal({ ...changes, cursor: "c", reached: later(-1), read: 40 }, start)).toMatchObject({
      ...{ cursor: null, read: 0, refused: false },
      since: later(-1),
    });
    expect(afterRefusal({ ...backfill, cursor: null }, start)).toMatchObject({
      refused: true,
      notBefore: later(6 * 60),
    });
  });
});

describe("orders the store does not name any more", () => {
  const asked = Array.from({ length: 12 }, (_, number) => String(number));

  it("are gone, but for most of a page", () => {
    expect(goneOrders(asked, asked.slice(2))).toEqual(["0", "1"]);
    expect(goneOrders(asked, asked.slice(7))).toBeNull();
    expect(goneOrders(["1", "2"], [])).toEqual(["1", "2"]);
  });
});

describe("a place in the mirror", () => {
  it("is read as it was written; anything else is the beginning", () => {
    const order = { id: "8000000000001", placedAt: later(3) };
    expect(readPlaced(writePlaced(order))).toEqual(order);
    // An order's id alone is how it was written before.
    for (const cursor of [null, "", "8000000000001", "x_1", "1_x"]) expect(readPlaced(cursor)).toBeNull();
  });
});
