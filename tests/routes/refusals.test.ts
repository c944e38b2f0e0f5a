import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { log } from "../../app/log.server";
import { serve } from "../../app/server";
import { buyerToken } from "../support/buyer-token";
import { orderPayload, sign } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { idToken, installedShop } from "../support/shops";
import { hashTables } from "../support/table-hashes";
import { assembledBuild } from "./served";

/*
 * Bad input over the wire: each gets its status, an id, and a line in the log with that id and without what was sent;
 * no row is written. That every door and page refuses what it should stands in the tests of each.
 */

// The app reads its environment when first imported: any free port will do.
vi.hoisted(() => {
  process.env.PORT = "0";
});

let client: pg.Client;
let shop: string;
let web: Awaited<ReturnType<typeof serve>>;
let files: string;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  shop = await installedShop();
  files = await mkdtemp(path.join(tmpdir(), "fairlead-files-"));
  web = await serve(assembledBuild(), files);
});
afterAll(async () => {
  await web.stop();
  await client.end();
  await rm(files, { recursive: true });
});
afterEach(() => vi.restoreAllMocks());

type Line = Record<string, unknown>;

/** Every line the app logs from now on. */
function linesOfLog(): Line[] {
  const lines: Line[] = [];
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation(((line: Line) => void lines.push(line)) as never);
  return lines;
}

const canary = "CANARY-BODY";
const order = JSON.stringify(orderPayload({ note: canary }));
const browser = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0" };
const delivery = (body: string | Uint8Array<ArrayBuffer>, change: Record<string, string> = {}) => ({
  path: "/webhooks",
  body,
  headers: {
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": shop,
    "x-shopify-webhook-id": "one",
    "x-shopify-hmac-sha256": sign(body),
    ...change,
  },
});
const answers = (token: string, body: string | Uint8Array<ArrayBuffer> = "{}") => ({
  path: "/buyer/answers",
  body,
  headers: { authorization: `Bearer ${token}` },
});
const page = (token: string) => ({
  path: "/app/parcels?_data=routes%2Fapp.parcels",
  body: undefined,
  headers: { ...browser, authorization: `Bearer ${token}` },
});
const seconds = () => Math.floor(Date.now() / 1000);

const refused: [string, number, () => { path: string; body?: BodyInit; headers: Record<string, string> }][] =
  [
    ["a delivery with a wrong signature", 401, () => delivery(order, { "x-shopify-hmac-sha256": sign("x") })],
    ["a delivery without a signature", 401, () => delivery(order, { "x-shopify-hmac-sha256": "" })],
    ["a delivery with an odd topic", 400, () => delivery(order, { "x-shopify-topic": "orders" })],
    ["a buyer's stale token", 401, () => answers(buyerToken(shop, { claims: { exp: seconds() - 60 } }))],
    ["a buyer's token for another app", 401, () => answers(buyerToken(shop, { claims: { aud: "other" } }))],
    ["a buyer's answer that is no JSON", 400, () => answers(buyerToken(shop), `{"${canary}`)],
    [
      "a buyer's answer that is no UTF-8",
      400,
      () => answers(buyerToken(shop), new Uint8Array([0x22, 0xff, 0xfe, 0x22])),
    ],
    ["a buyer's answer past 32 KB", 413, () => answers(buyerToken(shop), "x".repeat(33 * 1024))],
    ["a stale id token", 401, () => page(idToken(shop, { claims: { exp: seconds() - 60 } }))],
    ["an id token for another app", 401, () => page(idToken(shop, { claims: { aud: "other" } }))],
    ["an id token signed by nobody", 401, () => page(idToken(shop, { alg: "none" }))],
    ["an id token of tomorrow", 401, () => page(idToken(shop, { claims: { nbf: seconds() + 86_400 } }))],
  ];

describe("what is refused", () => {
  it.each(refused)("%s: %i, an id, a line with it, and no row", async (_name, status, ask) => {
    const before = await hashTables(client);
    const lines = linesOfLog();
    const { path: at, body, headers } = ask();
    const method = body === undefined ? "GET" : "POST";
    const answer = await fetch(`http://127.0.0.1:${web.port}${at}`, {
      ...{ method, headers, redirect: "manual" },
      ...(body !== undefined && { body }),
    });
    await answer.arrayBuffer();
    expect(answer.status).toBe(status);
    const requestId = answer.headers.get("x-request-id");
    const own = () => lines.filter((line) => line.requestId === requestId);
    await expect.poll(own).toContainEqual(expect.objectContaining({ status }));
    expect(JSON.stringify(lines)).not.toContain(canary);
    expect(JSON.stringify(lines)).not.toContain("eyJ");
    expect(await hashTables(client)).toEqual(before);
  });

  it("a delivery that names more than 5 MB is 413 before any of it has come", async () => {
    const lines = linesOfLog();
    const socket = await begin(5 * 1024 * 1024 + 1);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
    const requestId = /x-request-id: (\S+)/i.exec(String(answer))?.[1];
    await expect
      .poll(() => lines)
      .toContainEqual(expect.objectContaining({ requestId, outcome: "too-large" }));
    socket.destroy();
  });

  it("a delivery whose end never comes: nothing is stored, and the log says so", async () => {
    const before = await hashTables(client);
    const lines = linesOfLog();
    const socket = await begin(Buffer.byteLength(order));
    socket.write(order.slice(0, 50));
    // The app has begun to read it by the time it answers somebody else.
    await fetch(`http://127.0.0.1:${web.port}/healthz`);
    socket.destroy();
    const said = { requestId: expect.any(String), door: "webhooks", outcome: "cut-off" };
    await expect.poll(() => lines).toContainEqual(said);
    expect(JSON.stringify(lines)).not.toContain(canary);
    expect(await hashTables(client)).toEqual(before);
  });

  /** Sends the head of a delivery whose body has that many bytes. */
  async function begin(length: number) {
    const socket = connect(web.port, "127.0.0.1");
    await once(socket, "connect");
    const head = Object.entries({ ...delivery(order).headers, "content-length": String(length) });
    const text = head.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`POST /webhooks HTTP/1.1\r\nhost: x\r\n${text}\r\n`);
    return socket;
  }
});
