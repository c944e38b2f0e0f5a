import { setTimeout as pause } from "node:timers/promises";
import { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import { type Db, prepared } from "../db.server";
import { sealedWith } from "../lib/sealed.server";
import type { InboxReason } from "./core/inbox";

export type Delivery = {
  id: string;
  topic: string;
  triggeredAt: Date;
  receivedAt: Date;
  attempts: number;
  apiVersion: string | null;
  sealedPayload: Uint8Array | null;
};

const payloadPlace = "WebhookInbox.sealedPayload";

/** The raw body of a delivery, sealed for its row. */
export function sealPayload(shop: Tenant, id: string, body: Uint8Array): Uint8Array {
  return shop.vault.seal(payloadPlace, id, body);
}

/** Throws when the payload cannot be opened. */
export function openPayload(shop: Tenant, delivery: { id: string; sealedPayload: Uint8Array }): Buffer {
  return shop.vault.open(payloadPlace, delivery.id, delivery.sealedPayload);
}

/** Name of the queue whose job applies what waits; the accepting statement sends to it. */
export const drainQueue = "orders.drain-inbox";

type Acceptance = "accepted" | "duplicate" | "ignored" | "unknown-shop" | "stale-key";

/**
 * Stores a verified delivery once and asks for its shop's drain job, in one statement that commits by itself.
 * `ignored` is kept without its payload; `unknown-shop` is not kept, because a row needs a shop; `stale-key` is not kept,
 * because the key it was sealed with is no key of the shop any more.
 */
export async function acceptDelivery(delivery: {
  id: string;
  shop: string;
  topic: string;
  deliveryId: string;
  triggeredAt: Date;
  receivedAt: Date;
  sealedPayload: Uint8Array | null;
  wanted: boolean;
  wantedWhenUninstalled: boolean;
  apiVersion: string | null;
}): Promise<Acceptance> {
  const { sealedPayload } = delivery;
  const rows = await prepared<{ outcome: Acceptance }>(
    "accept-delivery",
    "SELECT accept_delivery($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS outcome",
    [
      delivery.shop,
      delivery.id,
      delivery.topic,
      delivery.deliveryId,
      delivery.triggeredAt,
      delivery.receivedAt,
      sealedPayload && Buffer.from(sealedPayload),
      sealedPayload && sealedWith(sealedPayload),
      delivery.wanted,
      delivery.wantedWhenUninstalled,
      drainQueue,
      delivery.apiVersion,
    ],
  );
  const [row] = rows;
  if (!row) throw new Error("the delivery was not answered for");
  return row.outcome;
}

/** Whoever writes many rows of a shop's mirror waits here for the other: two at once would hold each other's orders. */
export async function lockMirror(db: Db, shop: Tenant): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`drain ${shop.id}`}, 0))`;
}

/**
 * The same lock where it is free within a third of a second. A worker that finds it taken for longer gives its place to
 * other shops: else one shop whose deliveries take long would hold every worker.
 */
async function lockMirrorSoon(db: Db, shop: Tenant): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    const [row] = await db.$queryRaw<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`drain ${shop.id}`}, 0)) AS free`;
    if (row?.free || tries === 5) return row?.free === true;
    await pause(60);
  }
}

/** Deliveries nobody has tried yet, or those that have failed and are due again. */
export type Tried = "untried" | "tried";

/** The oldest deliveries that are due, locked for this transaction; null while another worker applies the shop's. */
export async function takeDeliveries(
  db: Db,
  shop: Tenant,
  which: Tried,
  now: Date,
  most: number,
): Promise<Delivery[] | null> {
  if (!(await lockMirrorSoon(db, shop))) return null;
  const tried =
    which === "untried"
      ? Prisma.sql`"attempts" = 0`
      : Prisma.sql`"attempts" > 0 AND ("nextAttemptAt" IS NULL OR "nextAttemptAt" <= ${now})`;
  return db.$queryRaw<Delivery[]>`
    SELECT "id"::text AS "id", "topic", "triggeredAt", "receivedAt", "attempts", "apiVersion", "sealedPayload"
    FROM "WebhookInbox"
    WHERE "shopId" = ${shop.id} AND "state" = 'waiting' AND ${tried}
    ORDER BY "receivedAt", "id"
    LIMIT ${most}
    FOR UPDATE SKIP LOCKED`;
}

/** Closes deliveries. Their payloads are dropped, unless parked: then a person may still want them tried again. */
export async function settleDeliveries(
  db: Db,
  shop: Tenant,
  ids: string[],
  end: { state: "applied" | "ignored" | "parked"; reason: InboxReason | null; at: Date },
): Promise<void> {
  await db.webhookInbox.updateMany({
    where: { shopId: shop.id, id: { in: ids } },
    data: {
      state: end.state,
      reason: end.reason,
      settledAt: end.at,
      nextAttemptAt: null,
      ...(end.state !== "parked" && { sealedPayload: null }),
    },
  });
}

export async function postponeDelivery(
  db: Db,
  shop: Tenant,
  id: string,
  attempts: number,
  until: Date,
): Promise<void> {
  await db.webhookInbox.updateMany({
    where: { shopId: shop.id, id, state: "waiting" },
    data: { attempts, nextAttemptAt: until },
  });
}

/** Puts up to `most` parked deliveries back in line, oldest first. */
export async function unparkDeliveries(db: Db, shop: Tenant, most: number): Promise<number> {
  return db.$executeRaw`
    UPDATE "WebhookInbox" SET "state" = 'waiting', "attempts" = 0, "reason" = NULL, "settledAt" = NULL, "nextAttemptAt" = NULL
    WHERE "shopId" = ${shop.id} AND "sealedPayload" IS NOT NULL AND "id" IN (
      SELECT "id" FROM "WebhookInbox" WHERE "shopId" = ${shop.id} AND "state" = 'parked'
      ORDER BY "receivedAt", "id" LIMIT ${most})`;
}

/** Parked deliveries with their payloads, a page at a time by id. */
export async function listParked(
  db: Db,
  shop: Tenant,
  after: string | null,
  most: number,
): Promise<Delivery[]> {
  const later = after === null ? Prisma.empty : Prisma.sql`AND "id" > ${after}::uuid`;
  // The state stands in the text: an index of what is parked alone is not used for a parameter.
  return db.$queryRaw<Delivery[]>`
    SELECT "id"::text AS "id", "topic", "triggeredAt", "receivedAt", "attempts", "apiVersion", "sealedPayload"
    FROM "WebhookInbox"
    WHERE "shopId" = ${shop.id} AND "state" = 'parked' ${later}
    ORDER BY "id" LIMIT ${most}`;
}

/** A delivery nothing was made of: parked, or about something the app does not read. Without its payload. */
export type SetAside = {
  id: string;
  topic: string;
  state: "parked" | "ignored";
  reason: InboxReason | null;
  apiVersion: string | null;
  receivedAt: Date;
};

/** Deliveries set aside, newest first, after the one with the id `after`. */
export async function listSetAside(
  db: Db,
  shop: Tenant,
  after: string | null,
  most: number,
): Promise<SetAside[]> {
  const older = after === null ? Prisma.empty : Prisma.sql`AND "id" < ${after}::uuid`;
  return db.$queryRaw<SetAside[]>`
    SELECT "id"::text AS "id", "topic", "state"::text AS "state", "reason", "apiVersion", "receivedAt"
    FROM "WebhookInbox"
    WHERE "shopId" = ${shop.id} AND ("state" = 'parked' OR "reason" = 'unknown-topic') ${older}
    ORDER BY "id" DESC LIMIT ${most}`;
}

/**
 * Deletes settled deliveries received before `before`, at most `most`. Found first and deleted by their ids, here and
 * wherever rows go by their age: joined to what was found, the whole table would be read.
 */
export async function deleteSettled(db: Db, shop: Tenant, before: Date, most: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "WebhookInbox" WHERE "shopId" = ${shop.id} AND "id" = ANY(ARRAY(
      SELECT "id" FROM "WebhookInbox"
      WHERE "shopId" = ${shop.id} AND "receivedAt" < ${before} AND "state" IN ('applied', 'ignored')
      ORDER BY "receivedAt" LIMIT ${most}))`;
}

export type InboxFigures = {
  receivedLastHour: number;
  waiting: number;
  oldestWaitingAt: Date | null;
  applied24h: number;
  ignored24h: number;
  parked: number;
  lastReceivedAt: Date | null;
  medianDelayMs: number | null;
};

/** How deliveries fare now. Counts stop at 10,000, so that a flood does not make the page slow. */
export async function inboxFigures(db: Db, shop: Tenant, now: Date): Promise<InboxFigures> {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const dayAgo = new Date(now.getTime() - 86_400_000);
  const rows = await db.$queryRaw<InboxFigures[]>`
    WITH recent AS (
      SELECT "state", "receivedAt", "settledAt" FROM "WebhookInbox"
      WHERE "shopId" = ${shop.id} AND "receivedAt" >= ${dayAgo} ORDER BY "receivedAt" DESC LIMIT 10000
    ), waiting AS (
      SELECT "receivedAt" FROM "WebhookInbox" WHERE "shopId" = ${shop.id} AND "state" = 'waiting'
      ORDER BY "receivedAt" LIMIT 10000
    ), parked AS (
      SELECT 1 FROM "WebhookInbox" WHERE "shopId" = ${shop.id} AND "state" = 'parked' LIMIT 10000
    ), paced AS (
      SELECT "settledAt" - "receivedAt" AS delay FROM recent WHERE "state" = 'applied' ORDER BY "receivedAt" DESC LIMIT 200
    )
    SELECT
      (SELECT count(*)::int FROM recent WHERE "receivedAt" >= ${hourAgo}) AS "receivedLastHour",
      (SELECT count(*)::int FROM waiting) AS "waiting",
      (SELECT min("receivedAt") FROM waiting) AS "oldestWaitingAt",
      (SELECT count(*)::int FROM recent WHERE "state" = 'applied') AS "applied24h",
      (SELECT count(*)::int FROM recent WHERE "state" = 'ignored') AS "ignored24h",
      (SELECT count(*)::int FROM parked) AS "parked",
      (SELECT max("receivedAt") FROM "WebhookInbox" WHERE "shopId" = ${shop.id}) AS "lastReceivedAt",
      (SELECT (extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY delay)) * 1000)::float8 FROM paced) AS "medianDelayMs"`;
  const [figures] = rows;
  if (!figures) throw new Error("the inbox gave no figures");
  return figures;
}
