import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { drainInbox, pruneInbox } from "./commands.server";
import { drainQueue } from "./inbox-store.server";

export const ordersJobs: readonly Job[] = [
  job({
    name: drainQueue,
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop", expireInSeconds: 30 },
    alsoWhenUninstalled: true,
    async run(ctx, _data, again) {
      const { more } = await drainInbox(ctx);
      if (more) await again();
    },
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
