import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type DevStore, type Fault, startDevStore } from "../support/dev-store";
import { harbor, openFirst, sessionRow, sunda } from "../support/platform-session";
import { prepareQueues } from "../support/run-jobs";
import { shortenDeadlines } from "../support/short-deadlines";
import { clientFor, freshClock } from "../support/timeless-client";

let store: DevStore;

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
});

afterAll(() => store.stop());

beforeEach(async () => {
  vi.restoreAllMocks();
  await store.control("reset", { seedOrders: 0 });
  await store.control("webhooks", { paused: true });
  await openFirst(store);
});

const strike = (fault: Omit<Fault, "at">) => store.faults({ at: "graphql", ...fault });

const document = <Data, Variables = Record<string, never>>(text: string) =>
  parse(text) as unknown as TypedDocumentNode<Data, Variables>;
const ordersDocument = document<{ orders: { nodes: { id: string; email: string | null }[] } }>(
  "query Orders { orders(first: 5) { nodes { id email } } }",
);

describe("throttling", () => {
  /** What the platform takes the query to cost, in points. */
  const costOfDetails = async () => {
    const { details, waits } = clientFor(sunda);
    await store.control("plan", { shop: sunda, plan: "basic" });
    await strike({ kind: "throttled", times: 1 });
    await details();
    return (waits[0] ?? 0) / 10;
  };

  it("is waited out by the shop's restore rate", async () => {
    const cost = await costOfDetails();
    expect(cost).toBeGreaterThan(1);
    await store.control("plan", { shop: sunda, plan: "advanced" });
    await strike({ kind: "throttled", times: 1 });
    const { details, waits } = clientFor(sunda, { random: 1 });
    await store.clearCalls();
    expect(await details()).toMatchObject({ ok: true });
    // 200 points a second, and half as much again by the dice.
    expect(waits).toEqual([Math.round((cost / 200) * 1000 * 1.5)]);
    expect((await store.calls()).graphql).toMatchObject({ total: 2, refused: 1 });
  });

  it("that does not end is given up within 25 s, without a hot loop", async () => {
    await strike({ kind: "throttled" });
    const { details, waited } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "throttled" });
    expect(waited()).toBeLessThan(25_000);
    expect((await store.calls()).graphql.total).toBeLessThan(10);
  });

  it("with status 429 is waited out as long as Retry-After says", async () => {
    await strike({ kind: "status", status: 429, retryAfter: 3, times: 2 });
    const { details, waits } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true });
    expect(waits).toEqual([3000, 3000]);
  });

  it("with a Retry-After past our patience is given up at once, for a later try of the job", async () => {
    await strike({ kind: "status", status: 429, retryAfter: 3600 });
    const { details, waits } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "throttled" });
    expect(waits).toEqual([]);
    expect((await store.calls()).graphql.total).toBe(1);
  });

  it("of one shop does not slow another", async () => {
    await store.control("install", { shop: harbor });
    await openFirst(store, harbor);
    await strike({ kind: "throttled", shop: "sunda-trading" });
    const clock = freshClock();
    const slow = clientFor(sunda, { clock });
    const quick = clientFor(harbor, { clock });
    expect(await slow.details()).toEqual({ ok: false, problem: "throttled" });
    expect(await quick.details()).toMatchObject({ ok: true, data: { shop: { name: "Harbor Lane" } } });
    expect(slow.waited()).toBeGreaterThan(1000);
    expect(quick.waits).toEqual([]);
  });

  it("is known to the shop's next call, which waits for its points before it asks", async () => {
    await strike({ kind: "throttled" });
    const clock = freshClock();
    const first = clientFor(sunda, { clock });
    await first.details();
    await store.faults();
    await store.clearCalls();
    const next = clientFor(sunda, { clock });
    expect(await next.details()).toMatchObject({ ok: true });
    expect(next.waits).toEqual([first.waits[0]]);
    expect((await store.calls()).graphql).toMatchObject({ total: 1, refused: 0 });
  });
});

describe("an answer that is none", () => {
  const faults: [string, Omit<Fault, "at">][] = [
    ["500", { kind: "status", status: 500 }],
    ["502", { kind: "status", status: 502 }],
    ["503", { kind: "status", status: 503 }],
    ["423", { kind: "status", status: 423 }],
    ["a page", { kind: "html" }],
    ["half of the JSON", { kind: "truncated" }],
    ["a cut connection", { kind: "reset" }],
    ["a redirect", { kind: "redirect" }],
    ["nothing within the deadline", { kind: "hang", ms: 60_000 }],
  ];

  it.each(faults)("(%s) is tried again, with growing pauses", async (_name, fault) => {
    if (fault.kind === "hang") shortenDeadlines({ to: 400, first: 2 });
    await strike({ ...fault, times: 2 });
    const { details, waits } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true, data: { shop: { name: "Sunda Trading" } } });
    expect(waits).toEqual([500, 1000]);
    expect((await store.calls()).graphql.total).toBe(3);
  });

  it.each(faults)("(%s) that does not end is given up within 25 s", async (_name, fault) => {
    const deadlines = shortenDeadlines(fault.kind === "hang" ? { to: 50 } : {});
    await strike(fault);
    const { details, waited, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "unavailable" });
    expect(waited()).toBeLessThan(25_000);
    expect(deadlines.every((ms) => ms <= 10_000 && ms > 0)).toBe(true);
    expect((await store.calls()).graphql.total).toBeLessThan(10);
    expect(onNeedsLogin).not.toHaveBeenCalled();
    expect(await sessionRow()).not.toBeNull();
  });

  it("leaves the last try no more time than the 25 s have left", async () => {
    const deadlines = shortenDeadlines();
    await strike({ kind: "status", status: 503, retryAfter: 12 });
    const { details, waits } = clientFor(sunda);
    await details();
    expect(waits).toEqual([12_000, 12_000]);
    expect(deadlines.slice(-3)).toEqual([10_000, 10_000, 1000]);
  });

  it("(503) is waited out as long as Retry-After says", async () => {
    await strike({ kind: "status", status: 503, retryAfter: 4, times: 1 });
    const { details, waits } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true });
    expect(waits).toEqual([4000]);
  });

  it("(a redirect) does not take the token elsewhere", async () => {
    await strike({ kind: "redirect", times: 1 });
    const asked = vi.spyOn(globalThis, "fetch");
    await clientFor(sunda).details();
    expect(asked.mock.calls.length).toBeGreaterThan(1);
    // Following would keep the token's header, which is none of those that are dropped on the way elsewhere.
    for (const [, init] of asked.mock.calls) expect(init?.redirect).toBe("manual");
  });
});

describe("an answer with errors", () => {
  it("names the fields that were withheld, here as everywhere in the platform", async () => {
    await store.control("orders/create", { count: 2 });
    await store.control("withhold", { shop: sunda, fields: ["email"] });
    const answer = await clientFor(sunda).client.ask(ordersDocument, {});
    expect(answer).toMatchObject({
      ok: true,
      withheld: ["orders.nodes.0.email", "orders.nodes.1.email"],
      data: { orders: { nodes: [{ email: null }, { email: null }] } },
    });
  });

  it("keeps the rest of the data when one field of it is withheld", async () => {
    await strike({ kind: "partial", path: "shop.shopAddress.countryCodeV2" });
    expect(await clientFor(sunda).details()).toMatchObject({
      ok: true,
      withheld: ["shop.shopAddress.countryCodeV2"],
      data: { shop: { name: "Sunda Trading", shopAddress: { countryCodeV2: null } } },
    });
  });

  it("without data is refused, not empty, and not asked again", async () => {
    await store.control("scopes", { shop: sunda, granted: ["read_fulfillments"] });
    const { client, waits } = clientFor(sunda);
    expect(await client.ask(ordersDocument, {})).toEqual({ ok: false, problem: "refused" });
    expect(await client.ask(document("{ shop { nam } }"), {})).toEqual({ ok: false, problem: "refused" });
    expect(waits).toEqual([]);
    expect((await store.calls()).graphql.total).toBe(2);
  });

  it("with status 402 or 404 is refused and not asked again", async () => {
    for (const status of [402, 404]) {
      await strike({ kind: "status", status });
      expect(await clientFor(sunda).details()).toEqual({ ok: false, problem: "refused" });
    }
    expect((await store.calls()).graphql.total).toBe(2);
  });
});
