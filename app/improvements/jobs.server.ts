import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { countActions } from "./commands.server";

export const improvementsJobs: readonly Job[] = [
  job({
    name: "improvements.count-answers",
    data: z.object({}),
    // A buyer's taps come one by one: whatever came until it runs is counted at once.
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    // For answers that went away, which nobody announces.
    cron: "*/10 * * * *",
    run: countActions,
  }),
];
