import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Outgoing, steadily } from "../bench/load";
import { orderPayload, sign } from "../support/payloads";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";

/*
 * Promise 5: deliveries of 2 to 500 KB are answered with 200 within 500 ms (p99) and 3 s (all), at fifty a second, in a
 * burst of two hundred a second, and while every token of the shops has ended and the platform's token endpoint hangs.
 */

const { steadySeconds, burstSeconds, burstPerSecond } = sized({
  short: { steadySeconds: 3, burstSeconds: 2, burstPerSecond: 100 },
  full: { steadySeconds: 600, burstSeconds: 30, burstPerSecond: 200 },
});
// A shop the dev store knows.
const shop = "sunda-trading.myshopify.com";
// The platform's library turns away what looks like a bot.
const browser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36";
let app: RunningApp;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop], withDevStore: true });
});

afterAll(() => app?.stop());

/** Mostly what the platform sends of an order, a large one in fifty, a very large one in five hundred. */
function sizes(): () => Outgoing {
  let count = 0;
  return () => {
    count += 1;
    const bytes = count % 500 === 250 ? 500_000 : count % 50 === 25 ? 50_000 : 2_000;
    const body = JSON.stringify(orderPayload({ note: "x".repeat(bytes) }));
    return {
      method: "POST",
      path: "/webhooks",
      body,
      headers: {
        "content-type": "application/json",
        "x-shopify-topic": "orders/create",
        "x-shopify-shop-domain": shop,
        "x-shopify-webhook-id": randomUUID(),
        "x-shopify-triggered-at": new Date().toISOString(),
        "x-shopify-hmac-sha256": sign(body, app.secrets.clientSecret),
      },
    };
  };
}

/**
 * Rounds of load until one keeps to the times: a process that is too slow is so each time, a busy machine is not. In the
 * full form one round must do. Every answer of it is 200.
 */
async function expectInTime(what: string, perSecond: number, seconds: number): Promise<void> {
  const most = sized({ short: 6, full: 1 });
  for (let round = 1; ; round++) {
    const { p50Ms, p99Ms, maxMs, failed } = await steadily(app.appUrl, { perSecond, seconds, make: sizes() });
    seen(5, {
      [`${what}`]: `${perSecond}/s for ${seconds} s: p50 ${p50Ms} ms, p99 ${p99Ms} ms, max ${maxMs} ms, ${failed} not 200`,
    });
    if (failed === 0 && p99Ms < 500 && maxMs < 3_000) return;
    if (round >= most)
      expect({ failed, p99Ms, maxMs }).toEqual({ failed: 0, p99Ms: "below 500", maxMs: "below 3000" });
  }
}

it("fifty a second", () => expectInTime("steady", 50, steadySeconds), 900_000);

it("a burst", () => expectInTime("burst", burstPerSecond, burstSeconds), 300_000);

it("fifty a second while the tokens have ended and the token endpoint hangs", async () => {
  const { storeOfflineSession } = await import("../support/shops");
  await storeOfflineSession(shop, { expires: new Date(Date.now() - 60_000) });
  await app.devStore.faults({ at: "token", kind: "hang", ms: 30_000, times: 1_000 });
  // Pages ask for a new token meanwhile, and are kept waiting.
  const waited = Array.from({ length: 3 }, async () => {
    const { idToken } = await app.devStore.control<{ idToken: string }>("id-token", { shop });
    const startedAt = performance.now();
    const headers = { authorization: `Bearer ${idToken}`, "user-agent": browser };
    await fetch(`${app.appUrl}/app`, { headers, signal: AbortSignal.timeout(40_000) }).catch(() => null);
    return performance.now() - startedAt;
  });
  await expectInTime("token endpoint hangs", 50, sized({ short: 3, full: 30 }));
  expect(Math.min(...(await Promise.all(waited)))).toBeGreaterThan(2_000);
}, 300_000);
