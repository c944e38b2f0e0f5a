import pg from "pg";
import type { Figures } from "./bench.ts";
import { copyRows } from "./copy-rows.ts";
import { percentiles, round } from "./load.ts";
import { type MeasuredApp, startMeasuredApp } from "./measured-app.ts";
import { tokenFor } from "./tokens.ts";

const small = 10_000;
const large = 1_000_000;
const perForm = 5;
/** Of ten parcels one makes somebody write. */
const parcelsPerTicket = 10;
const looks = 30;

/** The five heaviest pages: their address and the module whose data is asked for. */
const pages = {
  home: "/app?index&_data=routes%2Fapp._index",
  parcels: "/app/parcels?_data=routes%2Fapp.parcels",
  quality: "/app/quality?_data=routes%2Fapp.quality",
  inbox: "/app/inbox?_data=routes%2Fapp.inbox",
  providers: "/app/providers?_data=routes%2Fapp.providers",
};

type App = MeasuredApp<"pages">;
type Took = Record<keyof typeof pages, { p50Ms: number; p95Ms: number; p99Ms: number }>;

/**
 * Server time of the five heaviest pages' data with 10,000 and with 1,000,000 orders, parcels and answers each, and a
 * tenth as many tickets: the cost must grow with the page, not with the history. `ratioToFloor` is the greatest of the
 * five second medians over their first.
 */
export const screens = async (): Promise<Figures> => {
  const app = await startMeasuredApp({ name: "pages" }, { durable: false });
  const client = new pg.Client({ connectionString: app.superuserUrl });
  await client.connect();
  try {
    await fill(client, app.filled.shop, 1, small);
    const few = await lookAtAll(app);
    await fill(client, app.filled.shop, small + 1, large);
    const many = await lookAtAll(app);
    const names = Object.keys(pages) as (keyof typeof pages)[];
    const ratio = (name: keyof typeof pages) => many[name].p50Ms / few[name].p50Ms;
    const worst = names.reduce((a, b) => (ratio(a) > ratio(b) ? a : b));
    return {
      ratioToFloor: round(ratio(worst)),
      ...many[worst],
      worst,
      ...Object.fromEntries(
        names.flatMap((name) => [
          [`${name}P50MsAt10k`, few[name].p50Ms],
          [`${name}P50MsAt1M`, many[name].p50Ms],
          [`${name}P95MsAt1M`, many[name].p95Ms],
        ]),
      ),
    };
  } finally {
    await client.end();
    await app.stop();
  }
};

/** Rows `from` to `to` of orders, parcels and answers, and their share of tickets, spread over the past. */
async function fill(client: pg.Client, shop: string, from: number, to: number): Promise<void> {
  const copy = async (table: string, which: string, every: number, change: Record<string, string>) => {
    const one = `(SELECT ctid FROM "${table}" WHERE "shopId" = $1 AND ${which} LIMIT 1)`;
    await copyRows(client, table, {
      where: `one.ctid = ${one}`,
      from: "generate_series($2::int, $3::int) n",
      change,
      values: [shop, Math.ceil(from / every), Math.floor(to / every)],
    });
  };
  const past = "now() - n * interval '2 minutes' - interval '8 days'";
  const order = "(8000000000000 + n)::text";
  const named = { orderId: order, orderName: "'#' || n" };
  await copy("Order", `"redactedAt" IS NULL`, 1, { id: order, name: named.orderName, placedAt: past });
  await copy("Parcel", "true", 1, { id: order, ...named, sentAt: past });
  const submission = "md5('submission' || n)::uuid";
  await copy("SurveySubmission", `"state" = 'counted' AND "touch" = 'perception'`, perForm, {
    ...{ id: submission, clientId: "md5('client' || n)::uuid", orderId: order, startedAt: past },
  });
  for (let item = 0; item < perForm; item++) {
    const answer = { submissionId: submission, item: `'I${item}'`, answeredAt: past };
    await copy("SurveyAnswer", "true", perForm, answer);
  }
  const message = "md5('message' || n)::uuid";
  const ticket = "md5('ticket' || n)::uuid";
  await copy("Ticket", `"dueAt" IS NOT NULL`, parcelsPerTicket, {
    ...{ id: ticket, orderId: order, openedAt: past, dueAt: past },
    ...{ lastMessageId: message, lastMessageAt: past },
  });
  await copy("TicketMessage", "true", parcelsPerTicket, {
    ...{ id: message, ticketId: ticket, clientId: "'bench-' || n", at: past },
  });
  // As the server's own autovacuum does after so many rows: it would come too late for what is measured now.
  await client.query("VACUUM (ANALYZE)");
}

async function lookAtAll(app: App): Promise<Took> {
  const took: Partial<Took> = {};
  for (const [name, address] of Object.entries(pages))
    took[name as keyof typeof pages] = percentiles(await lookAt(app, address));
  return took as Took;
}

async function lookAt(app: App, address: string): Promise<number[]> {
  const { shop, owner } = app.filled;
  const took: number[] = [];
  for (let count = -5; count < looks; count++) {
    const startedAt = performance.now();
    const answer = await fetch(app.url + address, {
      headers: {
        authorization: `Bearer ${tokenFor(shop, app.secrets, owner)}`,
        "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
      },
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}: ${text.slice(0, 200)}`);
    if (count >= 0) took.push(performance.now() - startedAt);
  }
  return took;
}
