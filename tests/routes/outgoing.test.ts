import { globSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Server, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findDoor } from "../../app/doors/doors.server";
import { askDoor, buyerToken } from "../support/buyer-token";
import { deliver } from "../support/deliveries";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { eventPayload, fulfillmentPayload, orderPayload } from "../support/payloads";
import { fileDatabase } from "../support/postgres";
import { privateAddresses } from "../support/private-addresses";
import { seen, sized } from "../support/promise-form";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { idToken } from "../support/shops";
import { ask } from "./ask";
import { guardedHandlers } from "./foreign-ids";
import { pageWays } from "./route-list";
import { threats } from "./threats";

/*
 * Promise 24: no outgoing request to a private address. Addresses of this machine in every place a stranger may write
 * to, a trap listening at them, and a look at every connection this process makes: to its database, and to nobody.
 */

let shop: FilledShop;
let traps: Server[] = [];
let port = 0;
let trapped = 0;
let addresses: string[];
const called = new Set<string>();

beforeAll(async () => {
  await prepareQueues();
  shop = await filledShop("markofoutgoing");
  const first = await listen(0, "127.0.0.1");
  ({ port } = first.address() as AddressInfo);
  traps = [first, await listen(port, "::1")];
  addresses = privateAddresses(port);
  watchConnections();
});
afterAll(() => {
  vi.restoreAllMocks();
  for (const trap of traps) trap.close();
});

function listen(port: number, host: string): Promise<Server> {
  const server = createServer((socket) => {
    trapped += 1;
    socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Writes down whom each new connection of this process is for; all of them pass. */
function watchConnections(): void {
  const connect = Socket.prototype.connect;
  vi.spyOn(Socket.prototype, "connect").mockImplementation(function (this: Socket, ...given: unknown[]) {
    const [first, host] = (Array.isArray(given[0]) ? given[0] : given) as [unknown, unknown];
    const to =
      typeof first === "object" ? (first as { host?: string; port?: number }) : { port: first, host };
    called.add(`${to.host}:${to.port}`);
    return Reflect.apply(connect, this, given);
  });
}

/** Whom the app has called but its database, and what the traps have caught. */
function calls(): { others: string[]; trapped: number } {
  const database = new URL(fileDatabase().appUrl);
  return { others: [...called].filter((to) => to !== `${database.hostname}:${database.port}`), trapped };
}
const none = { others: [], trapped: 0 };

it("the watch sees a connection and the trap catches it", async () => {
  await fetch(`http://127.0.0.1:${port}/`).catch(() => {});
  expect(calls()).toEqual({ others: [`127.0.0.1:${port}`], trapped: 1 });
  called.clear();
  trapped = 0;
});

describe("an address of this machine is never called", () => {
  it("from a webhook, whatever field it stands in", async () => {
    const step = sized({ short: 4, full: 1 });
    for (const address of addresses.filter((_address, at) => at % step === 0)) {
      const order = orderPayload({
        order_status_url: address,
        landing_site: address,
        referring_site: address,
        name: address,
        email: `x@${address}`,
        shipping_lines: [{ title: address, code: address, source: address }],
        note_attributes: [{ name: "url", value: address }],
      });
      const parcel = fulfillmentPayload(order.id, {
        tracking_url: address,
        tracking_urls: [address],
        tracking_company: address,
        tracking_number: address,
      });
      await deliver(shop.shop, "orders/create", order);
      await deliver(shop.shop, "fulfillments/create", parcel);
      await deliver(
        shop.shop,
        "fulfillment_events/create",
        eventPayload(order.id, parcel.id, { message: address }),
      );
    }
    await runJobs();
    expect(calls()).toEqual(none);
  });

  it("from a header, a token's shop, or a query signed by nobody", async () => {
    for (const address of addresses) {
      const answers = [
        await deliver(address, "orders/create", orderPayload()),
        await askDoor("/buyer/thank-you", { orderId: "1" }, { token: buyerToken(address) }),
        await askDoor("/buyer/problems", {}, { token: buyerToken(`https://${address}`) }),
        await findDoor("/proxy/promise")?.({
          method: "GET",
          path: "/proxy/promise",
          query: new URLSearchParams({ shop: address, signature: "0".repeat(64) }).toString(),
          requestId: "1",
          header: () => undefined,
          readBody: async () => new Uint8Array(),
        }),
      ];
      for (const answer of answers) expect([400, 401], address).toContain(answer?.status);
    }
    await runJobs();
    expect(calls()).toEqual(none);
  });

  it("from a staff token that is rightly signed for it, which would be handed the client secret", async () => {
    const way = pageWays.find(({ id }) => id === "routes/app._index");
    if (!way) throw new Error("home is gone");
    for (const address of addresses) {
      for (const dest of [address, `https://${address}`, address.replace(/^http/, "https")]) {
        const token = idToken(dest, { claims: { dest, iss: `${dest}/admin` } });
        expect((await ask(way, "loader", { token })).status, dest).toBe(401);
        const query = {
          shop: shop.shop,
          host: Buffer.from(dest).toString("base64"),
          embedded: "1",
          id_token: token,
        };
        expect((await ask(way, "loader", { query })).status, dest).toBe(401);
      }
    }
    expect(calls()).toEqual(none);
  });

  it("from the address of a page, which leads to the store's admin or to us, and is framed by no other", async () => {
    const us = ["", "http://127.0.0.1:4100", "https://admin.shopify.com", `https://${shop.shop}`];
    const ids = ["routes/_index", "routes/auth.$", "routes/app._index"];
    const framers =
      /frame-ancestors( https:\/\/(t-[a-z0-9-]+\.myshopify\.com|admin\.[a-z.]+|\*\.spin\.dev))*;/;
    for (const way of pageWays.filter(({ id }) => ids.includes(id))) {
      for (const address of [...addresses, "evil.example; script-src *"]) {
        const host = Buffer.from(address).toString("base64");
        const lured = { host, "shopify-reload": address, return_to: address, exitIframe: address };
        for (const query of [
          { ...lured, shop: shop.shop },
          { ...lured, shop: address },
        ]) {
          for (const page of ["session-token", "exit-iframe"]) {
            const answer = await ask(way, "loader", { query, path: { "*": page } });
            const where = `${address} at ${way.id} ${page}`;
            expect(answer.status, `${where}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
            const leads = URL.parse(answer.location ?? "")?.origin ?? "";
            expect(us, where).toContain(leads);
            const policy = /content-security-policy: (.*)/.exec(answer.headers)?.[1];
            if (policy) expect(`${policy};`, where).toMatch(new RegExp(`^${framers.source}`));
            expect(policy ?? "", where).not.toContain("script-src");
          }
        }
      }
    }
    expect(calls()).toEqual(none);
  });

  const actions = guardedHandlers.filter(({ handler }) => handler === "action");
  it.each(actions)("from a field of the $name", async ({ way, handler }) => {
    const { permission: _, ...takes } = threats[way.id]?.handlers[handler] ?? {};
    for (const [at, field] of Object.keys(takes.form ?? {}).entries()) {
      // Each field another few of them: what a field does with an address does not hang on which it is.
      for (let turn = 0; turn < 3; turn++) {
        const address = addresses[(at * 3 + turn) % addresses.length] ?? "";
        const token = idToken(shop.shop, { subject: shop.owner });
        const answer = await ask(way, handler, {
          ...takes,
          form: { ...takes.form, [field]: address },
          token,
        });
        expect(answer.status).toBeLessThan(500);
      }
    }
    await runJobs();
    expect(calls()).toEqual(none);
  });
});

/** Who may call anybody, and whom. */
const callers: Record<string, string> = {
  "app/gateways/mail/smtp-mail.server.ts": "the one mail server of the environment",
  "app/gateways/shopify/admin-client.server.ts": "the Admin API of a shop whose domain a token has proven",
  "app/providers/ui/send-file.ts": "the browser asks us",
  "app/server.ts": "listens",
  "app/shopify.server.ts": "the platform's library, for a shop whose domain a token has proven",
  "app/ui/save-file.ts": "the browser asks us",
};

it("only the gateways call anybody", () => {
  const reaches =
    /\bfetch\b|(?:node:)?["'](?:node:)?(?:http|https|http2|net|tls|dns|dgram|undici|axios|nodemailer|graphql-request)(?:\/\w+)?["']|\b(?:XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b/;
  const files = globSync("app/**/*.{ts,tsx}").filter((file) => !/\.test\.|\.generated\./.test(file));
  const found = files.filter((file) => reaches.test(code(file)));
  expect(found.toSorted()).toEqual(Object.keys(callers).toSorted());
  seen(24, {
    addresses: addresses.length,
    actions: guardedHandlers.length,
    connections: calls().others.length,
  });
});

/** A file without its comments, and without the words that stand for the framework's own fetches. */
function code(file: string): string {
  return readFileSync(file, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "");
}
