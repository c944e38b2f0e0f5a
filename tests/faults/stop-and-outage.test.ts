import { createHmac, randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { migrate } from "../../prisma/migrate.ts";
import { type EmbeddedPostgres, freePort, startPostgres } from "../../scripts/embedded-postgres.ts";
import { type GuardedProcess, startGuarded } from "../../scripts/guarded-process.ts";
import { appRole } from "../../scripts/postgres-accounts.ts";
import { environmentOfApp, makeSecrets } from "../../scripts/stack-environment.ts";
import { orderPayload, sign } from "../support/payloads";

const secrets = makeSecrets();
let database: EmbeddedPostgres;

beforeEach(async () => {
  database = await startPostgres({ fast: true });
  await migrate({ ownerUrl: database.ownerUrl, appRole });
}, 180_000);

afterEach(() => database?.stop());

async function startWeb(): Promise<{ url: string; child: GuardedProcess }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = environmentOfApp({
    databaseUrl: database.appUrl,
    secrets,
    appUrl: url,
    devStoreUrl: "http://127.0.0.1:9",
    port,
  });
  const child = startGuarded({
    command: process.execPath,
    args: [path.resolve(import.meta.dirname, "../../build/server.js")],
    env: { ...env, LOG_LEVEL: "silent" },
    graceSeconds: 20,
  });
  const ready = () =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    );
  while (!(await ready())) await sleep(100);
  return { url, child };
}

const signedHeaders = (body: string) => ({
  "x-shopify-topic": "orders/create",
  "x-shopify-shop-domain": "nobody.myshopify.com",
  "x-shopify-webhook-id": randomUUID(),
  "x-shopify-hmac-sha256": sign(body, secrets.clientSecret),
});

/** What a block on a buyer's page proves itself with. */
function sessionToken(): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    dest: "nobody.myshopify.com",
    aud: secrets.clientId,
    exp: now + 300,
    nbf: now,
    iat: now,
    jti: "1",
  };
  const [head, body] = [{ alg: "HS256", typ: "JWT" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const signature = createHmac("sha256", secrets.clientSecret).update(`${head}.${body}`).digest("base64url");
  return `${head}.${body}.${signature}`;
}

/** Sends half of a delivery, then does what is asked `between` once the process has begun with it, then sends the rest. */
function deliverInHalves(url: string, between: () => Promise<void>): Promise<number> {
  const body = JSON.stringify(orderPayload());
  return new Promise((resolve, reject) => {
    const headers = {
      ...signedHeaders(body),
      "content-length": Buffer.byteLength(body),
      expect: "100-continue",
    };
    const sent = httpRequest(`${url}/webhooks`, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    sent.once("continue", () => {
      sent.write(body.slice(0, 100));
      between().then(() => sent.end(body.slice(100)), reject);
    });
    sent.flushHeaders();
  });
}

it("a process that is told to stop finishes what it has begun, takes nothing new and ends by itself", async () => {
  const { url, child } = await startWeb();
  const status = await deliverInHalves(url, async () => {
    void child.stop();
    const refused = () =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      );
    await expect.poll(refused, { interval: 100 }).toBe(true);
  });
  expect(status).toBe(200);
  const endedAt = performance.now();
  expect(await child.ended).toBe(0);
  expect(performance.now() - endedAt).toBeLessThan(10_000);
}, 180_000);

it("without its database it lives, is not ready, and acknowledges nothing, within two seconds", async () => {
  const { url, child } = await startWeb();
  await database.stop();
  try {
    const body = JSON.stringify(orderPayload());
    const took: number[] = [];
    // A process that waits too long does so each time, a busy machine once or twice.
    while (took.length < 10 && !took.some((one) => one < 2_000)) {
      const startedAt = performance.now();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          fetch(`${url}/webhooks`, { method: "POST", body, headers: signedHeaders(body) }),
        ),
      );
      took.push(performance.now() - startedAt);
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([503]));
    }
    expect(Math.min(...took)).toBeLessThan(2_000);
    // A buyer's block is told to send again, not that its answer is wrong.
    const authorization = `Bearer ${sessionToken()}`;
    const block = await fetch(`${url}/buyer/problems`, {
      method: "POST",
      body: "{}",
      headers: { authorization },
    });
    expect(block.status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  } finally {
    await child.stop();
  }
}, 180_000);
