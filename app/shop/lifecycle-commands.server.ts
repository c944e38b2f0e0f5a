import type { Ctx } from "../context";
import { readUninstall } from "./core/lifecycle";
import { forgetSessions } from "./session-store.server";
import { changeShop, lockShop } from "./store.server";

/** Reads the store's own settings again: name, currency, time zone, plan and what the app may do. */
export async function refreshDetails(ctx: Ctx): Promise<void> {
  const answer = await ctx.admin.details();
  if (!answer.ok) {
    // A dead token waits for a person; a refusal will not change by asking again.
    if (answer.problem === "needs-login" || answer.problem === "refused") return;
    throw new Error(`the store's details could not be read: ${answer.problem}`);
  }
  const { scopes, ...details } = answer.data;
  await ctx.transact((db) =>
    changeShop(db, ctx.shop.id, { ...details, scopes: scopes.join(","), detailsAt: ctx.now() }),
  );
}

/** Ends all work for the shop. Its data stays until the platform asks for its erasure. */
export async function uninstall(ctx: Ctx, triggeredAt: Date): Promise<void> {
  const decided = await ctx.transact(async (db) => {
    const decision = readUninstall(await lockShop(db, ctx.shop.id), triggeredAt);
    if (decision === "uninstall") {
      await changeShop(db, ctx.shop.id, {
        state: "uninstalled",
        uninstalledAt: triggeredAt,
        needsLoginSince: null,
      });
    }
    return decision;
  });
  ctx.log.info({ shop: ctx.shop.id, decided }, "uninstall");
  // The tokens are dead; after a reinstall the session is a new one and stays.
  if (decided === "uninstall") await forgetSessions(ctx.shop.id);
}
