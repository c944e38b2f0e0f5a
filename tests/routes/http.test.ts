import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { serve } from "../../app/server";
import { type FilledShop, filledShop } from "../support/filled-shop";
import { fileDatabase } from "../support/postgres";
import { prepareQueues } from "../support/run-jobs";
import { idToken } from "../support/shops";
import { hashTables } from "../support/table-hashes";
import { type Ask, type Handler, handlersOf, requestOf } from "./ask";
import { type DoorWay, type PageWay, pageWays, ways } from "./route-list";
import { assembledBuild } from "./served";
import { threats } from "./threats";

// The app reads its environment when first imported: any free port will do.
vi.hoisted(() => {
  process.env.PORT = "0";
});

let client: pg.Client;
let a: FilledShop;
let b: FilledShop;
let web: Awaited<ReturnType<typeof serve>>;
let files: string;

beforeAll(async () => {
  client = new pg.Client({ connectionString: fileDatabase().superuserUrl });
  await client.connect();
  await prepareQueues();
  a = await filledShop("markofshopa");
  b = await filledShop("markofshopb", ["82000000001", "2", "82000000003"]);
  files = await mkdtemp(path.join(tmpdir(), "fairlead-files-"));
  web = await serve(assembledBuild(), files);
});
afterAll(async () => {
  await web.stop();
  await client.end();
  await rm(files, { recursive: true });
});

const handlers = pageWays
  .filter((way) => way.path !== "")
  .flatMap((way) => handlersOf(way).map((handler) => ({ name: `${handler} of ${way.id}`, way, handler })));
const doors = ways.filter((way): way is DoorWay => way.kind === "door");

/** Sends over HTTP what a browser would; `data` asks for one route's answer, as the framework's own fetches do. */
async function send(way: PageWay, handler: Handler, asked: Ask & { data?: boolean }) {
  // The library turns away what looks like a robot, and Node's own name does.
  const headers = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0", ...asked.headers };
  const built = requestOf(way, handler, { ...asked, headers });
  const url = new URL(built.url);
  url.port = String(web.port);
  if (asked.data) url.searchParams.set("_data", way.id);
  const { method } = built;
  const body = method === "GET" || method === "HEAD" ? undefined : await built.text();
  const response = await fetch(url, {
    method,
    headers: built.headers,
    redirect: "manual",
    ...(body && { body }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const takesOf = (way: PageWay, handler: Handler) => {
  const { permission: _, ...takes } = threats[way.id]?.handlers[handler] ?? {};
  return takes;
};

describe("methods", () => {
  it.each(handlers)("the $name answers only its own", async ({ way, handler }) => {
    const token = idToken(a.shop, { subject: a.owner });
    const before = await hashTables(client);
    for (const method of ["PUT", "PATCH", "DELETE", "PROPFIND", ...(way.module.action ? [] : ["POST"])]) {
      for (const data of [true, false]) {
        const answer = await send(way, handler, { ...takesOf(way, handler), token, method, data });
        expect(answer.status, `${method} ${answer.body.slice(0, 100)}`).toBe(405);
      }
    }
    expect(await hashTables(client)).toEqual(before);
  });

  it.each(doors.map((way) => way.path))("%s answers only its own", async (door) => {
    // What is sent to a door is posted; the others only answer.
    const takesPosts = !["none", "fromProxy"].includes(threats[`door ${door}`]?.authenticator ?? "");
    for (const method of ["PUT", "PATCH", "DELETE", ...(takesPosts ? ["GET", "HEAD"] : ["POST"])]) {
      const answer = await fetch(`http://127.0.0.1:${web.port}${door}`, { method });
      expect(answer.status, method).toBe(405);
    }
  });
});

describe("every answer", () => {
  it.each(handlers)(
    "of the $name carries the safety headers and an id, and is kept by nobody",
    async ({ way, handler }) => {
      for (const token of [idToken(a.shop, { subject: a.owner }), undefined]) {
        const { headers } = await send(way, handler, { ...takesOf(way, handler), token });
        expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
        expect(headers.get("x-content-type-options")).toBe("nosniff");
        expect(headers.get("referrer-policy")).toBeTruthy();
        expect(headers.get("cache-control") ?? "no-store").toMatch(/no-store|private/);
      }
    },
  );
});

describe("a document", () => {
  const documentOf = (way: PageWay, shop: FilledShop, query: Record<string, string> = {}) => {
    const host = Buffer.from(`admin.shopify.com/store/${shop.shop.split(".")[0]}`).toString("base64");
    const framed = {
      shop: shop.shop,
      host,
      embedded: "1",
      id_token: idToken(shop.shop, { subject: shop.owner }),
    };
    return send(way, "loader", { ...takesOf(way, "loader"), query: { ...framed, ...query } });
  };
  const pages = pageWays.filter(
    ({ module, path: at }) => module.default && module.loader && at.startsWith("/app"),
  );

  it.each(pages)("of $id shows its own shop only, whatever shop the address names", async (way) => {
    const own = await documentOf(way, a);
    expect([200, 404]).toContain(own.status);
    expect(own.headers.get("content-security-policy")).toContain(`frame-ancestors https://${a.shop}`);
    const other = await documentOf(way, a, { shop: b.shop });
    for (const { body } of [own, other]) expect(body.replaceAll(b.shop, "")).not.toContain(b.mark);
    if (way.id === "routes/app._index") expect(own.body).toContain(a.mark);
  });

  it("without a token is the way to one, and shows nothing", async () => {
    for (const way of pages) {
      const answer = await send(way, "loader", { ...takesOf(way, "loader"), query: { shop: a.shop } });
      expect(answer.status).toBe(302);
      expect(answer.body).not.toContain(a.mark);
    }
  });
});

describe("bodies and paths over the wire", () => {
  afterEach(() => vi.restoreAllMocks());
  it("a form past a megabyte is 413, before any of it is read", async () => {
    const head = `POST /app/team/role HTTP/1.1\r\nHost: x\r\nContent-Length: ${1024 * 1024 + 1}\r\n\r\n`;
    expect(await rawStatus(head)).toBe(413);
  });

  it.each([
    ["a NUL", "/app/%00"],
    ["half a character", "/app/%ff"],
    ["a cut escape", "/app/settings/privacy/%E0%A4%A"],
    ["another host", "//evil.example/app"],
    ["steps upwards", "/app/../../etc/passwd"],
    ["eight thousand letters", `/app/${"x".repeat(8_000)}`],
  ])("a path with %s is answered, and never with a 500", async (_name, address) => {
    const printed = vi.spyOn(console, "warn").mockReturnValue();
    const status = await rawStatus(`GET ${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(status).toBeGreaterThanOrEqual(200);
    expect(status).toBeLessThan(500);
    expect(printed, "a line outside the log, which may hold a key").not.toHaveBeenCalled();
  });

  it.each([
    ["no HTTP at all", "hello\r\n\r\n"],
    ["two lengths", "POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
    [
      "a length and chunks",
      "POST /webhooks HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
  ])("%s is 400", async (_name, text) => {
    expect(await rawStatus(text)).toBe(400);
  });

  /** The status of an answer to bytes no client would send. */
  function rawStatus(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket = connect(web.port, "127.0.0.1", () => socket.write(text));
      socket.setTimeout(20_000, () => socket.destroy(new Error("no answer")));
      socket.once("error", reject);
      socket.once("data", (data) => {
        resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(data.toString())?.[1]));
        socket.destroy();
      });
    });
  }
});

describe("health", () => {
  it("says that it lives and is ready, and nothing else", async () => {
    const texts = ["/healthz", "/readyz"].map(async (at) =>
      (await fetch(`http://127.0.0.1:${web.port}${at}`)).text(),
    );
    expect(await Promise.all(texts)).toEqual(["ok\n", "ready\n"]);
  });
});
