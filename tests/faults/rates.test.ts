import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole, withClient } from "../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets } from "../../scripts/stack-environment.ts";
import { sign } from "../support/payloads";

/*
 * Promise 11 in short, over the wire: fifty rate requests a second are answered within 400 ms (p99); with the database
 * hanging or gone they are answered from memory within a second, and by a process that knows no rules with 503. No
 * answer is ever 200 without rates. tests/flows/rates-under-faults.test.ts has single faults.
 */

const perSecond = 50;
const seconds = 3;
const secrets = makeSecrets();

let folder: string;
let database: EmbeddedPostgres;
let environment: NodeJS.ProcessEnv;
let key: string;
let body: string;
const running: GuardedProcess[] = [];

async function startWeb(): Promise<string> {
  const port = await freePort();
  const child = startGuarded({
    command: process.execPath,
    args: [path.resolve(import.meta.dirname, "../../build/server.js")],
    env: { ...environment, PORT: String(port) },
    stopSignal: "KILL",
    onLine: () => {},
  });
  running.push(child);
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/healthz`).catch(() => null))) await sleep(100);
  return url;
}

type Answer = { status: number; rates: number; ms: number };

async function ask(url: string): Promise<Answer> {
  const startedAt = performance.now();
  const answer = await fetch(`${url}/carrier/${key}`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": sign(body, secrets.clientSecret),
    },
  });
  const text = await answer.text();
  const rates = answer.status === 200 ? (JSON.parse(text) as { rates: unknown[] }).rates.length : 0;
  return { status: answer.status, rates, ms: performance.now() - startedAt };
}

/** Asks fifty times a second, whether or not those before are answered. */
async function askSteadily(url: string): Promise<Answer[]> {
  const answers: Promise<Answer>[] = [];
  for (let count = 0; count < perSecond * seconds; count++) {
    answers.push(ask(url));
    await sleep(1_000 / perSecond);
  }
  return Promise.all(answers);
}

/** The 99th percentile by nearest rank, in milliseconds. */
function p99(answers: Answer[]): number {
  const sorted = answers.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.POSITIVE_INFINITY;
}

/**
 * Steady rounds until one keeps to `ms` at the 99th percentile: a process that is too slow is so each time, a busy
 * machine is not. Every answer of every round must be 200 with the shop's two rates.
 */
async function expectSteadyWithin(ms: number, url: string): Promise<void> {
  const rounds: number[] = [];
  while (rounds.length < 10 && !rounds.some((one) => one <= ms)) {
    const answers = await askSteadily(url);
    const kinds = new Set(answers.map(({ status, rates }) => `${status} with ${rates}`));
    expect([...kinds]).toEqual(["200 with 2"]);
    rounds.push(p99(answers));
  }
  expect(Math.min(...rounds)).toBeLessThanOrEqual(ms);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-rates-"));
  database = await startPostgres({ dataDir: folder });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
  environment = {
    ...environmentOfApp({
      ...{ databaseUrl: database.appUrl, secrets, appUrl: "http://127.0.0.1:9" },
      ...{ devStoreUrl: "http://127.0.0.1:9", port: 9 },
    }),
    LOG_LEVEL: "silent",
  };
  // What is offered is entered through the app's own code, in this process and under the app's own role.
  Object.assign(process.env, environment, { NODE_ENV: "test" });
  const { offering, rateRequest } = await import("../support/shipping");
  const { prepareQueues } = await import("../support/run-jobs");
  const { closeDatabase } = await import("../../app/db.server");
  const { stopQueue } = await import("../../app/jobs/queue.server");
  await prepareQueues();
  key = (await offering()).key;
  body = JSON.stringify(rateRequest());
  await stopQueue();
  await closeDatabase();
}, 180_000);

afterAll(async () => {
  await Promise.all(running.map((child) => child.stop()));
  await database?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

it("rates are answered at fifty a second, with the database well, hanging and gone (promise 11)", async () => {
  const url = await startWeb();
  const known = async () => (await ask(url)).status;
  await expect.poll(known, { interval: 200 }).toBe(200);
  await expectSteadyWithin(400, url);

  await withClient(database.urlsOf("fairlead").superuserUrl, async (client) => {
    await client.query('BEGIN; LOCK TABLE "CarrierKey", "ShippingService" IN ACCESS EXCLUSIVE MODE');
    await expectSteadyWithin(1_000, url);
    await client.query("ROLLBACK");
  });

  await database.stop();
  await expectSteadyWithin(1_000, url);
  const fresh = await startWeb();
  const answers = await askSteadily(fresh);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(Math.min(...answers.map(({ ms }) => ms))).toBeLessThan(1_000);

  database = await startPostgres({ dataDir: folder, port: database.port });
  for (const one of [url, fresh]) {
    const answered = async () => {
      const { status, rates } = await ask(one);
      return `${status} with ${rates}`;
    };
    await expect.poll(answered, { timeout: 30_000, interval: 200 }).toBe("200 with 2");
  }
}, 480_000);
