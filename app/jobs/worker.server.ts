import { setTimeout as pause } from "node:timers/promises";
import type { PgBoss, Job as QueuedJob } from "pg-boss";
import { forJob } from "../authenticate.server";
import { closeDatabase, inShop, shopsAfter } from "../db.server";
import { log } from "../log.server";
import type { Job } from "./job";
import { queue, sendJob, stopQueue } from "./queue.server";
import { jobs } from "./registry.server";

/** Where jobs end that failed every time; a person looks there. */
const parkedQueue = "parked";
/** How often jobs that may have been lost are looked for, in milliseconds. */
const sweepMs = 5_000;
const pollSeconds = 0.5;
/** How long a start waits for the database, in milliseconds. */
const patienceMs = 60_000;
/** Seconds without a sign of life after which a job's worker is taken for gone; the least the queue's library allows. */
const heartbeatSeconds = 10;

/** Starts the worker process: makes its queues, works on them, keeps schedules and sweeps. */
export async function startWorker(): Promise<{ stop(): Promise<void> }> {
  const boss = await reachQueue();
  for (const job of jobs) {
    await boss.work<{ shop?: string }>(
      job.name,
      // A shop has one of the two places, so that another's job never waits for all of a flood; and while jobs wait,
      // the next is taken at once.
      {
        pollingIntervalSeconds: pollSeconds,
        localConcurrency: 2,
        localGroupConcurrency: 1,
        batchSize: 1,
        burstWhenReadyExceeds: 1,
      },
      async (queued) => {
        for (const one of queued) await runJob(job, one);
      },
    );
    if (job.cron) await keepSchedule(boss, job, job.cron);
  }
  const sweep = setInterval(() => void sendAgain().catch(logSweepFailure), sweepMs);
  log.info({ jobs: jobs.length }, "worker is up");
  return {
    async stop() {
      clearInterval(sweep);
      await stopQueue();
      await closeDatabase();
      log.info("worker has stopped");
    },
  };
}

/** The queue with every job's own queue in it; a database that is not up yet is waited for, up to a minute. */
async function reachQueue(): Promise<PgBoss> {
  for (const until = performance.now() + patienceMs; ; await pause(1_000)) {
    try {
      const boss = await queue({ work: true });
      await makeQueues(boss);
      return boss;
    } catch (error) {
      if (performance.now() > until) throw error;
      log.warn({ err: error }, "the database is not there yet");
    }
  }
}

/** The queue's words for how many jobs of a shop may wait and run. */
const policies = { any: "standard", "one-per-shop": "short", "one-at-a-time": "stately" } as const;

/** Makes or updates the queue of every job. */
export async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(parkedQueue, { retentionSeconds: 90 * 86_400, deleteAfterSeconds: 90 * 86_400 });
  for (const job of jobs) {
    const options = {
      retryLimit: job.queue.retryLimit,
      retryDelay: job.queue.retryDelay,
      retryBackoff: true,
      retryDelayMax: job.queue.retryDelayMax,
      expireInSeconds: job.queue.expireInSeconds,
      heartbeatSeconds,
      deleteAfterSeconds: 86_400,
      deadLetter: parkedQueue,
    };
    await boss.createQueue(job.name, {
      ...options,
      policy: policies[job.queue.concurrency],
    });
    await boss.updateQueue(job.name, options);
  }
}

/** Runs one queued job: unreadable data is given up, a shop that has no use for it is skipped, failures are thrown. */
export async function runJob(job: Job, queued: QueuedJob<{ shop?: string }>): Promise<void> {
  const startedAt = performance.now();
  const shop = queued.data?.shop;
  const line = { job: job.name, id: queued.id, shop };
  const { shop: _shop, ...rest } = queued.data ?? {};
  const data = job.data.safeParse(rest);
  if (!shop || !data.success) {
    // Trying again would read the same: it is given up, and the line tells.
    log.error(line, "job with unreadable data given up");
    return;
  }
  try {
    const ctx = await forJob(shop, queued.id, { alsoWhenUninstalled: job.alsoWhenUninstalled === true });
    if (!ctx) {
      log.info(line, "job skipped: the shop has no use for it any more");
      return;
    }
    await job.run(ctx, data.data, () => inShop(shop, (db) => sendJob(db, shop, job.name)));
    log.info({ ...line, ms: Math.round(performance.now() - startedAt) }, "job done");
  } catch (error) {
    log.error({ ...line, err: error }, "job failed");
    // The queue keeps an error's text with the job; ours stays in the log, without the message.
    throw new Error(`${job.name} failed`);
  }
}

/** A shop's job with a schedule gets a second queue that sends it to every shop, a page of shops at a time. */
async function keepSchedule(boss: PgBoss, job: Job, cron: string): Promise<void> {
  const name = `${job.name}.every-shop`;
  await boss.createQueue(name, {
    retryLimit: 3,
    retryBackoff: true,
    deadLetter: parkedQueue,
    policy: "short",
  });
  await boss.work(name, { pollingIntervalSeconds: 5 }, async () => {
    for (let previous = ""; ; ) {
      const page = await shopsAfter(previous, 500);
      for (const shop of page) await inShop(shop, (db) => sendJob(db, shop, job.name));
      const last = page.at(-1);
      if (last === undefined) return;
      previous = last;
    }
  });
  await boss.schedule(name, cron);
}

async function sendAgain(): Promise<void> {
  for (const job of jobs) {
    for (const shop of (await job.shopsInNeed?.()) ?? [])
      await inShop(shop, (db) => sendJob(db, shop, job.name));
  }
}

function logSweepFailure(error: unknown): void {
  log.warn({ err: error }, "sweep failed; the next one tries again");
}
