import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { appConfiguration } from "./app-configuration.ts";
import type { Environment } from "./environment.ts";
import type { Reply } from "./http.ts";
import { startMailbox } from "./mail/mailbox.ts";
import { browserFile } from "./pages/browser-files.ts";
import { freshSettings, type Platform } from "./platform.ts";
import { seededRandom } from "./random.ts";
import { answer } from "./router.ts";
import { seedOnce } from "./seed.ts";
import { openState } from "./state.ts";
import { startDispatcher } from "./webhooks/dispatcher.ts";

const largestBody = 10_000_000;

/** A running dev store. */
export type DevStore = { port: number; smtpPort: number; platform: Platform; close: () => Promise<void> };

/** Opens the state, seeds it once, and listens. */
export async function startDevStore(env: Environment): Promise<DevStore> {
  const db = openState(env.statePath);
  const platform: Platform = {
    env,
    db,
    app: appConfiguration(env.tomlPath, env.appUrl),
    ...freshSettings(),
    random: seededRandom(7),
    wake: () => undefined,
  };
  seedOnce(platform, env.seedOrders);
  const server = createServer((request, response) => {
    serve(platform, request, response).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end("The dev store failed; its log says why.");
    });
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(env.port, env.host, done);
  });
  const mailbox = await startMailbox(db, env.host, env.smtpPort);
  const dispatcher = startDispatcher(platform);
  // The first person to open the app should not wait for App Bridge to be joined.
  void browserFile("/app-bridge.js");
  return {
    port: (server.address() as AddressInfo).port,
    smtpPort: mailbox.port,
    platform,
    close: async () => {
      server.closeAllConnections();
      await Promise.all([
        new Promise((done) => server.close(done)),
        Promise.race([mailbox.close(), new Promise((done) => setTimeout(done, 500))]),
        dispatcher.stop(),
      ]);
      db.close();
    },
  };
}

/** A page elsewhere whose name resolves to this machine must find nothing here. */
function isLoopback(host: string | undefined): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");
}

async function serve(platform: Platform, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLoopback(request.headers.host)) {
    response.writeHead(421, { connection: "close" }).end();
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      response.writeHead(413, { connection: "close" }).end();
      return;
    }
    chunks.push(chunk);
  }
  const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "127.0.0.1"}`);
  send(
    response,
    await answer(platform, {
      method: request.method ?? "GET",
      url,
      headers: request.headers,
      body: Buffer.concat(chunks),
    }),
  );
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply.cut) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(reply.status, {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...reply.headers,
  });
  response.end(reply.body ?? "");
}
