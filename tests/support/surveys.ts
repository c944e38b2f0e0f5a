import { randomUUID } from "node:crypto";
import { inShop } from "../../app/db.server";
import { formFor } from "../../app/surveys/core/form";
import { currentVersion } from "../../app/surveys/core/item-bank";
import type { Touch } from "../../app/surveys/core/wording";
import { askDoor, buyerToken } from "./buyer-token";
import { deliver } from "./deliveries";
import { eventPayload, fulfillmentPayload, orderPayload } from "./payloads";

export type AnswersBody = {
  orderId: string;
  touch: Touch;
  version: string;
  submissionId: string;
  locale: string;
  answers: { item: string; value: number | null; reason?: string }[];
};

/** A whole form answered alike; the argument replaces single fields. */
export function answersBody(
  orderId: number | string,
  touch: Touch,
  value: number,
  change: Partial<AnswersBody> = {},
): AnswersBody {
  const answers = formFor(String(orderId), currentVersion).map(({ id }) => ({ item: id, value }));
  return {
    orderId: `gid://shopify/Order/${orderId}`,
    touch,
    version: currentVersion,
    submissionId: randomUUID(),
    locale: "de",
    answers,
    ...change,
  };
}

/** Sends answers as a block does, as a guest or a customer. */
export function sendAnswers(shop: string, body: unknown, customer?: number) {
  return askDoor("/buyer/answers", body, {
    token: buyerToken(shop, customer === undefined ? {} : { customer }),
  });
}

/** An order the store tells of; sent, and delivered where asked. The jobs are still to run. */
export async function storeOrder(
  shop: string,
  options: { delivered?: boolean; change?: Record<string, unknown> } = {},
) {
  const order = orderPayload(options.change);
  await deliver(shop, "orders/create", order);
  if (options.delivered) await deliverParcel(shop, order.id);
  return order;
}

/** The order's one parcel leaves and arrives. */
export async function deliverParcel(shop: string, orderId: number): Promise<void> {
  const parcel = fulfillmentPayload(orderId);
  await deliver(shop, "fulfillments/create", parcel);
  const at = new Date().toISOString();
  const event = eventPayload(orderId, parcel.id, { status: "delivered", happened_at: at });
  await deliver(shop, "fulfillment_events/create", event);
}

/** Every buyer of the shop answers the whole form, with words of their own where some are given. */
export async function answerAll(shop: string, touch: Touch, value: number, comment?: string): Promise<void> {
  const orders = await inShop(shop, (db) => db.order.findMany({ where: { shopId: shop } }));
  for (const { id } of orders) await sendAnswers(shop, { ...answersBody(id, touch, value), comment });
}
