import { z } from "zod";
import { facts } from "../facts";
import { type Job, job, usualQueue } from "../jobs/job";
import type { PersonalDataHolder } from "../personal-data";
import { refreshDetails, uninstall } from "./lifecycle-commands.server";
import { answerPrivacyRequest, eraseForgotten, pruneAccess } from "./privacy-commands.server";
import { changeShop } from "./store.server";

type Parts = { personalData: readonly PersonalDataHolder[] };

/** What the shop domain does when it hears a fact, or on a schedule. */
export function shopJobs({ personalData }: Parts): readonly Job[] {
  return [
    job({
      name: "shop.refresh-details",
      data: z.object({}),
      queue: { ...usualQueue, concurrency: "one-per-shop" },
      cron: "41 4 * * *",
      run: refreshDetails,
    }),
    job({
      name: "shop.uninstall",
      data: facts["store.uninstalled"],
      queue: usualQueue,
      alsoWhenUninstalled: true,
      run: (ctx, { triggeredAt }) => uninstall(ctx, new Date(triggeredAt)),
    }),
    job({
      name: "shop.change-scopes",
      data: facts["store.scopes-changed"],
      queue: usualQueue,
      run: (ctx, { scopes }) => ctx.transact((db) => changeShop(db, ctx.shop.id, { scopes })),
    }),
    job({
      name: "shop.answer-privacy-request",
      data: facts["privacy.requested"],
      queue: { ...usualQueue, expireInSeconds: 300 },
      alsoWhenUninstalled: true,
      run: (ctx, request) => answerPrivacyRequest(ctx, request, personalData),
    }),
    job({
      name: "shop.prune-access",
      data: z.object({}),
      queue: usualQueue,
      cron: "57 3 * * *",
      alsoWhenUninstalled: true,
      run: pruneAccess,
    }),
    job({
      name: "shop.erase-forgotten",
      data: z.object({}),
      queue: { ...usualQueue, expireInSeconds: 300 },
      cron: "23 2 * * *",
      alsoWhenUninstalled: true,
      run: eraseForgotten,
    }),
  ];
}
