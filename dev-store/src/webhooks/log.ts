import type { Platform } from "../platform.ts";
import { shopFacts } from "../shop/facts.ts";
import type { Attempt } from "./dispatcher.ts";

/** One delivery as the log shows it. */
export type LoggedDelivery = {
  id: number;
  webhookId: string;
  eventId: string;
  shop: string;
  topic: string;
  uri: string;
  state: string;
  attempts: Attempt[];
  nextAt: string | null;
  triggeredAt: string;
  payload: unknown;
};

export type LogFilter = {
  shop?: string | undefined;
  topic?: string | undefined;
  state?: string | undefined;
  ids?: number[];
  limit?: number;
};

/** Deliveries, newest first. */
export function listDeliveries(platform: Platform, filter: LogFilter): LoggedDelivery[] {
  const handle = filter.shop ? (shopFacts(filter.shop)?.handle ?? filter.shop) : null;
  const rows = platform.db
    .prepare(
      `select * from delivery where (?1 is null or shop = ?1) and (?2 is null or topic = ?2) and (?3 is null or state = ?3)
       and (?4 is null or id in (select value from json_each(?4))) order by id desc limit ?5`,
    )
    .all(
      handle,
      filter.topic ?? null,
      filter.state ?? null,
      filter.ids ? JSON.stringify(filter.ids) : null,
      filter.limit ?? 100,
    );
  return rows.map((row) => ({
    id: Number(row.id),
    webhookId: String(row.webhookId),
    eventId: String(row.eventId),
    shop: String(row.shop),
    topic: String(row.topic),
    uri: String(row.uri),
    state: String(row.state),
    attempts: JSON.parse(String(row.attempts)) as Attempt[],
    nextAt: row.nextAt === null ? null : new Date(Number(row.nextAt)).toISOString(),
    triggeredAt: String(row.triggeredAt),
    payload: JSON.parse(Buffer.from(row.body as Uint8Array).toString("utf8")) as unknown,
  }));
}

/** How many deliveries still have their first try before them; with retries, how many have any. */
export function pendingDeliveries(platform: Platform, includeRetries: boolean): number {
  const row = platform.db
    .prepare(
      `select count(*) as n from delivery where state = 'pending' and (scheduled = 0 or nextAt <= ?) and (? or attempts = '[]')`,
    )
    .get(Date.now(), includeRetries ? 1 : 0);
  return Number(row?.n);
}

/** Waits until nothing is pending or the time is over; gives what is left. */
export async function flushDeliveries(
  platform: Platform,
  timeoutMs: number,
  includeRetries: boolean,
): Promise<number> {
  const end = Date.now() + timeoutMs;
  let pending = pendingDeliveries(platform, includeRetries);
  while (pending > 0 && Date.now() < end) {
    await new Promise((done) => setTimeout(done, 15));
    pending = pendingDeliveries(platform, includeRetries);
  }
  return pending;
}
