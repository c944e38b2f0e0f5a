import type { ToldOrder } from "../../orders/core/told-order";
import type { AdminAnswer, AdminClient } from "./admin-client.server";
import {
  StoreFulfillmentEventsDocument,
  type StoreFulfillmentEventsQuery,
  StoreOrderFulfillmentsDocument,
  StoreOrdersCountDocument,
  StoreOrdersDocument,
  StoreOrdersKnownDocument,
  type StoreOrdersQuery,
} from "./documents.generated";
import { fulfillmentAsTold, fulfillmentEventAsTold, orderAsTold } from "./orders-as-told";

/** Which orders: placed since then, the newest first; or changed since then, the earliest change first. */
export type OrdersWish = { after: string | null } & ({ placedSince: Date } | { changedSince: Date });

export type OrdersPage = {
  orders: ToldOrder[];
  /** Where the next page begins; null after the last. */
  next: string | null;
  /** The latest change among them, by the store's clock; null on an empty page. */
  lastChangedAt: Date | null;
  /** The store kept something of the buyers back: what is missing is not known, not empty. */
  personHidden: boolean;
};

type OrderNode = StoreOrdersQuery["orders"]["nodes"][number];
type EventNode = NonNullable<StoreFulfillmentEventsQuery["fulfillment"]>["events"]["nodes"][number];
type ParcelNode = Omit<OrderNode["fulfillments"][number], "events">;
type Parcels = { fulfillments: ParcelNode[]; events: { parcel: ParcelNode; node: EventNode }[] };

/** A page of the store's orders with all their parcels and all that happened to them. */
export async function readOrders(
  client: AdminClient,
  { after, ...wish }: OrdersWish,
): Promise<AdminAnswer<OrdersPage>> {
  const asked = "placedSince" in wish ? placed(wish.placedSince) : changed(wish.changedSince);
  const answer = await client.ask(StoreOrdersDocument, { ...asked, after });
  if (!answer.ok) return answer;
  const { nodes, pageInfo } = answer.data.orders;
  const orders: ToldOrder[] = [];
  for (const node of nodes) {
    const parcels = await allParcels(client, node);
    if (!parcels.ok) return parcels;
    const { fulfillments, events } = parcels.data;
    const id = node.legacyResourceId;
    orders.push({
      order: orderAsTold(node),
      fulfillments: fulfillments.map((one) => fulfillmentAsTold(one, id)),
      events: events.map(({ parcel, node }) => fulfillmentEventAsTold(node, parcel, id)),
    });
  }
  const times = nodes.map((node) => Date.parse(node.updatedAt));
  const data = {
    orders,
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    lastChangedAt: times.length > 0 ? new Date(Math.max(...times)) : null,
    personHidden: answer.withheld.length > 0,
  };
  return { ok: true, data, withheld: answer.withheld };
}

const placed = (since: Date) =>
  ({ query: placedQuery(since), sortKey: "CREATED_AT", reverse: true }) as const;
const changed = (since: Date) =>
  ({ query: `updated_at:>='${since.toISOString()}'`, sortKey: "UPDATED_AT", reverse: false }) as const;
const placedQuery = (since: Date) => `created_at:>='${since.toISOString()}'`;

/** The parcels of an order: those of its page where that holds them all, else asked for one by one. */
async function allParcels(client: AdminClient, node: OrderNode): Promise<AdminAnswer<Parcels>> {
  const shown = node.fulfillments.length;
  const whole = (node.fulfillmentsCount?.count ?? (shown < fulfillmentsOnPage ? 0 : shown + 1)) <= shown;
  let fulfillments: ParcelNode[] = node.fulfillments;
  if (!whole) {
    const id = `gid://shopify/Order/${node.legacyResourceId}`;
    const answer = await client.ask(StoreOrderFulfillmentsDocument, { id });
    if (!answer.ok) return answer;
    fulfillments = answer.data.order?.fulfillments ?? node.fulfillments;
  }
  const events: Parcels["events"] = [];
  for (const parcel of fulfillments) {
    const first = node.fulfillments.find((one) => one.id === parcel.id)?.events;
    const answer = await allEvents(client, parcel.id, first);
    if (!answer.ok) return answer;
    events.push(...answer.data.map((node) => ({ parcel, node })));
  }
  return { ok: true, data: { fulfillments, events }, withheld: [] };
}

/** As many as store-orders.graphql asks for with each order. */
const fulfillmentsOnPage = 3;

type EventsPage = { nodes: EventNode[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

async function allEvents(
  client: AdminClient,
  id: string,
  first: EventsPage | undefined,
): Promise<AdminAnswer<EventNode[]>> {
  const events = [...(first?.nodes ?? [])];
  let page = first?.pageInfo ?? { hasNextPage: true, endCursor: null };
  while (page.hasNextPage) {
    const answer: AdminAnswer<StoreFulfillmentEventsQuery> = await client.ask(
      StoreFulfillmentEventsDocument,
      { id, after: page.endCursor },
    );
    if (!answer.ok) return answer;
    const found = answer.data.fulfillment?.events;
    if (!found) break;
    events.push(...found.nodes);
    page = found.pageInfo;
  }
  return { ok: true, data: events, withheld: [] };
}

/** How many orders were placed since then, as far as the platform counts: 10,000. Null when it does not say. */
export async function countOrders(client: AdminClient, since: Date): Promise<AdminAnswer<number | null>> {
  const answer = await client.ask(StoreOrdersCountDocument, { query: placedQuery(since) });
  if (!answer.ok) return answer;
  return { ok: true, data: answer.data.ordersCount?.count ?? null, withheld: answer.withheld };
}

/** Which of these orders, at most 250, the store still has and shows. */
export async function readKnownOrders(
  client: AdminClient,
  ids: readonly string[],
): Promise<AdminAnswer<string[]>> {
  const answer = await client.ask(StoreOrdersKnownDocument, {
    ids: ids.map((id) => `gid://shopify/Order/${id}`),
  });
  if (!answer.ok) return answer;
  // A null with an error beside it is kept back, not gone.
  if (answer.withheld.length > 0) return { ok: false, problem: "refused" };
  const data = answer.data.nodes.flatMap((node) =>
    node && "legacyResourceId" in node ? [String(node.legacyResourceId)] : [],
  );
  return { ok: true, data, withheld: [] };
}
