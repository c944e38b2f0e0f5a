import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type DevStore, type Fault, startDevStore } from "../support/dev-store";
import { openFirst, sunda } from "../support/platform-session";
import { prepareQueues } from "../support/run-jobs";
import { shortenDeadlines } from "../support/short-deadlines";
import { clientFor } from "../support/timeless-client";

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

type Node = { id: string };
const document = <Data, Variables = Record<string, never>>(text: string) =>
  parse(text) as unknown as TypedDocumentNode<Data, Variables>;
const eventsDocument = document<{ fulfillment: { events: { nodes: Node[] } } | null }, { id: string }>(
  "query Events($id: ID!) { fulfillment(id: $id) { events(first: 20) { nodes { id } } } }",
);
const addEventDocument = document<
  { fulfillmentEventCreate: { fulfillmentEvent: Node | null; userErrors: { message: string }[] } | null },
  { event: { fulfillmentId: string; status: string } }
>(`mutation AddEvent($event: FulfillmentEventInput!) {
  fulfillmentEventCreate(fulfillmentEvent: $event) { fulfillmentEvent { id } userErrors { message } }
}`);

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
    ["nothing within the deadline, the work done later", { kind: "hang", ms: 800 }, 1],
  ])("is not repeated after %s", async (_name, fault, events) => {
    if (fault.kind === "hang") shortenDeadlines({ to: 400, first: 1 });
    await strike({ ...fault, times: 1 });
    const { client, waits } = clientFor(sunda);
    expect(await addEvent(client)).toEqual({ ok: false, problem: "unavailable" });
    expect(waits).toEqual([]);
    expect((await store.calls()).graphql.total).toBe(1);
    vi.restoreAllMocks();
    await vi.waitFor(async () => expect(await countEvents()).toBe(events), { timeout: 30_000 });
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
