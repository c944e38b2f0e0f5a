import { prepared } from "../../app/db.server";
import { queue } from "../../app/jobs/queue.server";
import { jobs } from "../../app/jobs/registry.server";
import { makeQueues, runJob } from "../../app/jobs/worker.server";

/** Makes the queues, as a worker's start does. */
export async function prepareQueues(): Promise<void> {
  await makeQueues(await queue());
}

/** Asks the platform, which only tests with a dev store have. */
export const asksPlatform = [
  "shop.refresh-details",
  "orders.catch-up",
  "markets.mirror",
  "shipping.register-carrier",
  "shipping.hide-suspended",
  "shipping.publish-flat-rates",
];

/** The queues in which a job waits that may run now: to ask each of them in turn would take most of a test's time. */
async function queuesWithWork(): Promise<Set<string>> {
  const rows = await prepared<{ name: string }>(
    "queues-with-work",
    "SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after <= now()",
    [],
  );
  return new Set(rows.map(({ name }) => name));
}

/** Works off what waits in every queue, as a worker does, until nothing is left. Answers how many jobs ran. */
export async function runJobs(options: { platform?: boolean } = {}): Promise<number> {
  const boss = await queue();
  for (let total = 0; ; ) {
    let ran = 0;
    const waiting = await queuesWithWork();
    for (const job of jobs) {
      if (!waiting.has(job.name)) continue;
      if (!options.platform && asksPlatform.includes(job.name)) continue;
      for (const queued of await boss.fetch<{ shop?: string }>(job.name, { batchSize: 20 })) {
        ran += 1;
        try {
          await runJob(job, queued);
          await boss.complete(job.name, queued.id);
        } catch (error) {
          await boss.fail(job.name, queued.id);
          throw error;
        }
      }
    }
    if (ran === 0) return total;
    total += ran;
  }
}
