import { afterEach, describe, expect, it, vi } from "vitest";
import { type RawAnswer, readAnswer, waitBeforeRetry, waitForBudget } from "./admin-answers";

afterEach(() => vi.useRealTimers());

const shop = { shop: { name: "Sunda Trading" } };
const cost = (available: number, restoreRate = 100) => ({
  cost: {
    requestedQueryCost: 52,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate },
  },
});
const read = (change: Partial<RawAnswer<typeof shop>>) =>
  readAnswer({ status: 200, data: undefined, errors: [], ...change });
const retryAfter = (value: string) => ({ headers: new Headers({ "retry-after": value }) });
const error = (code?: string, path?: (string | number)[]) => ({
  message: "words of the platform",
  ...(path && { path }),
  ...(code && { extensions: { code } }),
});

describe("an answer with status 200", () => {
  it("is data, with the budget it leaves", () => {
    expect(read({ data: shop, extensions: cost(1948) })).toEqual({
      kind: "data",
      data: shop,
      withheld: [],
      cost: { requested: 52, available: 1948, restoreRate: 100 },
    });
  });

  it("is data with named holes when the app may not see some fields", () => {
    const errors = [
      error("ACCESS_DENIED", ["orders", "nodes", 0, "email"]),
      error("ACCESS_DENIED", ["orders", "nodes", "1", "phone"]),
    ];
    expect(read({ data: shop, errors })).toEqual({
      kind: "data",
      data: shop,
      withheld: ["orders.nodes.0.email", "orders.nodes.1.phone"],
    });
  });

  it.each([
    ["an error without a place", error("ACCESS_DENIED")],
    ["an error of another kind", error("SOMETHING_NEW", ["shop", "plan"])],
    ["an error without a code", error(undefined, ["shop", "plan"])],
    ["an error of another shape", "oops"],
    ["a failure of the platform in one field", error("INTERNAL_SERVER_ERROR", ["shop", "plan"])],
  ])("is a fault, not data, with %s beside the data", (_name, one) => {
    expect(read({ data: shop, errors: [error("ACCESS_DENIED", ["shop", "email"]), one] })).toEqual({
      kind: "fault",
    });
  });

  it.each([
    ["null data", null],
    ["no data", undefined],
    ["data that is no object", "<html>"],
  ])("is a fault with %s and no errors: it is not an empty shop", (_name, data) => {
    expect(read({ data: data as never })).toEqual({ kind: "fault" });
  });

  it.each([
    ["a query it does not understand", error("undefinedField", ["query", "shop", "nam"])],
    ["a missing scope", error("ACCESS_DENIED", ["orders"])],
    ["a closed shop", error("SHOP_INACTIVE")],
    ["a query that costs too much", error("MAX_COST_EXCEEDED")],
    ["an error of another shape", { path: null, extensions: null }],
  ])("is refused with null data and %s", (_name, one) => {
    expect(read({ data: null, errors: [one] })).toEqual({ kind: "refused" });
  });

  it.each(["INTERNAL_SERVER_ERROR", "TIMEOUT"])("is a fault that may pass with null data and %s", (code) => {
    expect(read({ data: null, errors: [error(code)] })).toEqual({ kind: "fault" });
  });

  it("is throttled with the code THROTTLED, and says what is missing", () => {
    expect(read({ errors: [error("THROTTLED")], extensions: cost(12) })).toEqual({
      kind: "throttled",
      cost: { requested: 52, available: 12, restoreRate: 100 },
    });
  });

  it.each([
    ["none", undefined],
    ["null", null],
    ["another shape", { cost: { requestedQueryCost: "52" } }],
    ["a rate that would make a wait endless", cost(12, 0)],
  ])("does without a budget when it reads %s", (_name, extensions) => {
    expect(read({ data: shop, extensions })).toEqual({ kind: "data", data: shop, withheld: [] });
  });
});

describe("an answer with another status", () => {
  it.each([
    [301, "fault"],
    [302, "fault"],
    [400, "refused"],
    [401, "dead-token"],
    [402, "refused"],
    [403, "forbidden"],
    [404, "refused"],
    [406, "refused"],
    [408, "fault"],
    [422, "refused"],
    [423, "fault"],
    [429, "throttled"],
    [430, "refused"],
    [500, "fault"],
    [502, "fault"],
    [503, "fault"],
    [504, "fault"],
    [520, "fault"],
  ])("%i is %s, whatever its body holds", (status, kind) => {
    expect(read({ status })).toEqual({ kind });
    expect(read({ status, data: shop, errors: [error("THROTTLED")] })).toEqual({ kind });
  });

  it("carries Retry-After in seconds", () => {
    expect(read({ status: 429, ...retryAfter("2.5") })).toEqual({ kind: "throttled", retryAfterMs: 2500 });
    expect(read({ status: 503, ...retryAfter("7") })).toEqual({ kind: "fault", retryAfterMs: 7000 });
    expect(read({ status: 423, ...retryAfter("0") })).toEqual({ kind: "fault", retryAfterMs: 0 });
  });

  it("carries Retry-After as a date", () => {
    vi.useFakeTimers({ now: new Date("2026-11-27T10:00:00Z") });
    const at = (date: string) => read({ status: 429, ...retryAfter(date) });
    expect(at("Fri, 27 Nov 2026 10:00:30 GMT")).toEqual({ kind: "throttled", retryAfterMs: 30_000 });
    expect(at("Fri, 27 Nov 2026 09:59:30 GMT")).toEqual({ kind: "throttled" });
  });

  it.each(["", "soon", "-3", "NaN", "Infinity"])("does without a Retry-After of '%s'", (value) => {
    expect(read({ status: 429, ...retryAfter(value) })).toEqual({ kind: "throttled" });
  });
});

describe("the wait for the shop's budget", () => {
  const state = { requested: 500, available: 100, restoreRate: 200, at: 10_000 };

  it("is the time in which the missing points are restored, less what has passed", () => {
    expect(waitForBudget(state, 10_000)).toBe(2000);
    expect(waitForBudget(state, 11_500)).toBe(500);
    expect(waitForBudget(state, 12_000)).toBe(0);
    expect(waitForBudget(state, 99_000)).toBe(0);
  });

  it("is none for a shop that was not asked yet or has enough", () => {
    expect(waitForBudget(undefined, 10_000)).toBe(0);
    expect(waitForBudget({ ...state, available: 500 }, 10_000)).toBe(0);
  });

  it("does not grow when the clock is set back", () => {
    expect(waitForBudget(state, 10_000 - 3_600_000)).toBe(2000);
  });
});

describe("the wait before the next try", () => {
  const throttled = (requested: number, restoreRate: number) =>
    ({ kind: "throttled", cost: { requested, available: 0, restoreRate } }) as const;

  it("follows the shop's restore rate", () => {
    expect(waitBeforeRetry(throttled(500, 100), 1, 0)).toBe(5000);
    expect(waitBeforeRetry(throttled(500, 1000), 1, 0)).toBe(500);
    expect(waitBeforeRetry(throttled(2, 200), 1, 0)).toBe(10);
  });

  it("is no hot loop when a cheap query is throttled again and again", () => {
    const waits = [2, 3, 4, 5, 6, 7].map((attempt) => waitBeforeRetry(throttled(2, 200), attempt, 0));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  });

  it("doubles to 8 s when the platform says nothing", () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => waitBeforeRetry({ kind: "fault" }, attempt, 0));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  });

  it("is what the platform asks for, if it does", () => {
    expect(waitBeforeRetry({ kind: "fault", retryAfterMs: 3000 }, 1, 0)).toBe(3000);
    expect(waitBeforeRetry({ kind: "throttled", retryAfterMs: 9000 }, 3, 0)).toBe(9000);
  });

  it("is no hot loop when the platform asks for no wait again and again", () => {
    const at = (attempt: number) => waitBeforeRetry({ kind: "throttled", retryAfterMs: 0 }, attempt, 0);
    expect([1, 2, 3].map(at)).toEqual([0, 500, 1000]);
  });

  it("is up to half as much again at random, never less", () => {
    expect(waitBeforeRetry({ kind: "fault" }, 1, 0.999)).toBe(750);
    expect(waitBeforeRetry({ kind: "throttled", retryAfterMs: 2000 }, 1, 0.5)).toBe(2500);
  });
});
