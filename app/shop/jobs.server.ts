import { z } from "zod";
import type { Ctx } from "../context";
import { sessionTable } from "../db.server";
import { facts } from "../facts";
import { ShopDetailsDocument } from "../gateways/shopify/documents.generated";
import { type Job, job, usualQueue } from "../jobs/job";
import { readUninstall } from "./core/lifecycle";
import { eraseShop } from "./erase.server";
import type { PersonalDataHolder } from "./personal-data-holder";
import { beginPrivacyRequest, finishPrivacyRequest } from "./privacy-store.server";
import { changeShop, findShop, lockShop } from "./store.server";

/** Days after an uninstall at which a shop is erased even when the platform never asked. It asks after two. */
const eraseAfterDays = 30;

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
      name: "shop.erase-forgotten",
      data: z.object({}),
      queue: { ...usualQueue, expireInSeconds: 300 },
      cron: "23 2 * * *",
      alsoWhenUninstalled: true,
      run: eraseForgotten,
    }),
  ];
}

async function refreshDetails(ctx: Ctx): Promise<void> {
  const answer = await ctx.admin.ask(ShopDetailsDocument, {});
  if (!answer.ok) {
    // A dead token waits for a person; a refusal will not change by asking again.
    if (answer.problem === "needs-login" || answer.problem === "refused") return;
    throw new Error(`the store's details could not be read: ${answer.problem}`);
  }
  const { shop, currentAppInstallation } = answer.data;
  await ctx.transact((db) =>
    changeShop(db, ctx.shop.id, {
      name: shop.name,
      currency: shop.currencyCode,
      timezone: shop.ianaTimezone,
      country: shop.shopAddress.countryCodeV2,
      plan: shop.plan.publicDisplayName,
      scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle).join(","),
      detailsAt: ctx.now(),
    }),
  );
}

/** Ends all work for the shop. Its data stays until the platform asks for its erasure. */
async function uninstall(ctx: Ctx, triggeredAt: Date): Promise<void> {
  const decided = await ctx.transact(async (db) => {
    const decision = readUninstall(await lockShop(db, ctx.shop.id), triggeredAt);
    if (decision === "uninstall") {
      await changeShop(db, ctx.shop.id, { state: "uninstalled", uninstalledAt: triggeredAt, needsLoginSince: null });
    }
    return decision;
  });
  ctx.log.info({ shop: ctx.shop.id, decided }, "uninstall");
  // The tokens are dead; after a reinstall the session is a new one and stays.
  if (decided === "uninstall") await sessionTable.session.deleteMany({ where: { shop: ctx.shop.id } });
}

type PrivacyRequest = z.infer<(typeof facts)["privacy.requested"]>;

async function answerPrivacyRequest(
  ctx: Ctx,
  request: PrivacyRequest,
  personalData: readonly PersonalDataHolder[],
): Promise<void> {
  if (request.kind === "shop_redaction") {
    ctx.log.info({ shop: ctx.shop.id, outcome: await eraseShop(ctx.shop.id, ctx.now()) }, "shop erasure");
    return;
  }
  const person = { customerId: request.customerId, orderIds: request.orderIds };
  await ctx.transact(async (db) => {
    const opened = await beginPrivacyRequest(db, ctx.shop, {
      id: ctx.newId(),
      inboxId: request.inboxId,
      kind: request.kind,
      receivedAt: new Date(request.receivedAt),
    });
    if (opened.finished) return;
    let body: string | null = null;
    if (request.kind === "data_request") {
      const parts: Record<string, unknown> = {};
      for (const holder of personalData) parts[holder.domain] = await holder.exportPerson(ctx, db, person);
      body = JSON.stringify({ shop: ctx.shop.id, madeAt: ctx.now().toISOString(), ...person, ...parts }, null, 2);
    } else {
      for (const holder of personalData) await holder.redactPerson(ctx, db, person);
    }
    await finishPrivacyRequest(db, ctx.shop, opened.id, { at: ctx.now(), export: body });
  });
}

async function eraseForgotten(ctx: Ctx): Promise<void> {
  const shop = await ctx.transact((db) => findShop(db, ctx.shop.id));
  if (shop?.state !== "uninstalled" || !shop.uninstalledAt) return;
  const days = (ctx.now().getTime() - shop.uninstalledAt.getTime()) / 86_400_000;
  if (days >= eraseAfterDays) await eraseShop(ctx.shop.id, ctx.now());
}
