import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fromAdmin } from "../../app/authenticate.server";
import { inShop, sessionTable } from "../../app/db.server";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { sendJob } from "../../app/jobs/queue.server";
import { seal } from "../../app/lib/sealed.server";
import { offlineSessionId, sealToken, sessionStorage } from "../../app/sessions.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { holdNextFetch } from "../support/held-fetch";
import {
  endAccessToken,
  harbor,
  lifeOf,
  minutes,
  open,
  openFirst,
  sessionRow,
  storedTokens,
  sunda,
  works,
} from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { shopRow } from "../support/shops";

/** What the app asks for, and is granted, as its configuration says. */
const grantedScopes = /^scopes = "([^"]+)"$/m.exec(readFileSync("shopify.app.toml", "utf8"))?.[1];

let store: DevStore;

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
});

afterAll(() => store.stop());

beforeEach(async () => {
  vi.restoreAllMocks();
  await store.control("reset", { seedOrders: 0 });
});

describe("the first opening of the app", () => {
  it("installs the shop and stores an expiring session of which nothing can be read", async () => {
    const { url } = await store.control<{ url: string }>("app-url", { shop: sunda });
    await sessionTable.session.deleteMany({ where: { shop: sunda } });
    const ctx = await fromAdmin(new Request(url), "home.view");
    expect(ctx.shop.id).toBe(sunda);
    expect(await shopRow(sunda)).toMatchObject({
      state: "installed",
      needsLoginSince: null,
      scopes: grantedScopes,
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
    await openFirst(store);
    await open(store);
    await open(store);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 0, refused: 0 });
  });

  it("stores an end even when the platform names none", async () => {
    await sessionTable.session.deleteMany({ where: { shop: sunda } });
    await store.faults({ at: "token", kind: "no-expiry" });
    await open(store);
    const { access, expires } = await storedTokens();
    expect(await works(access)).toBe(true);
    expect(lifeOf(expires)).toBeGreaterThan(minutes(5));
    expect(lifeOf(expires)).toBeLessThan(minutes(15));
  });

  it("is what fills the store's details in", async () => {
    await openFirst(store);
    await inShop(sunda, (db) => sendJob(db, sunda, "shop.refresh-details"));
    await runJobs({ platform: true });
    const row = await shopRow(sunda);
    expect(row).toMatchObject({
      name: "Sunda Trading",
      currency: "USD",
      timezone: "Asia/Shanghai",
      country: "CN",
      plan: "Advanced",
      scopes: grantedScopes,
    });
    expect(lifeOf(row?.detailsAt ?? null)).toBeGreaterThan(-minutes(1));
  });
});

describe("a token about to end", () => {
  it("is refreshed once for twenty callers at the same moment (promise 27)", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => offlineToken(sunda)));
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
    const { access } = await storedTokens();
    expect(answers).toEqual(Array(20).fill({ ok: true, token: access }));
    expect(await works(access)).toBe(true);
  });

  it("is refreshed once for twenty calls of jobs, none of which goes out with the dead token", async () => {
    const ctx = await openFirst(store);
    await endAccessToken(store, -1);
    const answers = await Promise.all(Array.from({ length: 20 }, () => ctx.admin.details()));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const { token, graphql } = await store.calls();
    expect(token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
    expect(graphql).toMatchObject({ total: 20, refused: 0 });
  });

  it("is not refreshed again for a caller that had read it before another's refresh was through", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    const { read, release } = holdNextRead();
    const slow = offlineToken(sunda);
    await read;
    const quick = await offlineToken(sunda);
    release();
    expect(await slow).toEqual(quick);
    expect((await store.calls()).token.refresh).toBe(1);
  });

  it("gives way to a new pair each time, sealed anew, and the last pair always works", async () => {
    await openFirst(store);
    const seen = [await storedTokens()];
    for (let round = 0; round < 3; round += 1) {
      await endAccessToken(store, -1);
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
    await openFirst(store);
    const before = await storedTokens();
    await endAccessToken(store, minutes(6));
    expect(await offlineToken(sunda)).toEqual({ ok: true, token: before.access });
    await endAccessToken(store, minutes(4));
    expect(await offlineToken(sunda)).not.toEqual({ ok: true, token: before.access });
    expect((await store.calls()).token.refresh).toBe(1);
  });
});

/** Holds the answer to the next reading of a session until it is released; `read` is fulfilled when it is there. */
function holdNextRead() {
  const read = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const { session } = sessionTable;
  const table: { session: typeof session } = sessionTable;
  const findUnique = async (...args: Parameters<typeof session.findUnique>) => {
    table.session = session;
    const row = await session.findUnique(...args);
    read.resolve();
    await released.promise;
    return row;
  };
  table.session = new Proxy(session, {
    get: (target, name) => (name === "findUnique" ? findUnique : Reflect.get(target, name)),
  });
  return { read: read.promise, release: released.resolve };
}

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
    await openFirst(store);
    const { theirs, closeDatabase } = await anotherProcess();
    expect(theirs).not.toBe(offlineToken);
    await endAccessToken(store, -1);
    // The one that asks first hears last, when the other has stored its pair.
    const answer = holdNextFetch("answered");
    const ours = offlineToken(sunda);
    await answer.held;
    const answers = [await theirs(sunda)];
    answer.release();
    answers.push(await ours);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 2, refused: 0 });
    const { access } = await storedTokens();
    expect(answers).toEqual([
      { ok: true, token: access },
      { ok: true, token: access },
    ]);
    expect(await works(access)).toBe(true);

    await endAccessToken(store, -1);
    expect(await theirs(sunda)).toMatchObject({ ok: true });
    expect(await works((await storedTokens()).access)).toBe(true);
    await closeDatabase();
  });

  it("keep the pair of the one that succeeds when the other is refused", async () => {
    await openFirst(store);
    const { theirs, closeDatabase } = await anotherProcess();
    await endAccessToken(store, -1);
    const request = holdNextFetch("before");
    const ours = offlineToken(sunda);
    await request.held;
    // Their second refresh uses the new refresh token, which kills the one ours is about to send.
    await theirs(sunda);
    await endAccessToken(store, -1);
    await theirs(sunda);
    request.release();
    const { access } = await storedTokens();
    expect(await ours).toEqual({ ok: true, token: access });
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 2, refused: 1 });
    expect(await works(access)).toBe(true);
    await closeDatabase();
  });
});

describe("a session that cannot be opened", () => {
  const otherKey = { id: "other", bytes: new Uint8Array(32).fill(7) };
  const spoil = {
    "is sealed with a key that is gone": (id: string) => seal(otherKey, `session|accessToken|${id}`, token()),
    "was moved from another shop": () => moved(offlineSessionId(harbor), "accessToken"),
    "was moved from another column": (id: string) => moved(id, "refreshToken"),
    "was never sealed": () => token(),
    "is damaged": (_id: string, stored: string) => Buffer.from(stored, "base64").fill(0, 40),
  };
  const token = () => Buffer.from("shpat_0123456789abcdef0123456789abcdef");
  const moved = (id: string, field: "accessToken" | "refreshToken") =>
    Buffer.from(sealToken(id, field, token().toString()), "base64");

  it.each(Object.entries(spoil))(
    "because it %s counts as none, and opening the app heals it",
    async (_name, make) => {
      const ctx = await openFirst(store);
      const before = await sessionRow();
      const accessToken = Buffer.from(make(before?.id ?? "", before?.accessToken ?? "")).toString("base64");
      await sessionTable.session.update({ where: { id: before?.id ?? "" }, data: { accessToken } });

      expect(await sessionStorage.loadSession(offlineSessionId(sunda))).toBeUndefined();
      expect(await sessionStorage.findSessionsByShop?.(sunda)).toEqual([]);
      expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
      expect((await store.calls()).graphql.total).toBe(0);

      const again = await open(store);
      expect((await store.calls()).token.exchange).toBe(1);
      expect(await again.admin.details()).toMatchObject({ ok: true });
      expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    },
  );
});
