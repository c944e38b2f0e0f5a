import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { startDevStore } from "../src/server.ts";

export const clientId = "test-client";
export const clientSecret = "test-secret-of-the-app";

/** A webhook as the app would see it. */
export type Received = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  at: number;
};

/** How the app answers: `reply` first, where it has one, else the status by the count of calls. */
type AppUnderTest = {
  answer: (count: number) => number;
  reply: (call: Received) => { status: number; headers?: Record<string, string>; body?: string } | null;
  hangMs: number;
};

/** Starts a dev store and an app that only listens; everything speaks HTTP. */
export async function storeUnderTest(seedOrders = 3) {
  const received: Received[] = [];
  const app: AppUnderTest = { answer: () => 200, reply: () => null, hangMs: 0 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = {
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks),
        at: Date.now(),
      };
      received.push(call);
      const reply = app.reply(call) ?? { status: app.answer(received.length) };
      setTimeout(() => response.writeHead(reply.status, reply.headers).end(reply.body), app.hangMs);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const store = await startDevStore({
    host: "127.0.0.1",
    port: 0,
    smtpPort: 0,
    statePath: ":memory:",
    clientId,
    clientSecret,
    seedOrders,
    appUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tomlPath: fileURLToPath(new URL("fixtures/shopify.app.toml", import.meta.url)),
  });
  const origin = `http://127.0.0.1:${store.port}`;

  const control = async <T>(name: string, body: object = {}): Promise<T> => {
    const response = await fetch(`${origin}/control/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(answer.error);
    return answer;
  };
  const atShop = (
    path: string,
    body: object,
    headers: Record<string, string> = {},
    shop = "sunda-trading.myshopify.com",
  ) =>
    fetch(origin + path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-original-host": shop, ...headers },
      body: JSON.stringify(body),
      redirect: "manual",
    });
  const token = (body: object, shop?: string) =>
    atShop(
      "/admin/oauth/access_token",
      { client_id: clientId, client_secret: clientSecret, ...body },
      {},
      shop,
    );
  const exchange = async (body: object = {}, shop = "sunda-trading") => {
    const { idToken } = await control<{ idToken: string }>("id-token", { shop });
    return token(
      {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: idToken,
        expiring: "1",
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
        ...body,
      },
      `${shop}.myshopify.com`,
    );
  };
  const accessToken = async (shop = "sunda-trading") =>
    ((await (await exchange({}, shop)).json()) as { access_token: string }).access_token;
  const graphql = async (
    query: string,
    variables: object = {},
    given?: { token?: string; shop?: string },
  ) => {
    const shop = given?.shop ?? "sunda-trading";
    const access = given?.token ?? (await accessToken(shop));
    const response = await atShop(
      "/admin/api/2026-07/graphql.json",
      { query, variables },
      { "x-shopify-access-token": access },
      `${shop}.myshopify.com`,
    );
    return { status: response.status, answer: (await response.json()) as GraphqlAnswer };
  };
  const close = async () => {
    await store.close();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { origin, store, received, app, control, atShop, token, exchange, accessToken, graphql, close };
}

export type GraphqlAnswer = {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
  extensions?: { cost: { requestedQueryCost: number; throttleStatus: { currentlyAvailable: number } } };
};
export type StoreUnderTest = Awaited<ReturnType<typeof storeUnderTest>>;

/** The value at a dotted path of an answer's data, undefined where there is none. */
export function at(answer: GraphqlAnswer, path: string): unknown {
  return path.split(".").reduce<unknown>((value, step) => {
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }, answer.data);
}
