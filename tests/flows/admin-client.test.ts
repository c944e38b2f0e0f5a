import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { sessionTable } from "../../app/db.server";
import { adminClient } from "../../app/gateways/shopify/admin-client.server";
import { ShopDetailsDocument } from "../../app/gateways/shopify/documents.generated";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { offlineSessionId, openToken } from "../../app/sessions.server";
import { type DevStore, type Fault, startDevStore } from "../support/dev-store";
import { prepareQueues } from "../support/run-jobs";
import { shopRow } from "../support/shops";

const sunda = "sunda-trading.myshopify.com";
const harbor = "harbor-lane.myshopify.com";

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
  await opened(sunda);
});

/** The shop's staff opens the app for the first time; the calls this took are forgotten. */
async function opened(shop: string) {
  await sessionTable.session.deleteMany({ where: { shop } });
  const ctx = await fromAdmin(await store.adminRequest(shop), "home.view");
  await store.clearCalls();
  return ctx;
}

let hours = 0;

/** A client whose waits take no time but are written down (ms), with the dice always showing `random`. */
function clientFor(shop: string, random = 0) {
  // Long after any call before, so that nothing is missing of a shop's budget.
  hours += 1;
  let clock = hours * 3_600_000;
  const waits: number[] = [];
  const onNeedsLogin = vi.fn(async () => undefined);
  const client = adminClient({
    shop,
    token: (refused) => offlineToken(shop, refused),
    onNeedsLogin,
    sleep: async (ms) => {
      clock += ms;
      if (ms > 0) waits.push(ms);
    },
    now: () => clock,
    random: () => random,
  });
  return {
    client,
    waits,
    waited: () => waits.reduce((sum, ms) => sum + ms, 0),
    onNeedsLogin,
    details: () => client.ask(ShopDetailsDocument, {}),
  };
}

const strike = (fault: Omit<Fault, "at">) => store.faults({ at: "graphql", ...fault });
const session = (shop = sunda) => sessionTable.session.findUnique({ where: { id: offlineSessionId(shop) } });

type Node = { id: string };
const document = <Data, Variables = Record<string, never>>(text: string) =>
  parse(text) as unknown as TypedDocumentNode<Data, Variables>;
const ordersDocument = document<{ orders: { nodes: { id: string; email: string | null }[] } }>(
  "query Orders { orders(first: 5) { nodes { id email } } }",
);
const eventsDocument = document<{ fulfillment: { events: { nodes: Node[] } } | null }, { id: string }>(
  "query Events($id: ID!) { fulfillment(id: $id) { events(first: 20) { nodes { id } } } }",
);
const addEventDocument = document<
  { fulfillmentEventCreate: { fulfillmentEvent: Node | null; userErrors: { message: string }[] } | null },
  { event: { fulfillmentId: string; status: string } }
>(`mutation AddEvent($event: FulfillmentEventInput!) {
  fulfillmentEventCreate(fulfillmentEvent: $event) { fulfillmentEvent { id } userErrors { message } }
}`);

describe("throttling", () => {
  /** What the platform takes the query to cost, in points. */
  const costOfDetails = async () => {
    const { details, waits } = clientFor(sunda, 0);
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
    const { details, waits } = clientFor(sunda, 1);
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
    await opened(harbor);
    await strike({ kind: "throttled", shop: "sunda-trading" });
    const slow = clientFor(sunda);
    const quick = clientFor(harbor);
    expect(await slow.details()).toEqual({ ok: false, problem: "throttled" });
    expect(await quick.details()).toMatchObject({ ok: true, data: { shop: { name: "Harbor Lane" } } });
    expect(slow.waited()).toBeGreaterThan(1000);
    expect(quick.waits).toEqual([]);
    // What is known of the one shop's budget holds the next call of that shop only.
    await store.faults();
    await quick.details();
    expect(quick.waits).toEqual([]);
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
    shortenDeadline();
    await strike({ ...fault, times: 2 });
    const { details, waits } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true, data: { shop: { name: "Sunda Trading" } } });
    expect(waits).toEqual([500, 1000]);
    expect((await store.calls()).graphql.total).toBe(3);
  });

  it.each(faults)("(%s) that does not end is given up within 25 s", async (_name, fault) => {
    const deadlines = shortenDeadline();
    await strike(fault);
    const { details, waited, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "unavailable" });
    expect(waited()).toBeLessThan(25_000);
    expect(deadlines().every((ms) => ms <= 10_000 && ms > 0)).toBe(true);
    expect((await store.calls()).graphql.total).toBeLessThan(10);
    expect(onNeedsLogin).not.toHaveBeenCalled();
    expect(await session()).not.toBeNull();
  });

  it("leaves the last try no more time than the 25 s have left", async () => {
    const deadlines = shortenDeadline();
    await strike({ kind: "status", status: 503, retryAfter: 12 });
    const { details, waits } = clientFor(sunda);
    await details();
    expect(waits).toEqual([12_000, 12_000]);
    expect(deadlines().slice(-3)).toEqual([10_000, 10_000, 1000]);
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
    for (const [input] of asked.mock.calls) expect(String(input)).toContain(sunda);
  });
});

/** Makes every deadline pass two hundred times sooner; answers which ones were set, in milliseconds. */
function shortenDeadline(): () => number[] {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(Math.ceil(ms / 200)));
  return () => spy.mock.calls.map(([ms]) => ms);
}

describe("a refused token", () => {
  it("is refreshed once in the middle of the work, and the call goes on", async () => {
    await store.control("expire-tokens", { shop: sunda });
    const { details, waits, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true });
    expect(await store.calls()).toMatchObject({
      token: { exchange: 0, refresh: 1, refused: 0 },
      graphql: { total: 2, refused: 1 },
    });
    expect(waits).toEqual([]);
    expect(onNeedsLogin).not.toHaveBeenCalled();
  });

  it("is refreshed once for twenty calls that all were refused", async () => {
    await store.control("expire-tokens", { shop: sunda });
    const answers = await Promise.all(Array.from({ length: 20 }, () => clientFor(sunda).details()));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
  });

  it("that is refused again after its refresh ends the session until a person opens the app", async () => {
    await strike({ kind: "unauthorized", times: 2 });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "needs-login" });
    expect(onNeedsLogin).toHaveBeenCalledOnce();
    expect(await session()).toBeNull();
    expect(await store.calls()).toMatchObject({
      token: { exchange: 0, refresh: 1, refused: 0 },
      graphql: { total: 2 },
    });
    expect(await details()).toEqual({ ok: false, problem: "needs-login" });
    expect((await store.calls()).graphql.total).toBe(2);
    // Not the stored token, which the platform refuses, but a new one.
    await opened(sunda);
    expect(await details()).toMatchObject({ ok: true });
  });

  it("marks the shop, and the next opening with a fresh id token heals it", async () => {
    const ctx = await opened(sunda);
    await strike({ kind: "unauthorized", times: 2 });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    expect((await shopRow(sunda))?.needsLoginSince).toBeInstanceOf(Date);
    await store.clearCalls();
    const again = await fromAdmin(await store.adminRequest(sunda), "home.view");
    expect((await store.calls()).token.exchange).toBe(1);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect(await again.admin.details()).toMatchObject({ ok: true });
  });

  it("is no dead shop while the token endpoint is the one that fails", async () => {
    await store.control("expire-tokens", { shop: sunda });
    await store.faults({ at: "token", kind: "status", status: 500 });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "unavailable" });
    expect(onNeedsLogin).not.toHaveBeenCalled();
    await store.faults();
    expect(await details()).toMatchObject({ ok: true });
  });

  it("is not taken for good because another caller's refresh failed at the same moment", async () => {
    await sessionTable.session.updateMany({
      where: { shop: sunda },
      data: { expires: new Date(Date.now() + 4 * 60_000) },
    });
    const stored = await storedToken();
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
      await new Promise((done) => setTimeout(done, 100));
      return new Response("{}", { status: 500 });
    });
    // The one only wants to be early and may fall back on the stored token; the other was refused with it.
    const early = offlineToken(sunda);
    const refused = offlineToken(sunda, { token: stored, afterRefresh: false });
    expect(await Promise.all([early, refused])).toEqual([
      { ok: true, token: stored },
      { ok: false, problem: "unavailable" },
    ]);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("with 403 is refreshed once; a fresh one that is forbidden, too, is a refusal and no dead token", async () => {
    await strike({ kind: "forbidden" });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "refused" });
    expect(await store.calls()).toMatchObject({ token: { refresh: 1 }, graphql: { total: 2 } });
    expect(onNeedsLogin).not.toHaveBeenCalled();
    expect(await session()).not.toBeNull();
    await strike({ kind: "forbidden", times: 1 });
    expect(await details()).toMatchObject({ ok: true });
  });
});

async function storedToken(): Promise<string> {
  const row = await session();
  return openToken(row?.id ?? "", "accessToken", row?.accessToken ?? "");
}

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

describe("a mutation", () => {
  let fulfillmentId: string;

  beforeEach(async () => {
    const granted = ["read_fulfillments", "read_orders", "write_fulfillments"];
    await store.control("scopes", { shop: sunda, granted });
    await store.control("orders/create");
    const { orders } = await store.control<{ orders: { fulfillmentId: number }[] }>("orders/fulfil", {
      latest: 1,
    });
    fulfillmentId = `gid://shopify/Fulfillment/${orders[0]?.fulfillmentId}`;
    await store.clearCalls();
  });

  const addEvent = (client: ReturnType<typeof clientFor>["client"]) =>
    client.ask(addEventDocument, { event: { fulfillmentId, status: "IN_TRANSIT" } });
  const countEvents = async () => {
    await store.faults();
    const answer = await clientFor(sunda).client.ask(eventsDocument, { id: fulfillmentId });
    return answer.ok && answer.data.fulfillment?.events.nodes.length;
  };

  it("is carried out once", async () => {
    const { client } = clientFor(sunda);
    expect(await addEvent(client)).toMatchObject({
      ok: true,
      data: { fulfillmentEventCreate: { userErrors: [] } },
    });
    expect(await countEvents()).toBe(1);
  });

  it.each<[string, Omit<Fault, "at">, number]>([
    ["a cut connection, the work done", { kind: "reset" }, 1],
    ["half of the JSON, the work done", { kind: "truncated" }, 1],
    ["500", { kind: "status", status: 500 }, 0],
    ["503 with Retry-After", { kind: "status", status: 503, retryAfter: 1 }, 0],
    ["a page", { kind: "html" }, 0],
    ["a redirect", { kind: "redirect" }, 0],
    ["nothing within the deadline, the work done later", { kind: "hang", ms: 150 }, 1],
  ])("is not repeated after %s", async (_name, fault, events) => {
    shortenDeadline();
    await strike({ ...fault, times: 1 });
    const { client, waits } = clientFor(sunda);
    expect(await addEvent(client)).toEqual({ ok: false, problem: "unavailable" });
    expect(waits).toEqual([]);
    expect((await store.calls()).graphql.total).toBe(1);
    vi.restoreAllMocks();
    await vi.waitFor(async () => expect(await countEvents()).toBe(events));
  });

  it.each<[string, Omit<Fault, "at">]>([
    ["THROTTLED", { kind: "throttled" }],
    ["429", { kind: "status", status: 429, retryAfter: 1 }],
    ["401", { kind: "unauthorized" }],
  ])("is repeated after %s, with which it was surely not carried out", async (_name, fault) => {
    await strike({ ...fault, times: 1 });
    const { client } = clientFor(sunda);
    expect(await addEvent(client)).toMatchObject({ ok: true });
    expect((await store.calls()).graphql.total).toBe(2);
    expect(await countEvents()).toBe(1);
  });

  it("with userErrors is an answer of its own, not a failure", async () => {
    fulfillmentId = "gid://shopify/Fulfillment/1";
    const answer = await addEvent(clientFor(sunda).client);
    expect(answer).toMatchObject({ ok: true, data: { fulfillmentEventCreate: { fulfillmentEvent: null } } });
    expect(answer.ok && answer.data.fulfillmentEventCreate?.userErrors).toHaveLength(1);
  });
});
