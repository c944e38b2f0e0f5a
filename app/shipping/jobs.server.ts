import { z } from "zod";
import { type Job, job, usualQueue } from "../jobs/job";
import { hideSuspended, registerCarrier } from "./carrier-commands.server";
import { refreshOffers } from "./commands.server";
import { publishFlatRates } from "./flat-rate-commands.server";
import { pruneQuotes } from "./quote-commands.server";

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
    queue: { ...usualQueue, concurrency: "one-at-a-time" },
    cron: "11 5 * * *",
    run: registerCarrier,
  }),
  job({
    name: "shipping.hide-suspended",
    data: anything,
    queue: { ...usualQueue, concurrency: "one-at-a-time" },
    run: hideSuspended,
  }),
  job({
    name: "shipping.publish-flat-rates",
    data: anything,
    queue: { ...usualQueue, concurrency: "one-at-a-time" },
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
