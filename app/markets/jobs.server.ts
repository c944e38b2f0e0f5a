import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { mirrorMarkets } from "./commands.server";

export const marketsJobs: readonly Job[] = [
  job({
    name: "markets.mirror",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    cron: "53 4 * * *",
    run: mirrorMarkets,
  }),
];
