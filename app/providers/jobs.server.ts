import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import { nothingKnown } from "./core/parcel-record";
import { hearParcel } from "./parcel-commands.server";
import { endOffers } from "./suspension-commands.server";

const said = (value: string | null, at: Date) => (value === null ? null : { value, at });
/** Says something without saying when: anything dated outweighs it. */
const undated = new Date(0);

/** What the providers hear of parcels, and what their documents' last days bring. */
export const providersJobs: readonly Job[] = [
  job({
    name: "providers.hear-sent",
    data: facts["parcel.sent"],
    queue: usualQueue,
    run: (ctx, { parcelId, carrier, country, sentAt }) => {
      const at = new Date(sentAt);
      const news = { carrier: said(carrier, at), country: said(country, at), sentAt: at };
      return hearParcel(ctx, parcelId, { ...nothingKnown, ...news });
    },
  }),
  job({
    name: "providers.hear-delivered",
    data: facts["parcel.delivered"],
    queue: usualQueue,
    run: (ctx, { parcelId, carrier, country, deliveredAt, how, verdict }) => {
      const at = new Date(deliveredAt);
      const news = {
        carrier: said(carrier, at),
        country: said(country, at),
        delivered: { at, how, verdict },
      };
      return hearParcel(ctx, parcelId, { ...nothingKnown, ...news });
    },
  }),
  job({
    name: "providers.hear-late",
    data: facts["parcel.late"],
    queue: usualQueue,
    run: (ctx, { parcelId, carrier, country }) => {
      const news = { carrier: said(carrier, undated), country: said(country, undated), overdue: true };
      return hearParcel(ctx, parcelId, { ...nothingKnown, ...news });
    },
  }),
  job({
    name: "providers.end-offers",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    // A shop's day ends at another hour for each zone. Whoever asks what may be offered is answered by the day itself.
    cron: "1 * * * *",
    async run(ctx, _data, again) {
      if ((await endOffers(ctx)) > 0) await again();
    },
  }),
];
