import type { z } from "zod";
import type { Ctx } from "../context";
import type { facts } from "../facts";
import type { PersonalDataHolder } from "../personal-data";
import { keptSince } from "./core/retention";
import { eraseShop } from "./erase-commands.server";
import {
  beginPrivacyRequest,
  dropExportsBefore,
  dropExportsOf,
  finishPrivacyRequest,
} from "./privacy-store.server";
import { deleteAccess, findShop } from "./store.server";

/** Days after an uninstall at which a shop is erased even when the platform never asked. It asks after two. */
const eraseAfterDays = 30;

/** The first line of the file, for whoever is handed it. English, as the names of its fields are. */
const about =
  "Everything this store's delivery app holds about one customer, as the customer asked for it. One section per kind of data: answers and comments (surveys), promises and arrival answers (parcels), messages (tickets), orders with contact and parcels (orders). Times are in UTC.";

type PrivacyRequest = z.infer<(typeof facts)["privacy.requested"]>;

/** Answers a person's request once: a file of everything held, or the person's removal, in one transaction. */
export async function answerPrivacyRequest(
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
    // Erased before it was this request's turn: nothing is held of anybody, and nothing is written any more.
    if ((await findShop(db, ctx.shop.id))?.state === "redacted") return;
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
      body = JSON.stringify(
        { about, shop: ctx.shop.id, madeAt: ctx.now().toISOString(), ...person, ...parts },
        null,
        2,
      );
    } else {
      for (const holder of personalData) await holder.redactPerson(ctx, db, person);
      await dropExportsOf(db, ctx.shop, person);
    }
    await finishPrivacyRequest(db, ctx.shop, opened.id, { at: ctx.now(), export: body });
  });
}

/** Forgets, in small steps, who read what long ago, and the files of data requests that were handed over since. */
export async function pruneAccess(ctx: Ctx): Promise<void> {
  const before = keptSince("accessLog", ctx.now());
  const step = 2_000;
  for (let removed = step; removed === step; ) {
    removed = await ctx.transact((db) => deleteAccess(db, ctx.shop, before, step));
  }
  const filesBefore = keptSince("dataRequestFiles", ctx.now());
  await ctx.transact((db) => dropExportsBefore(db, ctx.shop, filesBefore));
}

/** Erases a shop whose erasure was never asked for. */
export async function eraseForgotten(ctx: Ctx): Promise<void> {
  const shop = await ctx.transact((db) => findShop(db, ctx.shop.id));
  if (shop?.state !== "uninstalled" || !shop.uninstalledAt) return;
  const days = (ctx.now().getTime() - shop.uninstalledAt.getTime()) / 86_400_000;
  if (days >= eraseAfterDays) await eraseShop(ctx.shop.id, ctx.now());
}
