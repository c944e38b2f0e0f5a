import { afterAll, beforeAll, expect, it } from "vitest";
import { storeUnderTest } from "./store-under-test.ts";

let store: Awaited<ReturnType<typeof storeUnderTest>>;
beforeAll(async () => {
  store = await storeUnderTest(0);
});
afterAll(() => store.close());

type Past = { orders: { id: string; order: { name: string }; fulfillments: object[]; events: object[] }[] };

const told = (steps: { status: string; at: string }[]) => ({
  name: "001-00",
  createdAt: "2026-09-01T08:00:00Z",
  country: "BR",
  shipping: { title: "Economy", code: "ECO", price: "6.20" },
  parcel: { company: "Lotus Consolidated", number: "X1CN", at: "2026-09-02T09:00:00Z", steps },
});
const left = { status: "in_transit", at: "2026-09-02T12:00:00Z" };
const came = { status: "delivered", at: "2026-09-12T15:00:00Z" };

it("remembers an order of the past silently, and adds only what has happened since", async () => {
  const load = (steps: { status: string; at: string }[]) =>
    store.control<Past>("load-past", { orders: [told(steps)] });
  const [first] = (await load([left])).orders;
  expect(first).toMatchObject({ fulfillments: [{ shipment_status: "in_transit" }], events: [{}] });
  const [again] = (await load([left])).orders;
  expect(again).toEqual(first);
  const [later] = (await load([left, came])).orders;
  expect(later?.id).toBe(first?.id);
  expect(later).toMatchObject({
    fulfillments: [{ shipment_status: "delivered" }],
    events: [{ status: "in_transit" }, { status: "delivered" }],
  });
  const { deliveries } = await store.control<{ deliveries: object[] }>("deliveries", {});
  expect(deliveries).toEqual([]);
});
