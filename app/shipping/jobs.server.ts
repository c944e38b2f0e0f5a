import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { hideSuspended, registerCarrier } from "./carrier-commands.server";
import { refreshOffers } from "./commands.server";
import { publishFlatRates } from "./flat-rate-commands.server";
import { pruneQuotes } from "./quote-commands.server";

/** Several questions of up to 25 seconds each: a job that is still at work must not be given to another worker. */
const platformQueue = { ...usualQueue, concurrency: "one-at-a-time", expireInSeconds: 300 } as const;

/** Facts of different shapes wake these jobs, which read the tables anew instead of what woke them. */
const anything = z.object({});

export const shippingJobs: readonly Job[] = [
  job({
    name: "shipping.refresh-offers",
    data: anything,
    queue: { ...usualQueue, retryDelay: 1 },
    run: refreshOffers,
  }),
  job({
    name: "shipping.register-carrier",
    data: anything,
    queue: platformQueue,
    cron: "11 5 * * *",
    run: registerCarrier,
  }),
  job({
    name: "shipping.hide-suspended",
    data: anything,
    queue: platformQueue,
    // Also where the platform was away for longer than a job is tried again.
    cron: "17 5 * * *",
    run: hideSuspended,
  }),
  job({
    name: "shipping.publish-flat-rates",
    data: anything,
    queue: platformQueue,
    cron: "23 5 * * *",
    run: publishFlatRates,
  }),
  job({
    name: "shipping.prune-quotes",
    data: anything,
    queue: usualQueue,
    cron: "37 3 * * *",
    alsoWhenUninstalled: true,
    run: pruneQuotes,
  }),
];
