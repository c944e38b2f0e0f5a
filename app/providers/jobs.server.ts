import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import { newsOfDelivered, newsOfLate, newsOfSent } from "./core/parcel-news";
import { advanceHistory, forgetStaleImports } from "./history-work-commands.server";
import { hearParcel } from "./parcel-commands.server";
import { endOffers } from "./suspension-commands.server";

/** What the providers hear of parcels, and what their documents' last days bring. */
export const providersJobs: readonly Job[] = [
  job({
    name: "providers.hear-sent",
    data: facts["parcel.sent"],
    queue: usualQueue,
    run: (ctx, fact) => hearParcel(ctx, fact.parcelId, newsOfSent(fact)),
  }),
  job({
    name: "providers.hear-delivered",
    data: facts["parcel.delivered"],
    queue: usualQueue,
    run: (ctx, fact) => hearParcel(ctx, fact.parcelId, newsOfDelivered(fact)),
  }),
  job({
    name: "providers.hear-late",
    data: facts["parcel.late"],
    queue: usualQueue,
    run: (ctx, fact) => hearParcel(ctx, fact.parcelId, newsOfLate(fact)),
  }),
  job({
    name: "providers.advance-history",
    data: z.object({}),
    // A turn lasts five seconds, so a worker that has not answered after twenty is gone.
    queue: { ...usualQueue, concurrency: "one-at-a-time", expireInSeconds: 20 },
    async run(ctx, _data, again) {
      const { more } = await advanceHistory(ctx, { forMs: 5_000 });
      if (more) await again();
    },
  }),
  job({
    name: "providers.forget-stale-imports",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop", expireInSeconds: 300 },
    cron: "37 2 * * *",
    alsoWhenUninstalled: true,
    run: forgetStaleImports,
  }),
  job({
    name: "providers.end-offers",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    // Midnight falls on some quarter of an hour in every zone. Whoever asks what may be offered is answered by the day
    // itself; a minute later the decision stands in the books as well.
    cron: "1,16,31,46 * * * *",
    async run(ctx, _data, again) {
      if ((await endOffers(ctx)) > 0) await again();
    },
  }),
];
