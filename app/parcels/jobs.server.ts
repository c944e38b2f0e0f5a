import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import { hearDamage } from "./arrival-commands.server";
import { followFulfillment, followOrder, forgetOrder, lookAgain } from "./commands.server";

export const parcelsJobs: readonly Job[] = [
  job({
    name: "parcels.follow-order",
    data: facts["order.mirrored"],
    queue: usualQueue,
    run: (ctx, { orderId }) => followOrder(ctx, orderId),
  }),
  job({
    name: "parcels.follow-fulfillment",
    data: facts["fulfillment.mirrored"],
    queue: usualQueue,
    run: followFulfillment,
  }),
  job({
    name: "parcels.forget-order",
    data: facts["order.deleted"],
    queue: usualQueue,
    alsoWhenUninstalled: true,
    run: (ctx, { orderId }) => forgetOrder(ctx, orderId),
  }),
  job({
    name: "parcels.hear-damage",
    data: facts["parcel.damaged"],
    queue: usualQueue,
    run: (ctx, { orderId }) => hearDamage(ctx, orderId),
  }),
  job({
    name: "parcels.look-again",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    cron: "*/10 * * * *",
    async run(ctx, _data, again) {
      const { more } = await lookAgain(ctx);
      if (more) await again();
    },
  }),
];
