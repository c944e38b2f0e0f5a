import { createHash } from "node:crypto";
import type { ZodType } from "zod";
import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { Fact } from "../facts";
import { type InboxReason, misreadAs } from "./core/inbox";
import type { Version } from "./core/order";
import { isKnownTopic, topics } from "./core/topics";
import { type Delivery, openPayload } from "./inbox-store.server";
import { readFulfillment, readFulfillmentEvent, readOrder } from "./read-bodies";
import * as bodies from "./schemas";
import {
  deleteEvent,
  deleteOrder,
  type Mirrored,
  saveEvent,
  saveFulfillment,
  saveOrder,
} from "./store.server";

/** How a delivery ended. `parked` keeps its payload for a person to look at. */
export type Outcome = { state: "applied" | "ignored" | "parked"; reason: InboxReason | null };

const applied: Outcome = { state: "applied", reason: null };
const parked = (reason: InboxReason): Outcome => ({ state: "parked", reason });

/** Applies one delivery to the mirror or announces what it says. Pure in effect: the same delivery twice changes nothing more. */
export async function applyDelivery(ctx: Ctx, db: Db, delivery: Delivery): Promise<Outcome> {
  if (!isKnownTopic(delivery.topic)) return { state: "ignored", reason: "unknown-topic" };
  if (!delivery.sealedPayload) return parked("unreadable");
  let raw: Buffer;
  try {
    raw = openPayload(ctx.shop, { id: delivery.id, sealedPayload: delivery.sealedPayload });
  } catch {
    return parked("unreadable");
  }
  const json = readJson(raw);
  if (json === undefined) return parked("not-json");
  return handlers[topics[delivery.topic]]({ ctx, db, delivery, raw, json });
}

type Work = { ctx: Ctx; db: Db; delivery: Delivery; raw: Buffer; json: unknown };

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch {
    return undefined;
  }
}

/** A handler that runs only on a body of the right shape. */
function onBody<Body>(shape: ZodType<Body>, run: (work: Work, body: Body) => Promise<Outcome>) {
  return async (work: Work): Promise<Outcome> => {
    const read = shape.safeParse(work.json);
    return read.success ? run(work, read.data) : misread(work);
  };
}

function misread({ delivery }: Work): Outcome {
  return parked(misreadAs(delivery.apiVersion));
}

function versionOf({ delivery, raw }: Work, updatedAt: Date): Version {
  const digest = createHash("sha256").update(raw).digest("hex").slice(0, 32);
  return { updatedAt, triggeredAt: delivery.triggeredAt, digest };
}

/** The outcome of a write to the mirror; a change is announced to whoever builds on it. */
async function mirrored({ ctx, db }: Work, result: Mirrored, fact: Fact): Promise<Outcome> {
  if (result === "older" || result === "deleted") return { state: "ignored", reason: result };
  await ctx.announce(db, fact);
  return applied;
}

/** Announces a fact when the body names the shop it was delivered for: the delivery's own header is not signed. */
async function announced({ ctx, db }: Work, named: string | null | undefined, fact: Fact): Promise<Outcome> {
  if (named != null && named !== ctx.shop.id) return parked("other-shop");
  await ctx.announce(db, fact);
  return applied;
}

function privacyFact(
  { delivery }: Work,
  kind: "data_request" | "customer_redaction" | "shop_redaction",
  person: { customerId: string | null; orderIds: string[] } = { customerId: null, orderIds: [] },
): Fact {
  return {
    name: "privacy.requested",
    data: {
      kind,
      inboxId: delivery.id,
      triggeredAt: delivery.triggeredAt.toISOString(),
      receivedAt: delivery.receivedAt.toISOString(),
      ...person,
    },
  };
}

const handlers = {
  order: onBody(bodies.orderBody, async (work, body) => {
    const order = readOrder(body);
    if (!order) return misread(work);
    const version = versionOf(work, body.updated_at);
    const result = await saveOrder(work.db, work.ctx.shop, order, version, work.ctx.now());
    return mirrored(work, result, { name: "order.mirrored", data: { orderId: order.id } });
  }),
  "order-deleted": onBody(bodies.deletedBody, async ({ ctx, db }, body) => {
    await deleteOrder(db, ctx.shop, body.id, ctx.now());
    await ctx.announce(db, { name: "order.deleted", data: { orderId: body.id } });
    return applied;
  }),
  fulfillment: onBody(bodies.fulfillmentBody, async (work, body) => {
    const parcel = readFulfillment(body);
    const version = versionOf(work, body.updated_at);
    const result = await saveFulfillment(work.db, work.ctx.shop, parcel, version, work.ctx.now());
    const data = { orderId: parcel.orderId, fulfillmentId: parcel.id };
    return mirrored(work, result, { name: "fulfillment.mirrored", data });
  }),
  "fulfillment-event": onBody(bodies.fulfillmentEventBody, async (work, body) => {
    const event = readFulfillmentEvent(body);
    const result = await saveEvent(work.db, work.ctx.shop, event, work.ctx.now());
    const data = { orderId: event.orderId, fulfillmentId: event.fulfillmentId, eventId: event.id };
    return mirrored(work, result, { name: "fulfillment-event.mirrored", data });
  }),
  "fulfillment-event-deleted": onBody(bodies.deletedBody, async ({ ctx, db }, body) => {
    const parcel = await deleteEvent(db, ctx.shop, body.id, ctx.now());
    if (parcel) {
      await ctx.announce(db, { name: "fulfillment-event.deleted", data: { ...parcel, eventId: body.id } });
    }
    return applied;
  }),
  uninstalled: onBody(bodies.uninstalledBody, (work, body) =>
    announced(work, body.myshopify_domain, {
      name: "store.uninstalled",
      data: { triggeredAt: work.delivery.triggeredAt.toISOString() },
    }),
  ),
  "scopes-changed": onBody(bodies.scopesBody, (work, body) =>
    announced(work, null, {
      name: "store.scopes-changed",
      data: { triggeredAt: work.delivery.triggeredAt.toISOString(), scopes: body.current.join(",") },
    }),
  ),
  "data-request": onBody(bodies.dataRequestBody, (work, body) =>
    announced(
      work,
      body.shop_domain,
      privacyFact(work, "data_request", {
        customerId: body.customer?.id ?? null,
        orderIds: body.orders_requested,
      }),
    ),
  ),
  "customer-redaction": onBody(bodies.customerRedactBody, (work, body) =>
    announced(
      work,
      body.shop_domain,
      privacyFact(work, "customer_redaction", {
        customerId: body.customer?.id ?? null,
        orderIds: body.orders_to_redact,
      }),
    ),
  ),
  "shop-redaction": onBody(bodies.shopRedactBody, (work, body) =>
    announced(work, body.shop_domain, privacyFact(work, "shop_redaction")),
  ),
} satisfies Record<(typeof topics)[keyof typeof topics], (work: Work) => Promise<Outcome>>;
