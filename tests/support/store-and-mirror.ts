import { forJob, vaultForDelivery } from "../../app/authenticate.server";
import type { Ctx } from "../../app/context";
import { inShop } from "../../app/db.server";
import { catchUp } from "../../app/orders/catch-up-commands.server";
import type { MirroredFulfillment, MirroredOrder } from "../../app/orders/core/order";
import { listShownOrders } from "../../app/orders/history-store.server";
import { readFulfillment, readFulfillmentEvent, readOrder } from "../../app/orders/read-bodies";
import { fulfillmentBody, fulfillmentEventBody, orderBody } from "../../app/orders/schemas";
import type { DevStore } from "./dev-store";

type State = { orders: MirroredOrder[]; fulfillments: MirroredFulfillment[]; events: { id: string }[] };
type Sent = {
  id: number;
  topic: string;
  payload: { id: number };
  webhookId: string;
  triggeredAt: string;
  state: string;
};

const sorted = <T extends { id: string }>(list: T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

/** All the dev store has ever tried to tell this shop's app, oldest first, whether it was sent or lost. */
export async function everySent(store: DevStore, shop: string): Promise<Sent[]> {
  const { deliveries } = await store.control<{ deliveries: Sent[] }>("deliveries", { shop, limit: 100_000 });
  return deliveries.reverse();
}

/**
 * What the store itself has, read from what it keeps and sends in the shape of webhooks: not by the way the app asks
 * for it.
 */
export async function stateOfStore(store: DevStore, shop: string): Promise<State> {
  const { orders } = await store.control<{ orders: { fulfillments: object[] }[] }>("orders/list", {
    shop,
    limit: 100_000,
  });
  const there = orders.map((one) => readOrder(orderBody.parse(one)));
  const ids = new Set(there.map((one) => one?.id));
  const sent = await everySent(store, shop);
  const takenBack = new Set(
    sent.filter(({ topic }) => topic === "fulfillment_events/delete").map(({ payload }) => payload.id),
  );
  const events = sent
    .filter(({ topic, payload }) => topic === "fulfillment_events/create" && !takenBack.has(payload.id))
    .map(({ payload }) => readFulfillmentEvent(fulfillmentEventBody.parse(payload)))
    .filter(({ orderId }) => ids.has(orderId));
  return {
    orders: sorted(there.flatMap((one) => one ?? [])),
    fulfillments: sorted(
      orders.flatMap((one) => one.fulfillments.map((raw) => readFulfillment(fulfillmentBody.parse(raw)))),
    ),
    events: sorted([...new Map(events.map((one) => [one.id, one])).values()]),
  };
}

/** What the app's mirror shows of the shop. */
export async function stateOfMirror(shop: string): Promise<State> {
  const vault = await vaultForDelivery(shop);
  if (!vault) throw new Error("the shop has no key");
  return inShop(shop, async (db) => {
    const rows = await db.order.findMany({ where: { shopId: shop }, select: { id: true } });
    const parcels = await db.fulfillment.findMany({ where: { shopId: shop }, select: { orderId: true } });
    const ids = [...new Set([...rows.map(({ id }) => id), ...parcels.map(({ orderId }) => orderId)])];
    const shown = await listShownOrders(db, { id: shop, vault }, ids);
    const events = await db.fulfillmentEvent.findMany({ where: { shopId: shop } });
    return {
      orders: sorted(shown.flatMap(({ order }) => order?.order ?? [])),
      fulfillments: sorted(shown.flatMap((one) => one.fulfillments.map(({ fulfillment }) => fulfillment))),
      events: sorted(events.map(({ shopId, mirroredAt, ...event }) => event)),
    };
  });
}

/** A job's context of the shop, at a clock that is ahead by so many minutes. */
export async function jobCtx(shop: string, minutesAhead = 0): Promise<Ctx> {
  const ctx = await forJob(shop, "test", { alsoWhenUninstalled: false });
  if (!ctx) throw new Error("the shop is not installed");
  return { ...ctx, now: () => new Date(Date.now() + minutesAhead * 60_000) };
}

/** Reads the store until nothing is due. */
export async function catchUpAll(ctx: Ctx): Promise<void> {
  while ((await catchUp(ctx)).more);
}
