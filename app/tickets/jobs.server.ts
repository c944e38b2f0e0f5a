import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import { noteArrival, openForMissing } from "./arrival-commands.server";
import { placeStartingMacros, tidyTickets } from "./commands.server";
import { sendReplyMail, sendWaitingMail } from "./mail-commands.server";
import { openForFact, releaseHeld } from "./opening-commands.server";

export const ticketsJobs: readonly Job[] = [
  job({
    name: "tickets.place-macros",
    data: z.object({}),
    queue: usualQueue,
    run: placeStartingMacros,
  }),
  job({
    name: "tickets.release-held",
    data: facts["order.mirrored"],
    queue: usualQueue,
    run: (ctx, { orderId }) => releaseHeld(ctx, orderId),
  }),
  job({
    name: "tickets.open-for-missing-parcel",
    data: facts["parcel.missing"],
    queue: usualQueue,
    run: (ctx, { orderId }) => openForMissing(ctx, orderId),
  }),
  job({
    name: "tickets.note-arrival",
    data: facts["parcel.turned-up"],
    queue: usualQueue,
    run: (ctx, { orderId }) => noteArrival(ctx, orderId),
  }),
  job({
    name: "tickets.open-for-low-answer",
    data: facts["survey.low-answer"],
    queue: usualQueue,
    run: (ctx, { orderId, touch, itemIds, lowest }) =>
      openForFact(ctx, {
        orderId,
        kind: "low-answer",
        cause: "low-answer",
        about: { touch, itemIds, lowest },
      }),
  }),
  job({
    name: "tickets.send-mail",
    data: facts["ticket.replied"],
    queue: usualQueue,
    async run(ctx, { messageId }) {
      const outcome = await sendReplyMail(ctx, messageId);
      if (outcome === "busy" || (outcome === "waits" && ctx.mail.configured))
        throw new Error("the mail has not left yet");
    },
  }),
  job({
    name: "tickets.send-waiting-mail",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop", expireInSeconds: 300 },
    cron: "*/10 * * * *",
    run: sendWaitingMail,
  }),
  job({
    name: "tickets.tidy",
    data: z.object({}),
    queue: { ...usualQueue, concurrency: "one-per-shop" },
    cron: "37 3 * * *",
    run: tidyTickets,
  }),
];
