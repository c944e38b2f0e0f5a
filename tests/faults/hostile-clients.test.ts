import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orderPayload, sign } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";

/* What a client can do to a web process by itself: too much at once, too deep, too slow, and too many that stay. */

const shop = "hostile-clients.myshopify.com";
let app: RunningApp;
let port: number;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop] });
  port = Number(new URL(app.appUrl).port);
});
afterAll(async () => {
  await app?.stop();
  expect(app.ends).toBe(0);
});

/** Milliseconds within which a busy machine, too, answers what needs no more than a second. */
const soon = 1_000;

/** The fastest of a few tries: what takes too long by itself does so each time, a busy machine once or twice. */
async function fastest(ask: () => Promise<{ status: number; ms: number }>) {
  const tries: { status: number; ms: number }[] = [];
  while (tries.length < 4 && !tries.some(({ ms }) => ms < soon)) tries.push(await ask());
  return {
    ms: Math.min(...tries.map(({ ms }) => ms)),
    statuses: [...new Set(tries.map(({ status }) => status))],
  };
}

async function send(path: string, init: RequestInit = {}): Promise<{ status: number; ms: number }> {
  const startedAt = performance.now();
  const answer = await fetch(app.appUrl + path, { redirect: "manual", ...init });
  await answer.arrayBuffer();
  return { status: answer.status, ms: performance.now() - startedAt };
}

/** JSON as text, for what no serializer would build. */
function deliverText(topic: string, body: string) {
  const headers = {
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-webhook-id": crypto.randomUUID(),
    "x-shopify-triggered-at": new Date().toISOString(),
    "x-shopify-hmac-sha256": sign(body, app.secrets.clientSecret),
  };
  return send("/webhooks", { method: "POST", body, headers });
}

const nested = (depth: number, open = "[", close = "]") => open.repeat(depth) + close.repeat(depth);

describe("too much and too deep", () => {
  it("ten megabytes are refused with 413 before they are hashed", async () => {
    const body = JSON.stringify(orderPayload({ note: "x".repeat(10 * 1024 * 1024) }));
    const { ms, statuses } = await fastest(() =>
      deliverText("orders/create", body).catch(() => ({ status: 413, ms: 0 })),
    );
    expect(statuses).toEqual([413]);
    expect(ms).toBeLessThan(soon);
  });

  it("an order of 500 lines and 1,000 notes is mirrored", async () => {
    const line = {
      id: 1,
      title: "Lamp".repeat(20),
      quantity: 1,
      price: "1.00",
      properties: [],
      tax_lines: [{}],
    };
    const order = orderPayload({
      line_items: Array.from({ length: 500 }, (_, at) => ({ ...line, id: at })),
      note_attributes: Array.from({ length: 1_000 }, (_, at) => ({ name: `n${at}`, value: "v".repeat(200) })),
    });
    const { ms, statuses } = await fastest(() => deliverText("orders/create", JSON.stringify(order)));
    expect(statuses).toEqual([200]);
    expect(ms).toBeLessThan(soon);
    expect(await app.drained(60_000)).not.toBeNull();
    expect(await app.ask(`SELECT 1 FROM "Order" WHERE "id" = $1`, [String(order.id)])).toHaveLength(1);
  });

  it("nesting of any depth is set aside, and what comes after it is applied", async () => {
    const depths = sized({ short: [10_000, 100_000], full: [10_000, 100_000, 1_000_000] });
    for (const depth of depths) {
      const whole = JSON.stringify(orderPayload({ note: 0 }));
      for (const body of [
        nested(depth),
        nested(depth, '{"a":', "}").replace(":}", ":1}"),
        whole.replace('"note":0', `"note":${nested(depth)}`),
        whole.replace('"name":"#', `"customer":${nested(depth)},"name":"#`),
      ]) {
        if (Buffer.byteLength(body) > 5 * 1024 * 1024) continue;
        expect((await deliverText("orders/create", body)).status).toBe(200);
      }
    }
    const after = orderPayload();
    await deliverText("orders/create", JSON.stringify(after));
    expect(await app.drained(60_000)).not.toBeNull();
    expect(await app.ask(`SELECT 1 FROM "Order" WHERE "id" = $1`, [String(after.id)])).toHaveLength(1);
  });

  it("nesting at a buyers' door is a mistake of the sender", async () => {
    // The app reads its environment when first imported, which the running app has named by now.
    const { buyerToken } = await import("../support/buyer-token.ts");
    const authorization = `Bearer ${buyerToken(shop)}`;
    for (const path of ["/buyer/problems", "/buyer/answers", "/buyer/thank-you"]) {
      const { ms, statuses } = await fastest(() =>
        send(path, { method: "POST", body: nested(10_000), headers: { authorization } }),
      );
      expect(statuses, path).toEqual([400]);
      expect(ms, path).toBeLessThan(soon);
    }
  });

  it("a hundred thousand parameters are refused, in an address and in a form", async () => {
    const many = "a=1&".repeat(100_000);
    for (const path of ["/app", "/proxy/promise", "/auth/session-token"]) {
      const { statuses } = await fastest(() => send(`${path}?${many}`).catch(() => ({ status: 400, ms: 0 })));
      expect(
        statuses.every((status) => status === 400 || status === 431),
        path,
      ).toBe(true);
    }
    const form = {
      method: "POST",
      body: many,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    const { ms, statuses } = await fastest(() => send(`/f/${"k".repeat(43)}`, form));
    expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
    expect(ms).toBeLessThan(soon);
  });
});

describe("slow and many", () => {
  /** A connection that says `text` and then, where there is `more`, another byte each second. */
  function slow(text: string, more = ""): Promise<Slow> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      const one: Slow = { socket, endedAfterMs: null };
      const startedAt = performance.now();
      const drip = more ? setInterval(() => socket.write(more), 1_000) : undefined;
      socket.once("error", (error) => (socket.connecting ? reject(error) : undefined));
      socket.once("close", () => {
        clearInterval(drip);
        one.endedAfterMs = performance.now() - startedAt;
      });
      socket.resume();
      socket.once("connect", () => socket.write(text, () => resolve(one)));
    });
  }
  type Slow = { socket: Socket; endedAfterMs: number | null };

  /** What a busy machine adds by itself to a request that takes a few milliseconds. */
  const noiseMs = 50;

  /** The 99th percentile of ordinary deliveries, one after the other. */
  const ordinary = async () => {
    const times: number[] = [];
    const deliver = () => app.deliver({ shop, topic: "orders/create", body: orderPayload() });
    for (let at = 0; at < sized({ short: 50, full: 500 }); at++) {
      const { status, ms } = await deliver();
      expect(status).toBe(200);
      times.push(ms);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  };

  it("clients that never end their headers or their body slow nobody down, and are sent away", async () => {
    await ordinary();
    const sockets = sized({ short: 100, full: 500 });
    const head = "POST /webhooks HTTP/1.1\r\nHost: x\r\n";
    let figures = { sockets, beforeMs: 0, besideMs: 0, sentAwayMs: 0 };
    for (let tries = 0; tries < 4; tries++) {
      const before = await ordinary();
      const opened = await Promise.all([
        ...Array.from({ length: sockets / 2 }, () => slow(head, "x")),
        ...Array.from({ length: sockets / 2 }, () => slow(head)),
      ]);
      const silent = await Promise.all(
        Array.from({ length: sockets / 2 }, () => slow(`${head}Content-Length: 1000\r\n\r\nabc`)),
      );
      const beside = await ordinary();
      const allGone = () => opened.every(({ endedAfterMs }) => endedAfterMs !== null);
      for (const until = Date.now() + 40_000; !allGone() && Date.now() < until; await sleep(200));
      const longest = Math.max(...opened.map(({ endedAfterMs }) => endedAfterMs ?? Number.POSITIVE_INFINITY));
      for (const { socket } of silent) socket.destroy();
      figures = { sockets, beforeMs: before, besideMs: beside, sentAwayMs: longest };
      if (beside < Math.max(2 * before, noiseMs)) break;
    }
    seen(25, figures);
    // Ten seconds for the headers, two between looks at them, the rest for a busy machine.
    expect(figures.sentAwayMs).toBeLessThan(30_000);
    expect(figures.besideMs).toBeLessThan(Math.max(2 * figures.beforeMs, noiseMs));
  });

  it("thousands of connections that stay open leave room for others", async () => {
    const connections = sized({ short: 300, full: 5_000 });
    const ask = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    const kept: Slow[] = [];
    for (let at = 0; at < connections; at += 100) {
      kept.push(...(await Promise.all(Array.from({ length: 100 }, () => slow(ask)))));
    }
    const answered = await fastest(() => send("/readyz"));
    expect(answered.statuses).toEqual([200]);
    expect(answered.ms).toBeLessThan(soon);
    expect(kept.filter(({ endedAfterMs }) => endedAfterMs !== null)).toEqual([]);
    for (const { socket } of kept) socket.destroy();
  });
});
