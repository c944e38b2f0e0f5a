import { z } from "zod";
import { shopsWithWaitingDeliveries } from "../db.server";
import { type Job, job, usualQueue } from "../jobs/job";
import { catchUp } from "./catch-up-commands.server";
import { drainInbox, pruneEvents, pruneInbox } from "./commands.server";
import { drainQueue } from "./inbox-store.server";

export const ordersJobs: readonly Job[] = [
  job({
    name: drainQueue,
    data: z.object({}),
    // A turn lasts two seconds, and one delivery, at most, five beyond them and as much again in a batch.
    queue: {
      ...usualQueue,
      concurrency: "one-per-shop",
      retryDelay: 1,
      retryDelayMax: 4,
      expireInSeconds: 20,
    },
    alsoWhenUninstalled: true,
    // The inbox row is the fact, the job only a hint: what waits and is due gets its job again.
    shopsInNeed: () => shopsWithWaitingDeliveries(new Date(Date.now() - 2_000), 200),
    async run(ctx, _data, again) {
      const { more } = await drainInbox(ctx);
      if (more) await again();
    },
  }),
  job({
    name: "orders.catch-up",
    data: z.object({}),
    // One page may take 25 seconds, and each of its longer parcels as much again.
    queue: { ...usualQueue, concurrency: "one-at-a-time", expireInSeconds: 180 },
    // After an outage the first turn that works goes back to where the last one ended, however long that is ago.
    cron: "*/15 * * * *",
    async run(ctx, _data, again) {
      const { more } = await catchUp(ctx);
      if (more) await again();
    },
  }),
  job({
    name: "orders.prune-events",
    data: z.object({}),
    queue: usualQueue,
    cron: "27 3 * * *",
    alsoWhenUninstalled: true,
    run: pruneEvents,
  }),
  job({
    name: "orders.prune-inbox",
    data: z.object({}),
    queue: usualQueue,
    cron: "17 3 * * *",
    alsoWhenUninstalled: true,
    async run(ctx) {
      await pruneInbox(ctx);
    },
  }),
];
