import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inShop, sessionTable } from "../../app/db.server";
import { webhookDoor } from "../../app/doors/webhooks.server";
import { offlineToken } from "../../app/gateways/shopify/offline-token.server";
import { sendJob } from "../../app/jobs/queue.server";
import { type DevStore, startDevStore } from "../support/dev-store";
import { holdNextFetch } from "../support/held-fetch";
import { endAccessToken, harbor, minutes, open, openFirst, sessionRow } from "../support/platform-session";
import { prepareQueues, runJobs } from "../support/run-jobs";
import { shopRow, storeOfflineSession } from "../support/shops";

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

/** The webhooks' door behind a real address, where the dev store delivers. */
async function listen() {
  const answerTo = async (req: IncomingMessage, res: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const answer = await webhookDoor({
      method: req.method ?? "",
      path: "/webhooks",
      query: "",
      requestId: "test",
      header: (name) => req.headers[name] as string | undefined,
      readBody: async () => Buffer.concat(chunks),
    });
    res.writeHead(answer.status).end();
  };
  const server = createServer((req, res) => void answerTo(req, res));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

describe("an uninstall", () => {
  it("ends every call with the dead token once its job ran, and reinstalling brings the shop back", async () => {
    await store.control("install", { shop: harbor });
    const ctx = await openFirst(store, harbor);
    await runJobs({ platform: true });
    expect(await ctx.admin.details()).toMatchObject({ ok: true });
    await endAccessToken(store, minutes(4), harbor);
    // A refresh under way must not bring the session back.
    const answer = holdNextFetch("answered");
    const refreshing = offlineToken(harbor);
    await answer.held;

    await store.control("uninstall", { shop: harbor });
    expect(await store.control("flush")).toMatchObject({ pending: 0 });
    await runJobs();
    expect(await shopRow(harbor)).toMatchObject({ state: "uninstalled" });
    answer.release();
    expect(await refreshing).toEqual({ ok: false, problem: "needs-login" });
    expect(await sessionRow(harbor)).toBeNull();
    await store.clearCalls();

    await inShop(harbor, (db) => sendJob(db, harbor, "shop.refresh-details"));
    // Even with a session left, as a process that was slow to store it may leave one.
    await storeOfflineSession(harbor);
    expect(await runJobs({ platform: true })).toBe(1);
    await sessionTable.session.deleteMany({ where: { shop: harbor } });
    // A job that began before and is still running.
    expect(await ctx.admin.details()).toEqual({ ok: false, problem: "needs-login" });
    const nothing = { token: { exchange: 0, refresh: 0, refused: 0 }, graphql: { total: 0 } };
    expect(await store.calls()).toMatchObject(nothing);

    await store.control("reinstall", { shop: harbor });
    // Id tokens name whole seconds: one of the second of the uninstall does not prove that it came after it.
    const nextSecond = 1000 * Math.ceil(((await shopRow(harbor))?.uninstalledAt?.getTime() ?? 0) / 1000);
    await new Promise((done) => setTimeout(done, Math.max(0, nextSecond - Date.now())));
    const again = await open(store, harbor);
    expect(await again.admin.details()).toMatchObject({ ok: true });
    expect(await shopRow(harbor)).toMatchObject({ state: "installed", needsLoginSince: null });
  });
});
