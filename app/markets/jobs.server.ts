import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { mirrorMarkets } from "./commands.server";

export const marketsJobs: readonly Job[] = [
  job({
    name: "markets.mirror",
    data: z.object({}),
    // It asks the store page by page, each for up to 25 seconds.
    queue: { ...usualQueue, concurrency: "one-at-a-time", expireInSeconds: 300 },
    cron: "53 4 * * *",
    run: mirrorMarkets,
  }),
];
