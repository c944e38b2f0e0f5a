import { listMails } from "../mail/mailbox.ts";
import { findOrder, latestOrders } from "../orders/ledger.ts";
import { freshWebhookBehavior } from "../platform.ts";
import { redactShopNow, sendCompliance } from "../shop/installation.ts";
import { announce } from "../webhooks/announce.ts";
import { flushDeliveries, listDeliveries } from "../webhooks/log.ts";
import { type ControlBody, Refused } from "./body.ts";
import type { ControlCall } from "./order-calls.ts";

const numbers = ["duplicates", "delayMs", "reorderMs", "dropRate", "timeoutMs", "timeScale"] as const;

const webhooks: ControlCall = (platform, body) => {
  if (body.flag("reset")) platform.webhooks = freshWebhookBehavior();
  for (const name of numbers) platform.webhooks[name] = body.number(name) ?? platform.webhooks[name];
  if ("paused" in body.values) platform.webhooks.paused = body.flag("paused");
  if ("secret" in body.values) platform.webhooks.secret = body.text("secret") ?? null;
  if (!(platform.webhooks.timeScale > 0)) throw new Refused("timeScale must be more than 0.");
  platform.wake();
  return platform.webhooks;
};

const send: ControlCall = (platform, body) => {
  const text = <K extends string>(name: K) => {
    const value = body.text(name);
    return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
  };
  const ids = announce(platform, body.shop(platform), body.needText("topic"), body.object("payload") ?? {}, {
    ...text("webhookId"),
    ...text("eventId"),
    ...text("triggeredAt"),
    ...text("secret"),
    copies: body.number("copies") ?? 1,
    always: true,
    raw: true,
  });
  return { deliveries: listDeliveries(platform, { ids }) };
};

const compliance: ControlCall = (platform, body) => {
  const shop = body.shop(platform);
  const topic = body.needText("topic");
  if (!["customers/data_request", "customers/redact", "shop/redact"].includes(topic))
    throw new Refused(`${topic} is not a compliance topic.`);
  const id = body.number("orderId");
  const order =
    id === undefined ? (latestOrders(platform, shop, 1)[0] ?? null) : findOrder(platform, shop, id);
  return { deliveries: listDeliveries(platform, { ids: sendCompliance(platform, shop, topic, order) }) };
};

const deliveries = (body: ControlBody) => ({
  shop: body.text("shop"),
  topic: body.text("topic"),
  state: body.text("state"),
  limit: body.number("limit") ?? 100,
});

/** Control calls about what is sent and received. */
export const webhookCalls: Record<string, ControlCall> = {
  webhooks,
  "webhooks/send": send,
  compliance,
  "redact-shop": (platform, body) => ({
    deliveries: listDeliveries(platform, { ids: redactShopNow(platform, body.shop(platform)) }),
  }),
  deliveries: (platform, body) => ({ deliveries: listDeliveries(platform, deliveries(body)) }),
  flush: async (platform, body) => ({
    pending: await flushDeliveries(platform, body.number("timeoutMs") ?? 30_000, body.flag("includeRetries")),
  }),
  mail: (platform, body) => {
    const mails = listMails(platform.db, { to: body.text("to"), limit: body.number("limit") ?? 100 });
    if (body.flag("clear")) platform.db.exec("delete from mail");
    return { mails };
  },
};
