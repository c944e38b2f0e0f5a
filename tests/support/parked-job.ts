import { expect } from "vitest";
import { inShop, prepared } from "../../app/db.server";
import { queue, sendJob } from "../../app/jobs/queue.server";

/** A job that changes what the shop's row says of its scopes. */
export const scopesJob = "shop.change-scopes";

/** A job of the shop that failed until the queue gave it up. Nothing else of its name may wait. */
export async function giveUp(shop: string, scopes: string): Promise<void> {
  const boss = await queue();
  const data = { triggeredAt: new Date().toISOString(), scopes };
  await inShop(shop, (db) => sendJob(db, shop, scopesJob, data));
  for (let tries = 0; tries < 9; tries++) {
    await prepared("due", "UPDATE pgboss.job SET start_after = now() WHERE name = $1 AND state < 'active'", [
      scopesJob,
    ]);
    const [job] = await boss.fetch<{ shop: string }>(scopesJob, { batchSize: 1 });
    expect(job?.data.shop).toBe(shop);
    await boss.fail(scopesJob, job?.id ?? "", new Error("down"));
  }
}
