import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inShop } from "../../app/db.server";
import { env } from "../../app/env.server";
import { serve } from "../../app/server";
import { withClient } from "../../scripts/postgres-accounts.ts";
import { assembledBuild } from "../routes/served";
import { buyerToken } from "../support/buyer-token";
import { fileDatabase } from "../support/postgres";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { installedShop } from "../support/shops";
import { answersBody, sendAnswers, storeOrder } from "../support/surveys";

/*
 * Promise 16: one answer per order and survey. A hundred at once, with the same submission id and with different ones;
 * a sender whose connection breaks before it hears the answer; a transaction that breaks before it is done.
 */

let web: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  await prepareQueues();
  Object.assign(env, { PORT: 0 });
  web = await serve(assembledBuild(), "build/client");
});
afterAll(() => web.stop());

async function shopWithOrder() {
  const shop = await installedShop();
  const order = await storeOrder(shop);
  await runJobs();
  return { shop, order };
}

const kept = (shop: string) =>
  inShop(shop, async (db) => ({
    submissions: await db.surveySubmission.count({ where: { shopId: shop } }),
    answers: await db.surveyAnswer.count({ where: { shopId: shop } }),
  }));

const once = { submissions: 1, answers: 5 };
const thanks = '200 {"received":true}';

describe("a hundred submissions at once", () => {
  it.each([
    ["the same id", (same: string) => same],
    ["different ids", () => randomUUID()],
  ])("with %s are one, and all are answered alike", async (_name, idOf) => {
    const { shop, order } = await shopWithOrder();
    const same = randomUUID();
    const body = () => answersBody(order.id, "expectation", 5, { submissionId: idOf(same) });
    const replies = await Promise.all(Array.from({ length: 100 }, () => sendAnswers(shop, body())));
    expect([...new Set(replies.map((reply) => `${reply.status} ${reply.body}`))]).toEqual([thanks]);
    expect(await kept(shop)).toEqual(once);
  });
});

describe("a sender that does not hear the answer", () => {
  /** Sends the whole request and hangs up without waiting. */
  function sendAndHangUp(shop: string, body: string): Promise<void> {
    const lines = [
      "POST /buyer/answers HTTP/1.1",
      "host: 127.0.0.1",
      "content-type: application/json",
      `authorization: Bearer ${buyerToken(shop)}`,
      `content-length: ${Buffer.byteLength(body)}`,
    ];
    return new Promise((resolve, reject) => {
      const socket = connect(web.port, "127.0.0.1");
      socket.once("error", reject);
      socket.once("close", () => resolve());
      socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
    });
  }

  it("sends again and has answered once", async () => {
    const { shop, order } = await shopWithOrder();
    const submission = answersBody(order.id, "expectation", 5);
    for (let times = 0; times < 3; times++) await sendAndHangUp(shop, JSON.stringify(submission));
    const answer = await fetch(`http://127.0.0.1:${web.port}/buyer/answers`, {
      method: "POST",
      body: JSON.stringify(submission),
      headers: { "content-type": "application/json", authorization: `Bearer ${buyerToken(shop)}` },
    });
    expect(`${answer.status} ${await answer.text()}`).toBe(thanks);
    expect(await kept(shop)).toEqual(once);
  });
});

describe("a transaction that breaks", () => {
  it("keeps nothing by halves, and the next try keeps all of it, once", async () => {
    const { shop, order } = await shopWithOrder();
    const submission = answersBody(order.id, "expectation", 5);
    await withClient(fileDatabase().superuserUrl, async (client) => {
      await client.query('BEGIN; LOCK TABLE "SurveyAnswer" IN SHARE ROW EXCLUSIVE MODE');
      const broken = sendAnswers(shop, submission);
      // The submission's row is written by then, and its answers wait for the table.
      const atIt =
        "pid IN (SELECT pid FROM pg_locks WHERE NOT granted) AND query LIKE 'INSERT%SurveyAnswer%'";
      const waiting = async () =>
        (await client.query(`SELECT 1 FROM pg_stat_activity WHERE ${atIt}`)).rowCount;
      await expect.poll(waiting, { interval: 20 }).toBeGreaterThan(0);
      await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${atIt}`);
      expect((await broken).status).toBe(503);
      await client.query("ROLLBACK");
    });
    expect(await kept(shop)).toEqual({ submissions: 0, answers: 0 });
    const again = await sendAnswers(shop, submission);
    expect(`${again.status} ${again.body}`).toBe(thanks);
    expect(await kept(shop)).toEqual(once);
  });
});
