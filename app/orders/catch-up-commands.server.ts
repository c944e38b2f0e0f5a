import type { Ctx } from "../context";
import type { Db } from "../db.server";
import type { AdminProblem } from "../gateways/shopify/admin-client.server";
import { holdInstall } from "../shop/queries.server";
import {
  afterPage,
  afterRefusal,
  goneOrders,
  nextPass,
  type OrderPass,
  readPlaced,
  writePlaced,
} from "./core/order-pass";
import { settledMs } from "./core/shown-order";
import { mirrorOrders } from "./history-commands.server";
import { lockMirror } from "./inbox-store.server";
import { holdPass, listPasses, listSettledOrders, restPasses, savePass } from "./order-pass-store.server";
import { deleteOrder } from "./store.server";

/** One job's share: after so many milliseconds it makes way for other shops. */
const turnMs = 4_000;
/** Orders asked about at once whether they are still there. */
const deletionsPage = 100;

/**
 * Goes on reading the store's orders: those from before the install, then what changed and was deleted without a
 * delivery having said so. Each page and how far it brought the walk stand in one transaction, so that a turn may end
 * anywhere and the next one loses nothing and does nothing twice. `more` when something is left for another turn.
 */
export async function catchUp(ctx: Ctx): Promise<{ more: boolean }> {
  const until = performance.now() + turnMs;
  while (performance.now() < until) {
    // Read anew before each page: after an uninstall the store is asked nothing more.
    const pass = await ctx.transact((db) => beginNext(db, ctx));
    if (!pass) return { more: false };
    const went = pass.kind === "deletions" ? await readDeletions(ctx, pass) : await readPage(ctx, pass);
    if (!went) return { more: false };
  }
  return { more: true };
}

/** Lets all reading rest until then, while somebody else tells the mirror the store's past; null ends the rest. */
export async function restReading(ctx: Ctx, until: Date | null): Promise<void> {
  await ctx.transact((db) => restPasses(db, ctx.shop, until));
}

async function beginNext(db: Db, ctx: Ctx): Promise<OrderPass | null> {
  const install = await holdInstall(db, ctx);
  if (!install) return null;
  const passes = await listPasses(db, ctx.shop);
  const pass = nextPass(passes, install.epoch, ctx.now());
  if (pass && !passes.includes(pass)) await savePass(db, ctx.shop, pass);
  return pass;
}

async function readPage(ctx: Ctx, found: OrderPass): Promise<boolean> {
  const pass = found.kind === "backfill" ? await withExpected(ctx, found) : found;
  if (!pass) return false;
  const askedAt = ctx.now();
  const { since, cursor: after } = pass;
  const wish = pass.kind === "backfill" ? { placedSince: since } : { changedSince: since };
  const answer = await ctx.admin.orders({ ...wish, after });
  if (!answer.ok) return stop(ctx, pass, answer.problem);
  const { orders, next, lastChangedAt, personHidden } = answer.data;
  return goOn(ctx, pass, async (db) => {
    const { changed, unread } = await mirrorOrders(db, ctx, orders, { askedAt, personHidden });
    if (unread > 0) ctx.log.warn({ shop: ctx.shop.id, unread }, "orders of the store could not be read");
    const page = { read: orders.length, next, lastChangedAt, changed: changed.map((one) => one.updatedAt) };
    return afterPage(pass, page, askedAt);
  });
}

/** Asked once, for the bar of progress; where the store does not say, there is none. Null when the walk cannot begin. */
async function withExpected(ctx: Ctx, pass: OrderPass): Promise<OrderPass | null> {
  if (pass.expected !== null || pass.cursor !== null) return pass;
  const answer = await ctx.admin.ordersPlacedSince(pass.since);
  if (!answer.ok) {
    await stop(ctx, pass, answer.problem);
    return null;
  }
  const counted = { ...pass, expected: answer.data };
  return (await goOn(ctx, pass, async () => counted)) ? counted : null;
}

async function readDeletions(ctx: Ctx, pass: OrderPass): Promise<boolean> {
  const askedAt = ctx.now();
  const mirroredBefore = new Date(askedAt.getTime() - settledMs);
  const { since: placedSince, cursor } = pass;
  const after = readPlaced(cursor);
  const asked = await ctx.transact((db) =>
    listSettledOrders(db, ctx.shop, { placedSince, mirroredBefore, after }, deletionsPage),
  );
  const ids = asked.map((order) => order.id);
  const answer = ids.length > 0 ? await ctx.admin.knownOrders(ids) : { ok: true as const, data: [] };
  if (!answer.ok) return stop(ctx, pass, answer.problem);
  const gone = goneOrders(ids, answer.data);
  if (!gone) return stop(ctx, pass, "refused");
  return goOn(ctx, pass, async (db) => {
    for (const orderId of gone) {
      await deleteOrder(db, ctx.shop, orderId, ctx.now());
      await ctx.announce(db, { name: "order.deleted", data: { orderId } });
    }
    const last = asked.length === deletionsPage ? asked.at(-1) : undefined;
    const next = last ? writePlaced(last) : null;
    const page = { read: ids.length, next, lastChangedAt: null, changed: gone.map(() => placedSince) };
    return afterPage(pass, page, askedAt);
  });
}

/** Writes a page and how far it brought the walk, unless the app is gone by now or another turn was here first. */
async function goOn(ctx: Ctx, pass: OrderPass, write: (db: Db) => Promise<OrderPass>): Promise<boolean> {
  return ctx.transact(async (db) => {
    await lockMirror(db, ctx.shop);
    const install = await holdInstall(db, ctx);
    if (install?.epoch !== pass.epoch || !(await holdPass(db, ctx.shop, pass))) return false;
    await savePass(db, ctx.shop, await write(db));
    return true;
  });
}

async function stop(ctx: Ctx, pass: OrderPass, reason: AdminProblem): Promise<false> {
  ctx.log.warn({ shop: ctx.shop.id, pass: pass.kind, reason }, "the store's orders could not be read");
  // A dead token waits for a person: the walk goes on once they have opened the app.
  if (reason === "needs-login") return false;
  if (reason !== "refused") throw new Error(`the store's orders could not be read: ${reason}`);
  await goOn(ctx, pass, async () => afterRefusal(pass, ctx.now()));
  return false;
}
