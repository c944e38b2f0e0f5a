import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionTable } from "../../app/db.server";
import { env } from "../../app/env.server";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { emptyTally } from "../../app/lib/key-sweep.server";
import { openToken, resealTokens } from "../../app/sessions.server";
import { platformApi } from "../../app/shopify.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import {
  endAccessToken,
  lifeOf,
  minutes,
  open,
  openFirst,
  sessionRow,
  storedTokens,
  sunda,
  works,
} from "../support/platform-session";
import { prepareQueues } from "../support/run-jobs";
import { shopRow } from "../support/shops";
import { shortenDeadlines } from "../support/short-deadlines";

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

describe("a refresh that is answered", () => {
  it("without an end still leaves a session that is refreshed again (shopify-app-js #3400)", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    await store.faults({ at: "token", kind: "no-expiry", times: 1 });
    expect(await offlineToken(sunda)).toMatchObject({ ok: true });
    const first = await storedTokens();
    expect(await works(first.access)).toBe(true);
    expect(lifeOf(first.expires)).toBeGreaterThan(minutes(5));
    expect(lifeOf(first.expires)).toBeLessThan(minutes(15));

    expect(await offlineToken(sunda)).toEqual({ ok: true, token: first.access });
    expect((await store.calls()).token.refresh).toBe(1);
    await endAccessToken(store, -1);
    await offlineToken(sunda);
    expect((await store.calls()).token.refresh).toBe(2);
    expect(lifeOf((await storedTokens()).expires)).toBeGreaterThan(minutes(59));
  });

  it.each([
    ["400 invalid_grant", { kind: "invalid-grant" }],
    ["401, as for a refresh token that is no longer active", { kind: "status", status: 401 }],
  ])("with %s ends the session; opening the app heals it", async (_name, fault) => {
    const ctx = await openFirst(store);
    await endAccessToken(store, -1);
    await store.faults({ at: "token", ...fault, times: 1 });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow()).toBeNull();
    expect((await shopRow(sunda))?.needsLoginSince).toBeInstanceOf(Date);

    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    const { token, graphql } = await store.calls();
    expect(token).toEqual({ exchange: 0, refresh: 0, refused: 1 });
    expect(graphql.total).toBe(0);

    const again = await open(store);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect(await again.admin.details()).toMatchObject({ ok: true });
  });

  it("that the refresh token is over, too, ends the session without asking when we know it", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    await sessionTable.session.updateMany({
      where: { shop: sunda },
      data: { refreshTokenExpires: new Date(Date.now() - 1) },
    });
    expect(await offlineToken(sunda)).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow()).toBeNull();
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 0, refused: 0 });
  });

  it("with a refusal of the app's own secret keeps the session", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
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
    await openFirst(store);
    await endAccessToken(store, minutes(4));
    const before = await sessionRow();
    if (fault.kind === "hang") shortenDeadlines({ to: 300 });
    await store.faults({ at: "token", ...fault });
    expect(await offlineToken(sunda)).toEqual({
      ok: true,
      token: openToken(before?.id ?? "", "accessToken", before?.accessToken ?? ""),
    });
    expect(await sessionRow()).toEqual(before);
  });

  it.each(faults)("with %s is no dead session: it is tried again later", async (_name, fault) => {
    const ctx = await openFirst(store);
    await endAccessToken(store, -1);
    const before = await sessionRow();
    const deadlines = shortenDeadlines(fault.kind === "hang" ? { to: 300 } : {});
    await store.faults({ at: "token", ...fault });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "unavailable" });
    expect(Math.max(...deadlines)).toBeLessThanOrEqual(10_000);
    expect(await sessionRow()).toEqual(before);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect((await store.calls()).graphql.total).toBe(0);

    vi.restoreAllMocks();
    await store.faults();
    expect(await ctx.admin.details()).toMatchObject({ ok: true });
  });
});

describe("a rotation of keys during a refresh", () => {
  /** Seals the session anew under another key once the platform has answered, before the answer is stored. */
  function rotateBehindTheAnswer(name: string) {
    const ask = platformApi.auth.refreshToken;
    vi.spyOn(platformApi.auth, "refreshToken").mockImplementationOnce(async (question) => {
      const answer = await ask(question).catch((error: Error) => error);
      env.ENCRYPTION_KEYS.unshift({ id: name, bytes: new Uint8Array(32).fill(7) });
      const tally = emptyTally();
      await resealTokens(tally, "", 100);
      expect(tally.resealed).toBeGreaterThanOrEqual(2);
      if (answer instanceof Error) throw answer;
      return answer;
    });
  }

  it("does not lose the new tokens: the platform has used up the old ones", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    const before = await storedTokens();
    rotateBehindTheAnswer("k8");
    expect(await offlineToken(sunda)).toMatchObject({ ok: true });
    const after = await storedTokens();
    expect(after.refresh).not.toBe(before.refresh);
    expect(await works(after.access)).toBe(true);
  });

  it("does not keep a dead token alive", async () => {
    await openFirst(store);
    await endAccessToken(store, -1);
    await store.faults({ at: "token", kind: "invalid-grant", times: 1 });
    rotateBehindTheAnswer("k9");
    expect(await offlineToken(sunda)).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow()).toBeNull();
  });
});
