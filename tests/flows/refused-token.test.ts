import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionTable } from "../../app/db.server";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { type DevStore, type Fault, startDevStore } from "../support/dev-store";
import { open, openFirst, sessionRow, storedTokens, sunda } from "../support/platform-session";
import { prepareQueues } from "../support/run-jobs";
import { shopRow } from "../support/shops";
import { clientFor } from "../support/timeless-client";

let store: DevStore;

beforeAll(async () => {
  await prepareQueues();
  store = await startDevStore();
});

afterAll(() => store.stop());

beforeEach(async () => {
  vi.restoreAllMocks();
  await store.control("reset", { seedOrders: 0 });
  await store.control("webhooks", { paused: true });
  await openFirst(store);
});

const strike = (fault: Omit<Fault, "at">) => store.faults({ at: "graphql", ...fault });

describe("a refused token", () => {
  it("is refreshed once in the middle of the work, and the call goes on", async () => {
    await store.control("expire-tokens", { shop: sunda });
    const { details, waits, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toMatchObject({ ok: true });
    expect(await store.calls()).toMatchObject({
      token: { exchange: 0, refresh: 1, refused: 0 },
      graphql: { total: 2, refused: 1 },
    });
    expect(waits).toEqual([]);
    expect(onNeedsLogin).not.toHaveBeenCalled();
  });

  it("is refreshed once for twenty calls that all were refused", async () => {
    await store.control("expire-tokens", { shop: sunda });
    const answers = await Promise.all(Array.from({ length: 20 }, () => clientFor(sunda).details()));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect((await store.calls()).token).toEqual({ exchange: 0, refresh: 1, refused: 0 });
  });

  it("that is refused again after its refresh ends the session until a person opens the app", async () => {
    await strike({ kind: "unauthorized", times: 2 });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "needs-login" });
    expect(onNeedsLogin).toHaveBeenCalledOnce();
    expect(await sessionRow()).toBeNull();
    expect(await store.calls()).toMatchObject({
      token: { exchange: 0, refresh: 1, refused: 0 },
      graphql: { total: 2 },
    });
    expect(await details()).toEqual({ ok: false, problem: "needs-login" });
    expect((await store.calls()).graphql.total).toBe(2);
    // Not the stored token, which the platform refuses, but a new one.
    await openFirst(store);
    expect(await details()).toMatchObject({ ok: true });
  });

  it("marks the shop, and the next opening with a fresh id token heals it", async () => {
    const ctx = await openFirst(store);
    await strike({ kind: "unauthorized", times: 2 });
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    expect((await shopRow(sunda))?.needsLoginSince).toBeInstanceOf(Date);
    await store.clearCalls();
    const again = await open(store);
    expect((await store.calls()).token.exchange).toBe(1);
    expect(await shopRow(sunda)).toMatchObject({ needsLoginSince: null });
    expect(await again.admin.details()).toMatchObject({ ok: true });
  });

  it("is no dead shop while the token endpoint is the one that fails", async () => {
    await store.control("expire-tokens", { shop: sunda });
    await store.faults({ at: "token", kind: "status", status: 500 });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "unavailable" });
    expect(onNeedsLogin).not.toHaveBeenCalled();
    await store.faults();
    expect(await details()).toMatchObject({ ok: true });
  });

  it("is not taken for good because another caller's refresh failed at the same moment", async () => {
    await sessionTable.session.updateMany({
      where: { shop: sunda },
      data: { expires: new Date(Date.now() + 4 * 60_000) },
    });
    const stored = (await storedTokens()).access;
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => {
      // Long enough for the other caller to find a refresh under way.
      await new Promise((done) => setTimeout(done, 1_500));
      return new Response("{}", { status: 500 });
    });
    // The one only wants to be early and may fall back on the stored token; the other was refused with it.
    const early = offlineToken(sunda);
    const refused = offlineToken(sunda, { token: stored, afterRefresh: false });
    expect(await Promise.all([early, refused])).toEqual([
      { ok: true, token: stored },
      { ok: false, problem: "unavailable" },
    ]);
    expect(fetch).toHaveBeenCalledOnce();
  });

  it("with 403 is refreshed once; a fresh one that is forbidden, too, is a refusal and no dead token", async () => {
    await strike({ kind: "forbidden" });
    const { details, onNeedsLogin } = clientFor(sunda);
    expect(await details()).toEqual({ ok: false, problem: "refused" });
    expect(await store.calls()).toMatchObject({ token: { refresh: 1 }, graphql: { total: 2 } });
    expect(onNeedsLogin).not.toHaveBeenCalled();
    expect(await sessionRow()).not.toBeNull();
    await strike({ kind: "forbidden", times: 1 });
    expect(await details()).toMatchObject({ ok: true });
  });
});
