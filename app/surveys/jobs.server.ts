import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import { countWaiting, dropForsaken, pruneSubmissions } from "./commands.server";
import { forgetOrder } from "./count-commands.server";

export const surveysJobs: readonly Job[] = [
  job({
    name: "surveys.count-waiting",
    data: facts["order.mirrored"],
    queue: usualQueue,
    async run(ctx, { orderId }) {
      await countWaiting(ctx, orderId);
    },
  }),
  job({
    name: "surveys.forget-order",
    data: facts["order.deleted"],
    queue: usualQueue,
    alsoWhenUninstalled: true,
    async run(ctx, { orderId }) {
      await ctx.transact((db) => forgetOrder(db, ctx, orderId));
    },
  }),
  job({
    name: "surveys.drop-forsaken",
    data: z.object({}),
    queue: usualQueue,
    cron: "41 3 * * *",
    async run(ctx) {
      await dropForsaken(ctx);
    },
  }),
  job({
    name: "surveys.prune-submissions",
    data: z.object({}),
    queue: usualQueue,
    cron: "47 3 * * *",
    alsoWhenUninstalled: true,
    run: pruneSubmissions,
  }),
];
