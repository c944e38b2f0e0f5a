import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { orderPayload, sign } from "../support/payloads";
import { form } from "../support/promise-form";
import { startNginx } from "./support/nginx";
import { RunningApp } from "./support/running-app";

/*
 * Two web and two worker processes on one database; in the full form behind Debian's nginx with docs/deploy/nginx.conf.
 * This process is a third one that changes things through the app's own code.
 *
 * What a process remembers, and why another's change is not missed:
 *   doors/carrier-rules     rules per key, compared with the database every half second            below
 *   shop/keys               a shop's keys for a minute; the accepting statement refuses others      below
 *   doors/promise           rules for a product page, four seconds                                  storefront-promise.test.ts
 *   offline-token           only what is under way; the token itself is read from the database      offline-token.test.ts
 *   admin-client            the store's points, which the store itself corrects with every answer   admin-client.test.ts
 *   carrier-log             answers on their way to the database; a killed process loses some of a log kept for a month
 *   block-sightings         when a sighting was written last; another process writes it once more
 *   allowances of doors     counted per process, so that N processes allow N times as much (README)
 *   carrier-rules underWay  one comparison at a time per key, of this process alone
 */

const shop = "many-processes.myshopify.com";
let app: RunningApp;
let proxy: { url: string; stop(): Promise<void> } | undefined;

beforeAll(async () => {
  app = await RunningApp.start({ shops: [shop], webs: 2, workers: 2 });
  if (form === "full") proxy = await startNginx(app.webUrls);
});

afterAll(async () => {
  await proxy?.stop();
  await app?.stop();
});

/** Where the platform would ask: the proxy, or by turns the processes themselves. */
const anyUrl = () => proxy?.url ?? app.webUrls[randomInt(2)] ?? "";

describe("two web and two worker processes", () => {
  // In the short form acknowledged.test.ts kills enough.
  if (form === "full")
    it("lose nothing while one after the other is killed, and the rest answer", async () => {
      const acknowledged = new Set<string>();
      const refused: number[] = [];
      let sending = true;
      const senders = Array.from({ length: 4 }, async () => {
        while (sending) {
          const id = randomUUID();
          const body = orderPayload({ id: randomInt(1, 2 ** 47) });
          const { status } = await app.deliver({ shop, topic: "orders/create", body, id, url: anyUrl() });
          if (status === 200) acknowledged.add(id);
          else refused.push(status);
          await sleep(20);
        }
      });
      for (let count = 0; count < 20; count++) {
        await sleep(700);
        app.kill("worker", count % 2);
        app.kill("web", count % 2);
        await app.ready(app.webUrls[count % 2]);
      }
      sending = false;
      await Promise.all(senders);
      expect(await app.drained(60_000)).not.toBeNull();
      const rows = await app.ask<{ id: string }>(
        `SELECT "deliveryId" AS id FROM "WebhookInbox" WHERE "state" = 'applied'`,
      );
      const applied = new Set(rows.map(({ id }) => id));
      expect(acknowledged.size).toBeGreaterThan(20);
      expect([...acknowledged].filter((id) => !applied.has(id))).toEqual([]);
      // The proxy asks the process that lives; without one the platform would ask again.
      if (proxy) expect(refused).toEqual([]);
    }, 300_000);

  it("offer at checkout what another process has just changed", async () => {
    const { offering, rateRequest } = await import("../support/shipping");
    const { decideProvider } = await import("../../app/providers/commands.server");
    const { ctx, key, providerId } = await offering();
    const body = JSON.stringify(rateRequest());
    const headers = {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": sign(body, app.secrets.clientSecret),
    };
    const offers = async (url: string) => {
      const answer = await fetch(`${url}/carrier/${key}`, { method: "POST", body, headers });
      return answer.status === 200 ? ((await answer.json()) as { rates: unknown[] }).rates.length : -1;
    };
    const everywhere = async (wanted: number) => {
      const startedAt = performance.now();
      for (const url of [...app.webUrls, ...(proxy ? [proxy.url] : [])])
        while ((await offers(url)) !== wanted && performance.now() - startedAt < 30_000) await sleep(20);
      return performance.now() - startedAt;
    };
    expect(await everywhere(2)).toBeLessThan(30_000);
    await decideProvider(ctx, providerId, { decision: "suspend", reason: "Customs.", seen: "approved" });
    // Workers refresh the offers, then each web compares: a change is seen within half a second of that.
    expect(await everywhere(0)).toBeLessThan(5_000);
    await decideProvider(ctx, providerId, { decision: "reinstate", reason: "Solved.", seen: "suspended" });
    expect(await everywhere(2)).toBeLessThan(5_000);
  }, 120_000);

  it("seal nothing with keys another process has destroyed", async () => {
    const erased = "erased-elsewhere.myshopify.com";
    const { installedShop, open } = await import("../support/shops");
    const { forJob } = await import("../../app/authenticate.server");
    const { uninstall } = await import("../../app/shop/lifecycle-commands.server");
    const { eraseShop } = await import("../../app/shop/erase-commands.server");
    await installedShop({ domain: erased });
    const send = async (url: string) => {
      const id = randomUUID();
      await app.deliverUntilKept({ shop: erased, topic: "orders/create", body: orderPayload(), id, url });
      return id;
    };
    // Both processes remember the first keys.
    for (const url of app.webUrls) await send(url);
    expect(await app.drained(60_000, erased)).not.toBeNull();
    const ctx = await forJob(erased, randomUUID(), { alsoWhenUninstalled: true });
    if (!ctx) throw new Error("the shop is not there");
    await uninstall(ctx, new Date());
    expect(await eraseShop(erased, new Date())).toBe("erased");
    await sleep(1_100);
    await open(erased, "1");
    const sent = await Promise.all(app.webUrls.map(send));
    expect(await app.drained(60_000, erased)).not.toBeNull();
    const rows = await app.ask<{ id: string; state: string }>(
      `SELECT "deliveryId" AS id, "state"::text AS state FROM "WebhookInbox" WHERE "shopId" = $1`,
      [erased],
    );
    for (const id of sent) expect(rows).toContainEqual({ id, state: "applied" });
  }, 120_000);

  it("take what a buyer's block sends to both once", async () => {
    const { buyerToken } = await import("../support/buyer-token");
    const body = JSON.stringify({
      ...{ orderId: "gid://shopify/Order/6100000000001", text: "Wo bleibt es?", kind: "not-arrived" },
      ...{ clientId: randomUUID(), locale: "de-DE" },
    });
    const headers = { authorization: `Bearer ${buyerToken(shop)}`, "content-type": "application/json" };
    const answers = await Promise.all(
      [...app.webUrls, ...app.webUrls, anyUrl()].map((url) =>
        fetch(`${url}/buyer/problems`, { method: "POST", body, headers }).then(({ status }) => status),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    const [row] = await app.ask<{ messages: number }>(
      `SELECT count(*)::int AS messages FROM "TicketMessage" WHERE "shopId" = $1`,
      [shop],
    );
    expect(row?.messages).toBe(1);
  });

  it("show staff the same pages", async () => {
    const { idToken } = await import("../support/shops");
    const headers = {
      authorization: `Bearer ${idToken(shop)}`,
      "user-agent":
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
    };
    for (const url of [...app.webUrls, anyUrl()]) {
      const answer = await fetch(`${url}/app/inbox`, { headers });
      expect(answer.status).toBe(200);
    }
  });
});
