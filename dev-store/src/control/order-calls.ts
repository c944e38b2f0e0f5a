import {
  addEvent,
  cancelOrder,
  deleteOrder,
  editOrder,
  fulfillmentPayload,
  fulfilOrder,
  takeBackEvent,
} from "../orders/changes.ts";
import type { OrderDocument } from "../orders/document.ts";
import { allOrders, eventsOf, latestOrders } from "../orders/ledger.ts";
import { parcelSteps } from "../orders/parcel-steps.ts";
import { placeOrder } from "../orders/place.ts";
import type { Platform } from "../platform.ts";
import { atOnce } from "../state.ts";
import { announce } from "../webhooks/announce.ts";
import { type ControlBody, Refused } from "./body.ts";

export type ControlCall = (platform: Platform, body: ControlBody) => unknown;

/** An order as control calls name it. */
export const brief = (order: OrderDocument) => ({
  id: order.id,
  name: order.name,
  adminGraphqlApiId: order.admin_graphql_api_id,
});
const optional = <K extends string, V>(key: K, value: V | undefined) =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>);

const create: ControlCall = (platform, body) => {
  const shop = body.shop(platform);
  const count = body.number("count") ?? 1;
  return atOnce(platform.db, () => ({
    orders: Array.from({ length: count }, () =>
      brief(
        placeOrder(platform, shop, {
          ...optional("country", body.text("country")),
          ...optional("currency", body.text("currency")),
          ...optional("email", body.text("email")),
          ...optional("locale", body.text("locale")),
          ...optional("option", body.text("option")),
          ...optional("createdAt", body.time("createdAt")),
          ...optional("firstName", body.text("firstName")),
          ...optional("lastName", body.text("lastName")),
          ...optional("quantity", body.number("quantity")),
          silent: body.flag("silent"),
        }),
      ),
    ),
  }));
};

const each =
  (
    work: (
      platform: Platform,
      body: ControlBody,
      shop: ReturnType<ControlBody["shop"]>,
      order: OrderDocument,
    ) => object,
  ): ControlCall =>
  (platform, body) => {
    const shop = body.shop(platform);
    const orders = body.orders(platform, shop);
    return atOnce(platform.db, () => ({
      orders: orders.map((order) => ({ ...brief(order), ...work(platform, body, shop, order) })),
    }));
  };

const update = each((platform, body, shop, order) => {
  editOrder(platform, shop, order, {
    note: body.text("note") ?? `${order.note ?? ""}.`,
    ...optional("city", body.text("city")),
    ...optional("email", body.text("email")),
  });
  return {};
});

const cancel = each((platform, _body, shop, order) => {
  cancelOrder(platform, shop, order);
  return {};
});

const remove = each((platform, _body, shop, order) => {
  deleteOrder(platform, shop, order);
  return {};
});

const fulfil = each((platform, body, shop, order) => {
  const number = body.text("number") ?? `SD${order.id % 1_000_000}CN`;
  const { id } = fulfilOrder(platform, shop, order, {
    company: body.text("company") ?? "Sunda Post",
    number,
    url: body.text("url") ?? `https://track.example/${number}`,
  });
  return { fulfillmentId: id };
});

const event = each((platform, body, shop, order) => {
  const status = body.needText("status");
  if (!(status in parcelSteps))
    throw new Refused(
      `${status} is not a step of a parcel; there are ${Object.keys(parcelSteps).join(", ")}.`,
    );
  const fulfillment = order.fulfillments.at(-1);
  if (!fulfillment) throw new Refused(`${order.name} has not been shipped.`);
  const happenedAt = body.time("happenedAt");
  const added = addEvent(platform, shop, order, fulfillment, {
    status,
    ...optional("happenedAt", happenedAt),
    message: body.text("message") ?? null,
    city: body.text("city") ?? null,
    country: body.text("country") ?? null,
    estimatedDeliveryAt: body.time("estimatedDeliveryAt") ?? null,
  });
  return { fulfillmentId: fulfillment.id, eventId: added.id };
});

const takeBack = each((platform, _body, shop, order) => {
  const fulfillment = order.fulfillments.at(-1);
  const gone = fulfillment && takeBackEvent(platform, shop, order, fulfillment);
  if (!gone) throw new Refused(`${order.name} has no step to take back.`);
  return { fulfillmentId: fulfillment.id, eventId: gone.id };
});

const replay: ControlCall = (platform, body) => {
  const shop = body.shop(platform);
  const topic = body.text("topic") ?? "orders/create";
  const orders = body.list("ids")
    ? body.orders(platform, shop)
    : allOrders(platform, shop).slice(0, body.number("count"));
  const sent = atOnce(platform.db, () =>
    orders.flatMap((order) => {
      if (topic.startsWith("orders/")) return announce(platform, shop, topic, order, {});
      if (topic === "fulfillment_events/create") {
        const events = order.fulfillments.flatMap((one) => eventsOf(platform, shop, one.id));
        return events.flatMap((one) => announce(platform, shop, topic, one, {}));
      }
      if (!topic.startsWith("fulfillments/")) throw new Refused(`The dev store cannot replay ${topic}.`);
      return order.fulfillments.flatMap((one) =>
        announce(platform, shop, topic, fulfillmentPayload(order, one), {}),
      );
    }),
  );
  return { sent: sent.length };
};

/** Control calls that make orders move. */
export const orderCalls: Record<string, ControlCall> = {
  "orders/create": create,
  "orders/update": update,
  "orders/cancel": cancel,
  "orders/delete": remove,
  "orders/fulfil": fulfil,
  "orders/event": event,
  "orders/event-delete": takeBack,
  "orders/list": (platform, body) => ({
    orders: latestOrders(platform, body.shop(platform), body.number("limit") ?? 50),
  }),
  replay,
};
