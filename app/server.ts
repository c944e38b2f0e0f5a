import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import { createRequestListener } from "@remix-run/node-fetch-server";
import sirv from "sirv";
import { v7 as newId } from "uuid";
import type { DoorAnswer, DoorRequest } from "./doors/door";
import type * as entry from "./entry.server";
import { withoutKey } from "./logged-path";

/** Largest body a page's form may send, in bytes. */
const mostFormBytes = 1024 * 1024;
/** What pages and forms are asked with; the framework would let any other writing method run a form's action. */
const pageMethods = ["GET", "HEAD", "POST", "OPTIONS"];
/** Longest wait for requests under way when the process is told to stop, in milliseconds. */
const drainMs = 10_000;

/** Starts the web process: hot doors first, then files, then pages. */
export async function serve(
  build: ServerBuild,
  clientDir: string,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { findDoor, env, log, close } = build.entry.module as unknown as typeof entry;
  const handle = createRequestHandler(build, env.NODE_ENV);
  const app = new URL(env.SHOPIFY_APP_URL);
  const pages = createRequestListener((request) => handle(request), {
    host: app.host,
    protocol: app.protocol,
  });
  const files = sirv(clientDir, { immutable: true, maxAge: 31_536_000, etag: true, dotfiles: false });
  let stopping = false;

  // Overdue connections are looked for every two seconds; the runtime would look every thirty.
  const limits = { maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 2_000 };
  const server = createServer(limits, (req, res) => {
    const startedAt = performance.now();
    const requestId = newId();
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    const loggedPath = withoutKey(path);
    req.headers["x-request-id"] = requestId;
    setCommonHeaders(res, requestId);
    if (stopping) res.setHeader("Connection", "close");
    res.on("close", () => {
      const line = {
        requestId,
        method: req.method,
        path: loggedPath,
        status: res.statusCode,
        ms: Math.round(performance.now() - startedAt),
      };
      if (!res.writableFinished) log.warn(line, "answer cut off");
      else if (path !== "/healthz" && path !== "/readyz" && !path.startsWith("/assets/"))
        log.info(line, "answered");
    });
    const door = findDoor(path);
    if (door) {
      door(doorRequest(req, path, requestId))
        .catch((error: unknown): DoorAnswer => {
          log.error({ requestId, path: loggedPath, err: error }, "door failed");
          return { status: 500 };
        })
        .then((answer) => send(req, res, answer))
        .catch((error: unknown) => log.error({ requestId, path: loggedPath, err: error }, "answer not sent"));
    } else if (!pageMethods.includes(req.method ?? "")) {
      send(req, res, { status: 405, headers: { Allow: pageMethods.join(", ") } });
    } else if (bodyIsTooLarge(req)) {
      log.warn({ requestId, path: loggedPath }, "form too large");
      send(req, res, { status: 413 });
    } else if (!isPlace(path)) {
      send(req, res, { status: 400 });
    } else if (path.startsWith("/assets/")) {
      files(req, res, () => send(req, res, { status: 404 }));
    } else {
      pages(req, res);
    }
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.keepAliveTimeout = 65_000;
  server.maxHeadersCount = 100;
  // A request that cannot be parsed gets an answer and a line, too.
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    log.warn({ requestId: newId(), code: error.code }, "unreadable request");
    if (socket.writable)
      socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : env.PORT;
  log.info({ port }, "web is up");
  return {
    port,
    async stop() {
      stopping = true;
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), drainMs);
      await ended;
      clearTimeout(late);
      await close();
      log.info("web has stopped");
    },
  };
}

/** Whether the framework's router can read a path. What it cannot, it prints to the console, keys and all. */
function isPlace(path: string): boolean {
  try {
    return !path.includes("//") && decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

function setCommonHeaders(res: ServerResponse, requestId: string): void {
  res.setHeader("X-Request-Id", requestId);
  res.setHeader("X-Content-Type-Options", "nosniff");
  res.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  res.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  res.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
  res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
}

/** A form that names its length is refused before it is read; chunked forms have no place here. */
function bodyIsTooLarge(req: IncomingMessage): boolean {
  return (
    Number(req.headers["content-length"] ?? 0) > mostFormBytes ||
    req.headers["transfer-encoding"] !== undefined
  );
}

function doorRequest(req: IncomingMessage, path: string, requestId: string): DoorRequest {
  return {
    method: req.method ?? "GET",
    path,
    query: (req.url ?? "").slice(path.length + 1),
    requestId,
    header(name) {
      const value = req.headers[name];
      return typeof value === "string" ? value : undefined;
    },
    readBody: (most) => readBody(req, most),
  };
}

function readBody(req: IncomingMessage, most: number): Promise<Uint8Array | "too-large" | "cut-off"> {
  if (Number(req.headers["content-length"] ?? 0) > most) return Promise.resolve("too-large");
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    req.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= most) chunks.push(chunk);
      else resolve("too-large");
    });
    req.on("end", () => resolve(req.complete ? Buffer.concat(chunks) : "cut-off"));
    req.on("error", () => resolve("cut-off"));
    req.on("close", () => resolve("cut-off"));
  });
}

function send(req: IncomingMessage, res: ServerResponse, answer: DoorAnswer): void {
  if (res.destroyed || res.headersSent) return;
  // What was not read of a body must not be taken for the next request.
  if (!req.complete) res.setHeader("Connection", "close");
  const body = answer.body ?? "";
  res.writeHead(answer.status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    // Known here, so that the answer need not be sent in chunks. Where there is no body there is no length (RFC 9110, 8.6).
    ...(answer.status !== 204 && { "Content-Length": Buffer.byteLength(body) }),
    ...answer.headers,
  });
  res.end(body);
}
