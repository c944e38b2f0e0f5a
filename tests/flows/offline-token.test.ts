import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop, sessionTable } from "../../app/db.server";
import { webhookDoor } from "../../app/doors/webhooks.server";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { sendJob } from "../../app/jobs/queue.server";
import { seal } from "../../app/lib/sealed.server";
import { offlineSessionId, openToken, sessionStorage } from "../../app/sessions.server";
import { platformApi } from "../../app/shopify.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { shopRow } from "../support/shops";

const sunda = "sunda-trading.myshopify.com";
/** Uninstalled by one test, so no other uses it. */
const harbor = "harbor-lane.myshopify.com";

let store: DevStore;
let webhooks: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  await prepareQueues();
  webhooks = await listen();
  store = await startDevStore(webhooks.url);
});

afterAll(async () => {
  await store.stop();
  await webhooks.close();
});

beforeEach(async () => {
  vi.restoreAllMocks();
  await store.control("reset", { seedOrders: 0 });
});

/** The webhooks' door behind a real address, where the dev store delivers. */
async function listen() {
  const server = createServer(async (req: IncomingMessage, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const answer = await webhookDoor({
      method: req.method ?? "",
      path: "/webhooks",
      requestId: "test",
      header: (name) => req.headers[name] as string | undefined,
      readBody: async () => Buffer.concat(chunks),
    });
    res.writeHead(answer.status).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

const open = async (shop: string) => fromAdmin(await store.adminRequest(shop), "home.view");

/** A shop whose staff opened the app just now for the first time, with the calls this took forgotten. */
async function opened(shop = sunda) {
  await sessionTable.session.deleteMany({ where: { shop } });
  const ctx = await open(shop);
  await store.clearCalls();
  return ctx;
}

const sessionRow = (shop = sunda) =>
  sessionTable.session.findUnique({ where: { id: offlineSessionId(shop) } });

async function storedTokens(shop = sunda) {
  const row = await sessionRow(shop);
  if (!row?.refreshToken) throw new Error("no session that can be refreshed");
  return {
    access: openToken(row.id, "accessToken", row.accessToken),
    refresh: openToken(row.id, "refreshToken", row.refreshToken),
    expires: row.expires,
  };
}

/** Lets the stored access token end `ms` from now (negative: ago); at the platform, too, when it is over. */
async function endAccessToken(ms: number, shop = sunda) {
  await sessionTable.session.update({
    where: { id: offlineSessionId(shop) },
    data: { expires: new Date(Date.now() + ms) },
  });
  if (ms <= 0) await store.control("expire-tokens", { shop });
}

/** Whether the platform lets this access token in. */
async function works(token: string, shop = sunda): Promise<boolean> {
  const answer = await fetch(`https://${shop}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  });
  return answer.status === 200;
}

const minutes = (count: number) => count * 60_000;
const lifeOf = (expires: Date | null) => (expires ? expires.getTime() - Date.now() : Number.NaN);

describe("the first opening of the app", () => {
  it("installs the shop and stores an expiring session of which nothing can be read", async () => {
    const { url } = await store.control<{ url: string }>("app-url", { shop: sunda });
    await sessionTable.session.deleteMany({ where: { shop: sunda } });
    const ctx = await fromAdmin(new Request(url), "home.view");
    expect(ctx.shop.id).toBe(sunda);
    expect(await shopRow(sunda)).toMatchObject({
      state: "installed",
      needsLoginSince: null,
      scopes: "read_fulfillments,read_orders",
    });
    expect((await store.calls()).token).toEqual({ exchange: 1, refresh: 0, refused: 0 });

    const { access, refresh, expires } = await storedTokens();
    expect(access).toMatch(/^shpat_/);
    expect(refresh).toMatch(/^shprt_/);
    expect(await works(access)).toBe(true);
    expect(lifeOf(expires)).toBeGreaterThan(minutes(59));
    const row = JSON.stringify(await sessionRow());
    expect(row).not.toMatch(/shp[a-z]{2}_/);
    for (const field of Object.values((await sessionRow()) ?? {})) {
      expect(Buffer.from(String(field), "base64").toString("latin1")).not.toMatch(/shp[a-z]{2}_/);
    }
  });

  it("is not repeated by the pages that follow: the session is used", async () => {
    await opened();
    await open(sunda);
    await open(sunda);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 0, refused: 0 });
  });

  it("stores an end even when the platform names none", async () => {
    await sessionTable.session.deleteMany({ where: { shop: sunda } });
    await store.faults({ at: "token", kind: "no-expiry" });
    await open(sunda);
    const { access, expires } = await storedTokens();
    expect(await works(access)).toBe(true);
    expect(lifeOf(expires)).toBeGreaterThan(minutes(5));
    expect(lifeOf(expires)).toBeLessThan(minutes(15));
  });

  it("is what fills the store's details in", async () => {
    await opened();
    await inShop(sunda, (db) => sendJob(db, sunda, "shop.refresh-details"));
    await runJobs({ platform: true });
    const row = await shopRow(sunda);
    expect(row).toMatchObject({
      name: "Sunda Trading",
      currency: "USD",
      timezone: "Asia/Shanghai",
      country: "CN",
      plan: "Advanced",
      scopes: "read_fulfillments,read_orders",
    });
    expect(lifeOf(row?.detailsAt ?? null)).toBeGreaterThan(-minutes(1));
  });
});

describe("a token about to end", () => {
  it("is refreshed once for twenty callers at the same moment (promise 27)", async () => {
    await opened();
    await endAccessToken(-1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => offlineToken(sunda)));
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
    const { access } = await storedTokens();
    expect(answers).toEqual(Array(20).fill({ ok: true, token: access }));
    expect(await works(access)).toBe(true);
  });

  it("is refreshed once for twenty calls of jobs, none of which goes out with the dead token", async () => {
    const ctx = await opened();
    await endAccessToken(-1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ctx.admin.details()));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const { token, graphql } = await store.calls();
    expect(token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
    expect(graphql).toMatchObject({ total: 20, refused: 0 });
  });

  it("gives way to a new pair each time, sealed anew, and the last pair always works", async () => {
    await opened();
    const seen = [await storedTokens()];
    for (let round = 0; round < 3; round += 1) {
      await endAccessToken(-1);
      await offlineToken(sunda);
      seen.push(await storedTokens());
    }
    expect(new Set(seen.map((pair) => pair.access)).size).toBe(4);
    expect(new Set(seen.map((pair) => pair.refresh)).size).toBe(4);
    expect(await works(seen.at(-1)?.access ?? "")).toBe(true);
    expect(lifeOf(seen.at(-1)?.expires ?? null)).toBeGreaterThan(minutes(59));
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 3, refused: 0 });
  });

  it("is not refreshed while it has more than five minutes", async () => {
    await opened();
    const before = await storedTokens();
    await endAccessToken(minutes(6));
    expect(await offlineToken(sunda)).toEqual({ ok: true, token: before.access });
    await endAccessToken(minutes(4));
    expect(await offlineToken(sunda)).not.toEqual({ ok: true, token: before.access });
    expect((await store.calls()).token.refresh).toBe(1);
  });
});

describe("two processes that refresh at the same moment", () => {
  // A second instance of the modules shares neither memory nor database connections with the first.
  const anotherProcess = async () => {
    vi.resetModules();
    const { offlineToken: theirs } = await import("../../app/gateways/shopify/offline-token.server");
    const { closeDatabase } = await import("../../app/db.server");
    await theirs(sunda);
    return { theirs, closeDatabase };
  };

  it("both go on with the one token that was stored first, and its refresh token works", async () => {
    await opened();
    const { theirs, closeDatabase } = await anotherProcess();
    expect(theirs).not.toBe(offlineToken);
    await endAccessToken(-1);
    // The one asked first is answered last, when the other has stored its pair.
    await store.faults(
      { at: "token", kind: "hang", ms: 500, times: 1 },
      { at: "token", kind: "hang", ms: 50, times: 1 },
    );
    const answers = await Promise.all([offlineToken(sunda), theirs(sunda)]);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 2, refused: 0 });
    const { access } = await storedTokens();
    expect(answers).toEqual([
      { ok: true, token: access },
      { ok: true, token: access },
    ]);
    expect(await works(access)).toBe(true);

    await endAccessToken(-1);
    expect(await theirs(sunda)).toMatchObject({ ok: true });
    expect(await works((await storedTokens()).access)).toBe(true);
    await closeDatabase();
  });

  it("keep the pair of the one that succeeds when the other is refused", async () => {
    await opened();
    const { theirs, closeDatabase } = await anotherProcess();
    await endAccessToken(-1);
    await store.faults({ at: "token", kind: "hang", ms: 400, times: 1 });
    // Their refresh uses the new refresh token, which kills the one ours is still under way with.
    const ours = offlineToken(sunda);
    await vi.waitFor(async () =>
      expect((await store.control<{ faults: [] }>("state")).faults).toHaveLength(0),
    );
    await theirs(sunda);
    await endAccessToken(-1);
    await theirs(sunda);
    const { access } = await storedTokens();
    expect(await ours).toEqual({ ok: true, token: access });
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 2, refused: 1 });
    expect(await works(access)).toBe(true);
    await closeDatabase();
  });
});

describe("a refresh that is answered", () => {
  it("without an end still leaves a session that is refreshed again (shopify-app-js #3400)", async () => {
    await opened();
    await endAccessToken(-1);
    await store.faults({ at: "token", kind: "no-expiry", times: 1 });
    expect(await offlineToken(sunda)).toMatchObject({ ok: true });
    const first = await storedTokens();
    expect(await works(first.access)).toBe(true);
    expect(lifeOf(first.expires)).toBeGreaterThan(minutes(5));
    expect(lifeOf(first.expires)).toBeLessThan(minutes(15));

    expect(await offlineToken(sunda)).toEqual({ ok: true, token: first.access });
    expect((await store.calls()).token.refresh).toBe(1);
    await endAccessToken(-1);
    await offlineToken(sunda);
    expect((await store.calls()).token.refresh).toBe(2);
    expect(lifeOf((await storedTokens()).expires)).toBeGreaterThan(minutes(59));
  });

  it.each([
    ["400 invalid_grant", { kind: "invalid-grant" }],
    ["401, as for a refresh token that is no longer active", { kind: "status", status: 401 }],
  ])("with %s ends the session; opening the app heals it", async (_name, fault) => {
    const ctx = await opened();
    await endAccessToken(-1);
    await store.faults({ at: "token", ...fault, times: 1 });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow()).toBeNull();
    expect((await shopRow(sunda))?.needsLoginSince).toBeInstanceOf(Date);

    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    const { token, graphql } = await store.calls();
    expect(token).toEqual({ exchange: 0, refresh: 0, refused: 1 });
    expect(graphql.total).toBe(0);

    const again = await open(sunda);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect(await again.admin.details()).toMatchObject({ ok: true });
  });

  it("that the refresh token is over, too, ends the session without asking when we know it", async () => {
    await opened();
    await endAccessToken(-1);
    await sessionTable.session.updateMany({
      where: { shop: sunda },
      data: { refreshTokenExpires: new Date(Date.now() - 1) },
    });
    expect(await offlineToken(sunda)).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow()).toBeNull();
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 0, refused: 0 });
  });

  it("with a refusal of the app's own secret keeps the session", async () => {
    await opened();
    await endAccessToken(-1);
    const secret = platformApi.config.apiSecretKey;
    platformApi.config.apiSecretKey = "a secret of another app";
    try {
      expect(await offlineToken(sunda)).toEqual({ ok: false, problem: "unavailable" });
    } finally {
      platformApi.config.apiSecretKey = secret;
    }
    expect((await store.calls()).token.refused).toBe(1);
    expect(await offlineToken(sunda)).toMatchObject({ ok: true });
  });

  const faults: [string, { kind: string; status?: number; ms?: number }][] = [
    ["500", { kind: "status", status: 500 }],
    ["429", { kind: "status", status: 429 }],
    ["503", { kind: "status", status: 503 }],
    ["a page", { kind: "html" }],
    ["half of the JSON", { kind: "truncated" }],
    ["a cut connection, the work done", { kind: "reset" }],
    ["nothing within the deadline", { kind: "hang", ms: 60_000 }],
  ];

  it.each(faults)("with %s changes nothing: a token that still lives is used", async (_name, fault) => {
    await opened();
    await endAccessToken(minutes(4));
    const before = await sessionRow();
    shortenDeadline();
    await store.faults({ at: "token", ...fault });
    expect(await offlineToken(sunda)).toEqual({
      ok: true,
      token: openToken(before?.id ?? "", "accessToken", before?.accessToken ?? ""),
    });
    expect(await sessionRow()).toEqual(before);
  });

  it.each(faults)("with %s is no dead session: it is tried again later", async (_name, fault) => {
    const ctx = await opened();
    await endAccessToken(-1);
    const before = await sessionRow();
    const deadlines = shortenDeadline();
    await store.faults({ at: "token", ...fault });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "unavailable" });
    expect(Math.max(...deadlines())).toBeLessThanOrEqual(10_000);
    expect(await sessionRow()).toEqual(before);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect((await store.calls()).graphql.total).toBe(0);

    vi.restoreAllMocks();
    await store.faults();
    expect(await ctx.admin.details()).toMatchObject({ ok: true });
  });
});

/** Makes every deadline pass a hundred times sooner; answers which ones were set, in milliseconds. */
function shortenDeadline(): () => number[] {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms / 100));
  return () => spy.mock.calls.map(([ms]) => ms);
}

describe("a session that cannot be opened", () => {
  const otherKey = { id: "other", bytes: new Uint8Array(32).fill(7) };
  const spoil = {
    "is sealed with a key that is gone": (id: string) => seal(otherKey, `session|accessToken|${id}`, token()),
    "was moved from another shop": () => seal(otherKey, "session|accessToken|offline_x", token()),
    "was never sealed": () => token(),
    "is damaged": (_id: string, stored: string) => Buffer.from(stored, "base64").fill(0, 40),
  };
  const token = () => Buffer.from("shpat_0123456789abcdef0123456789abcdef");

  it.each(Object.entries(spoil))(
    "because it %s counts as none, and opening the app heals it",
    async (_name, make) => {
      const ctx = await opened();
      const before = await sessionRow();
      const accessToken = Buffer.from(make(before?.id ?? "", before?.accessToken ?? "")).toString("base64");
      await sessionTable.session.update({ where: { id: before?.id ?? "" }, data: { accessToken } });

      expect(await sessionStorage.loadSession(offlineSessionId(sunda))).toBeUndefined();
      expect(await sessionStorage.findSessionsByShop?.(sunda)).toEqual([]);
      expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
      expect((await store.calls()).graphql.total).toBe(0);

      const again = await open(sunda);
      expect((await store.calls()).token.exchange).toBe(1);
      expect(await again.admin.details()).toMatchObject({ ok: true });
      expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    },
  );
});

describe("an uninstall", () => {
  it("ends every call with the dead token once its job ran, and reinstalling brings the shop back", async () => {
    await store.control("install", { shop: harbor });
    const ctx = await opened(harbor);
    await runJobs({ platform: true });
    expect(await ctx.admin.details()).toMatchObject({ ok: true });
    await endAccessToken(minutes(4), harbor);
    // A refresh under way must not bring the session back.
    await store.faults({ at: "token", kind: "hang", ms: 400, times: 1 });
    const refreshing = offlineToken(harbor);

    await store.control("uninstall", { shop: harbor });
    expect(await store.control("flush")).toMatchObject({ pending: 0 });
    await runJobs();
    expect(await shopRow(harbor)).toMatchObject({ state: "uninstalled" });
    await refreshing;
    expect(await sessionRow(harbor)).toBeNull();
    await store.clearCalls();

    await inShop(harbor, (db) => sendJob(db, harbor, "shop.refresh-details"));
    expect(await runJobs({ platform: true })).toBe(1);
    // A job that began before and is still running.
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    const nothing = { token: { exchange: 0, refresh: 0, refused: 0 }, graphql: { total: 0 } };
    expect(await store.calls()).toMatchObject(nothing);

    await store.control("reinstall", { shop: harbor });
    // Id tokens name whole seconds: one of the second of the uninstall does not prove that it came after it.
    const nextSecond = 1000 * Math.ceil(((await shopRow(harbor))?.uninstalledAt?.getTime() ?? 0) / 1000);
    await new Promise((done) => setTimeout(done, Math.max(0, nextSecond - Date.now())));
    const again = await open(harbor);
    expect(await again.admin.details()).toMatchObject({ ok: true });
    expect(await shopRow(harbor)).toMatchObject({ state: "installed", needsLoginSince: null });
  });
});
