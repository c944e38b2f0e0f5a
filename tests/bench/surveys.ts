import { randomUUID } from "node:crypto";
import type pg from "pg";
import { withClient } from "../../scripts/postgres-accounts.ts";
import type { Figures } from "./bench.ts";
import { copyRows } from "./copy-rows.ts";
import { copiesOf, insertRate, parkedJob } from "./insert-rate.ts";
import { load, type Outgoing, round } from "./load.ts";
import { type MeasuredApp, startMeasuredApp } from "./measured-app.ts";
import { tokenFor } from "./tokens.ts";

const shops = 4;
/** More than can be answered in the time, and per shop fewer than a shop may answer in a minute. */
const ordersPerShop = 4_000;
const connections = 16;
const seconds = 8;
/** A token may bring sixty parts of answers in five minutes. */
const answersPerToken = 50;

type App = MeasuredApp<"buyers">;

/**
 * Whole forms over HTTP, each durable when it is thanked for, against bare transactions that write the same rows. Every
 * form is another order's, so that no limit of a buyer's is met.
 */
export const surveys = async (): Promise<Figures> => {
  const app = await startMeasuredApp({ name: "buyers", shops }, { durable: true });
  try {
    return await withClient(app.superuserUrl, (client) => measure(app, client));
  } finally {
    await app.stop();
  }
};

async function measure(app: App, client: pg.Client): Promise<Figures> {
  const orders = await moreOrders(app, client);
  const orderIds = orders.map(({ orderId }) => orderId);
  const { version, items } = await app.fill({ name: "forms", orderIds });
  const sample = await load(app.url, {
    connections,
    seconds,
    make: askerOf(app, { orders, version, items }),
  });
  const written = await rowsOfOneForm(client);
  const insertsPerSecond = await insertRate(app.appUrl, seconds, () => ({
    shop: written.shop,
    rows: written.next(),
  }));
  const { rows } = await client.query<{ forms: number }>(
    `SELECT count(DISTINCT "submissionId")::int AS forms FROM "SurveyAnswer" WHERE "shopId" = ANY($1)`,
    [app.filled.map(({ shop }) => shop)],
  );
  return {
    ratioToFloor: round(sample.perSecond / insertsPerSecond),
    p50Ms: sample.p50Ms,
    p95Ms: sample.p95Ms,
    p99Ms: sample.p99Ms,
    formsPerSecond: sample.perSecond,
    insertsPerSecond: round(insertsPerSecond),
    rowsPerForm: written.count,
    failed: sample.failed,
    formsKept: (rows[0]?.forms ?? 0) - Math.round(insertsPerSecond * seconds),
  };
}

/** Every shop's one order again and again, under ids of their own. */
async function moreOrders(app: App, client: pg.Client): Promise<{ shop: string; orderId: string }[]> {
  const domains = app.filled.map(({ shop }) => shop);
  await copyRows(client, "Order", {
    where: `one."shopId" = ANY($1)`,
    from: "generate_series(1, $2::int) n",
    change: { id: "(8000000000000 + n)::text", name: "'#' || n" },
    values: [domains, ordersPerShop],
  });
  await client.query('ANALYZE "Order"');
  const { rows } = await client.query<{ shop: string; orderId: string }>(
    `SELECT "shopId" AS shop, "id" AS "orderId" FROM "Order" WHERE "shopId" = ANY($1) AND "id" LIKE '8%'`,
    [domains],
  );
  // Shop by turns with shop, as they come in life.
  return rows.sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
}

type Forms = { orders: { shop: string; orderId: string }[]; version: string; items: string[][] };

function askerOf(app: App, { orders, version, items }: Forms): () => Outgoing | null {
  const tokens = new Map<string, { token: string; used: number }>();
  const tokenOf = (shop: string) => {
    const kept = tokens.get(shop);
    if (kept && kept.used++ < answersPerToken) return kept.token;
    const token = tokenFor(shop, app.secrets);
    tokens.set(shop, { token, used: 1 });
    return token;
  };
  let next = 0;
  return () => {
    const order = orders[next];
    const statements = items[next++];
    if (!order || !statements) return null;
    const body = JSON.stringify({
      ...{ orderId: order.orderId, touch: "expectation", version, submissionId: randomUUID(), locale: "de" },
      answers: statements.map((item, at) => ({ item, value: (at % 7) + 1 })),
    });
    const headers = {
      "content-type": "application/json",
      authorization: `Bearer ${tokenOf(order.shop)}`,
    };
    return { method: "POST", path: "/buyer/answers", headers, body };
  };
}

/** What the last form left in the database, to be written again under other ids. */
async function rowsOfOneForm(client: pg.Client) {
  const read = async (text: string, values: unknown[] = []) =>
    (await client.query<Record<string, unknown>>(text, values)).rows;
  const [submission] = await read(`SELECT * FROM "SurveySubmission" ORDER BY "startedAt" DESC LIMIT 1`);
  if (!submission) throw new Error("no form was kept");
  const answers = await read(`SELECT * FROM "SurveyAnswer" WHERE "submissionId" = $1`, [submission.id]);
  const [counts] = await read(`
    SELECT (SELECT count(*) FROM pgboss.job WHERE data ->> 'submissionId' IS NOT NULL)::float
      / (SELECT count(*) FROM "SurveySubmission") AS jobs`);
  const jobs = Math.round(Number(counts?.jobs ?? 0));
  const shop = String(submission.shopId);
  let order = 0;
  const next = () => {
    const id = randomUUID();
    order += 1;
    return [
      copiesOf("SurveySubmission", [submission], { id, clientId: randomUUID(), orderId: `9${order}` }),
      copiesOf("SurveyAnswer", answers, { submissionId: id }),
      ...Array.from({ length: jobs }, () => parkedJob(shop)),
    ];
  };
  return { shop, next, count: 1 + answers.length + jobs };
}
