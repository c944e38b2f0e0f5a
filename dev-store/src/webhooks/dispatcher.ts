import { createHmac } from "node:crypto";
import type { Platform } from "../platform.ts";
import { shopFacts } from "../shop/facts.ts";

/** Seconds before each of the eight retries; about four hours together. */
export const retryDelays = [10, 60, 300, 600, 1200, 2400, 3600, 6230];
const atATime = 24;

type DeliveryRow = {
  id: number;
  shop: string;
  topic: string;
  uri: string;
  name: string | null;
  secret: string | null;
  webhookId: string;
  eventId: string;
  apiVersion: string;
  triggeredAt: string;
  body: Uint8Array;
  attempts: string;
};
export type Attempt = { at: string; status: number | null; ms: number; error: string | null };

/** Sends what is due, a few at a time, and comes back when the next is. */
export function startDispatcher(platform: Platform): { stop: () => Promise<void>; busy: () => number } {
  const underWay = new Set<Promise<void>>();
  const claimed = new Set<number>();
  let timer: NodeJS.Timeout | null = null;
  let queued = false;
  let stopped = false;

  const pump = () => {
    queued = false;
    if (stopped || platform.webhooks.paused) return;
    const now = Date.now();
    if (now < platform.downUntil) return sleepUntil(platform.downUntil);
    const rows = platform.db
      .prepare("select * from delivery where state = 'pending' and nextAt <= ? order by nextAt, id limit ?")
      .all(now, atATime + claimed.size) as unknown as DeliveryRow[];
    for (const row of rows) {
      if (claimed.size >= atATime) return;
      if (claimed.has(row.id)) continue;
      claimed.add(row.id);
      const work = attempt(platform, row).finally(() => {
        claimed.delete(row.id);
        underWay.delete(work);
        wake();
      });
      underWay.add(work);
    }
    const next = platform.db
      .prepare("select min(nextAt) as at from delivery where state = 'pending' and nextAt > ?")
      .get(now);
    if (next?.at != null) sleepUntil(Number(next.at));
  };
  const sleepUntil = (at: number) => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(pump, Math.min(Math.max(at - Date.now(), 1), 60_000));
  };
  const wake = () => {
    if (queued || stopped) return;
    queued = true;
    setImmediate(pump);
  };

  platform.wake = wake;
  wake();
  return {
    busy: () => claimed.size,
    stop: async () => {
      stopped = true;
      if (timer) clearTimeout(timer);
      await Promise.race([Promise.all(underWay), new Promise((done) => setTimeout(done, 1000))]);
    },
  };
}

/** The headers of one delivery; the signature covers the raw body alone. */
export function deliveryHeaders(
  row: Omit<DeliveryRow, "id" | "uri" | "attempts">,
  secret: string,
): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": row.topic,
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(row.body).digest("base64"),
    "x-shopify-shop-domain": shopFacts(row.shop)?.domain ?? row.shop,
    "x-shopify-api-version": row.apiVersion,
    "x-shopify-webhook-id": row.webhookId,
    "x-shopify-event-id": row.eventId,
    "x-shopify-triggered-at": row.triggeredAt,
    ...(row.name ? { "x-shopify-name": row.name } : {}),
  };
}

async function attempt(platform: Platform, row: DeliveryRow): Promise<void> {
  const started = performance.now();
  const result: Attempt = { at: new Date().toISOString(), status: null, ms: 0, error: null };
  const secret = row.secret ?? platform.webhooks.secret ?? platform.env.clientSecret;
  try {
    const response = await fetch(row.uri, {
      method: "POST",
      headers: deliveryHeaders(row, secret),
      body: Buffer.from(row.body),
      redirect: "manual",
      signal: AbortSignal.timeout(platform.webhooks.timeoutMs),
    });
    await response.arrayBuffer();
    result.status = response.status;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    result.error = cause instanceof Error ? `${cause.name}: ${cause.message}` : "failed";
  }
  result.ms = Math.round(performance.now() - started);
  record(platform, row, result);
}

function record(platform: Platform, row: DeliveryRow, result: Attempt): void {
  // The file may be closed already when an answer comes in during the last second of a stop.
  if (!platform.db.isOpen) return;
  const attempts = [...(JSON.parse(row.attempts) as Attempt[]), result];
  const good = result.status !== null && result.status >= 200 && result.status < 300;
  const delay = retryDelays[attempts.length - 1];
  const state = good ? "delivered" : delay === undefined ? "failed" : "pending";
  const nextAt =
    state === "pending" && delay !== undefined
      ? Date.now() + (delay * 1000) / platform.webhooks.timeScale
      : null;
  platform.db
    .prepare("update delivery set state = ?, nextAt = ?, attempts = ? where id = ?")
    .run(state, nextAt === null ? null : Math.round(nextAt), JSON.stringify(attempts), row.id);
}
