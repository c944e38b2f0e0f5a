import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seen, sized } from "../support/promise-form";
import { RunningApp } from "./support/running-app";
import { SteadySender } from "./support/steady-sender";

/* A process in which something has gone wrong ends, and does not live on as half of itself; its supervisor's next one goes on. */

const shop = "sick-process.myshopify.com";
let folder: string;
let app: RunningApp;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fairlead-fault-inside-"));
  app = await RunningApp.start({
    shops: [shop],
    env: { NODE_ENV: "production", FAULT_FILE: path.join(folder, "fault") },
    nodeArgs: [
      "--max-old-space-size=200",
      "--import",
      path.resolve(import.meta.dirname, "support/fault-inside.mjs"),
    ],
  });
}, 240_000);

afterAll(async () => {
  await app?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

// Node ends itself with SIGABRT where memory runs out; filling it takes a core for a while.
const memory = ["memory", 134] as const;
const codes = [["rejection", 1] as const, ...sized({ short: [], full: [memory] })];

it.each(codes)(
  "after a fault of %s web and worker end with %i, and nothing acknowledged is lost",
  async (fault, code) => {
    const sender = new SteadySender(app, shop);
    await expect.poll(() => sender.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(10);
    const ended = { web: app.exitCodes.web.length, worker: app.exitCodes.worker.length };
    await writeFile(path.join(folder, "fault"), fault);
    for (const kind of ["web", "worker"] as const)
      await expect.poll(() => app.exitCodes[kind].slice(ended[kind])[0], { timeout: 90_000 }).toBe(code);
    const before = sender.acknowledged.size;
    await expect.poll(() => sender.acknowledged.size, { timeout: 90_000 }).toBeGreaterThan(before + 10);
    await sender.stop();
    expect(await app.drained(90_000)).not.toBeNull();
    const rows = await app.ask<{ id: string }>(`SELECT "id" FROM "Order"`);
    const orders = new Set(rows.map(({ id }) => id));
    const lost = [...sender.acknowledged.values()].filter((order) => !orders.has(order));
    seen(1, { [`lostAfter_${fault}`]: lost.length });
    expect(lost).toEqual([]);
  },
  300_000,
);
