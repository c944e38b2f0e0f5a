import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { seen } from "../support/promise-form";
import { RunningApp } from "./support/running-app";
import { SteadySender } from "./support/steady-sender";

/*
 * Promise 29: the database's disk is full. Nothing is acknowledged without a row; once there is room again everything
 * goes on, and all that was acknowledged is there. The disk is a small file system in memory, which takes the right to
 * mount one.
 */

const shop = "full-disk.myshopify.com";
const folder = mkdtempSync(path.join(tmpdir(), "fairlead-small-disk-"));
let app: RunningApp | undefined;

function mounted(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=300m,mode=0755", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
const small = mounted();

afterAll(async () => {
  await app?.stop();
  if (small) execFileSync("umount", ["-l", folder]);
  rmSync(folder, { recursive: true, force: true });
});

/** Fills the disk to its last byte, and what becomes free again, until the answer is called. */
async function fillUp(file: string): Promise<() => Promise<void>> {
  const filling = await open(file, "a");
  const piece = Buffer.alloc(64 * 1024, 1);
  let over = false;
  const loop = (async () => {
    while (!over) {
      await filling.write(piece).catch(() => sleep(20));
    }
  })();
  return async () => {
    over = true;
    await loop;
    await filling.close();
    await rm(file);
  };
}

it.skipIf(!small)(
  "on a full disk nothing is acknowledged without a row, and with room again everything goes on (skipped where no disk may be mounted)",
  async () => {
    app = await RunningApp.start({ shops: [shop], folder });
    const running = app;
    // Large notes reach the end of the space soon.
    const sender = new SteadySender(running, shop, { note: "n".repeat(60_000) });
    await expect.poll(() => sender.acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(20);
    const makeRoom = await fillUp(path.join(folder, "filling"));
    await expect.poll(() => sender.refused, { timeout: 120_000 }).toBeGreaterThan(60);
    expect((await fetch(`${running.appUrl}/healthz`)).status).toBe(200);
    await makeRoom();
    // A server that could not write its log has ended, as it must; its supervisor starts it again.
    const serverEnded = await running.startDatabaseAgain();
    const until = sender.acknowledged.size + 20;
    await expect.poll(() => sender.acknowledged.size, { timeout: 90_000 }).toBeGreaterThan(until);
    await sender.stop();
    const drained = await running.drained(90_000);
    const rows = await running.ask<{ id: string; order: string | null }>(
      `SELECT i."deliveryId" AS id FROM "WebhookInbox" i WHERE i."state" = 'applied'`,
    );
    const applied = new Set(rows.map(({ id }) => id));
    const orders = new Set(
      (await running.ask<{ id: string }>(`SELECT "id" FROM "Order"`)).map(({ id }) => id),
    );
    const lost = [...sender.acknowledged].filter(([id, order]) => !applied.has(id) || !orders.has(order));
    seen(29, {
      ...{ acknowledgedAroundFullDisk: sender.acknowledged.size, refused: sender.refused, lost: lost.length },
      serverEnded: String(serverEnded),
    });
    expect(drained).not.toBeNull();
    expect(lost).toEqual([]);
  },
  300_000,
);
