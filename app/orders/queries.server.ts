import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { startOfDay } from "../lib/calendar";
import { can, type Role } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { type HomeStatus, homeStatus, type NextStep, nextStep } from "./core/home-status";
import type { OrderPass } from "./core/order-pass";
import { inboxFigures } from "./inbox-store.server";
import { listPasses } from "./order-pass-store.server";
import { countOrdersSince, countPlacedAfter, listLatestOrders } from "./store.server";

export type StoreView = {
  shop: { domain: string; name: string | null; timezone: string; currency: string };
  me: { displayName: string | null; role: Role };
  teamSize: number;
  generatedAt: string;
  orders: {
    total: number;
    today: number;
    last7Days: number;
    lastPlacedAt: string | null;
    latest: {
      id: string;
      name: string;
      placedAt: string;
      total: { minor: number; currency: string };
      country: string | null;
      financial: string | null;
      fulfillment: string | null;
      cancelled: boolean;
    }[];
  };
  deliveries: {
    receivedLastHour: number;
    waiting: number;
    oldestWaitingAt: string | null;
    applied24h: number;
    ignored24h: number;
    parked: number;
    lastReceivedAt: string | null;
    medianDelayMs: number | null;
  };
  /** Orders from before the install, while they are being read; `expected` is null where the store does not say. */
  backfill: { state: "running" | "refused"; read: number; expected: number | null } | null;
  /** When the mirror was last compared with the store, and the orders put right that no delivery had told of. */
  comparison: { at: string | null; repaired: number; lastRepairedAt: string | null };
  status: HomeStatus;
  nextStep: NextStep;
};

/** How many orders were placed after an instant, counted up to `most`. */
export async function ordersPlacedAfter(db: Db, ctx: Ctx, after: Date, most: number): Promise<number> {
  return countPlacedAfter(db, ctx.shop, after, most);
}

/** What arrives from the store, whether it is kept and applied, and what its connection needs next. */
export async function storeView(db: Db, ctx: AdminCtx): Promise<StoreView> {
  const now = ctx.now();
  const shop = await shopSummary(db, ctx);
  const today = startOfDay(now, shop.timezone);
  const week = startOfDay(now, shop.timezone, 6);
  const inbox = await inboxFigures(db, ctx.shop, now);
  const counts = await countOrdersSince(db, ctx.shop, today, week);
  const latest = await listLatestOrders(db, ctx.shop, 5);
  const passes = (await listPasses(db, ctx.shop)).filter((one) => one.epoch === shop.epoch);
  const backfill = backfillView(passes.find((one) => one.kind === "backfill") ?? null);
  const standing = {
    needsLogin: shop.needsLogin,
    orders: shop.ordersMirrored,
    parked: inbox.parked,
    waiting: inbox.waiting,
    oldestWaitingMs: inbox.oldestWaitingAt ? now.getTime() - inbox.oldestWaitingAt.getTime() : 0,
    readingPast: backfill?.state === "running",
  };
  return {
    shop: { domain: shop.domain, name: shop.name, timezone: shop.timezone, currency: shop.currency },
    me: { displayName: ctx.staff.displayName, role: ctx.staff.role },
    teamSize: shop.teamSize,
    generatedAt: now.toISOString(),
    orders: {
      total: shop.ordersMirrored,
      ...counts,
      lastPlacedAt: latest[0]?.placedAt.toISOString() ?? null,
      latest: latest.map((order) => ({
        id: order.id,
        name: order.name,
        placedAt: order.placedAt.toISOString(),
        total: { minor: Number(order.totalMinor), currency: order.currency },
        country: order.country,
        financial: order.financialStatus,
        fulfillment: order.fulfillmentStatus,
        cancelled: order.cancelledAt !== null,
      })),
    },
    deliveries: {
      ...inbox,
      oldestWaitingAt: inbox.oldestWaitingAt?.toISOString() ?? null,
      lastReceivedAt: inbox.lastReceivedAt?.toISOString() ?? null,
    },
    backfill,
    comparison: comparisonView(passes.filter((one) => one.kind !== "backfill")),
    status: homeStatus(standing),
    nextStep: nextStep(standing, {
      named: ctx.staff.displayName !== null,
      mayRetry: can(ctx.staff.role, "deliveries.retry"),
      mayChangeRoles: can(ctx.staff.role, "team.change-role"),
      teamSize: shop.teamSize,
      rolesGiven: shop.rolesGiven,
    }),
  };
}

/** Not begun is under way, too: its job waits since the install. */
function backfillView(pass: OrderPass | null): StoreView["backfill"] {
  if (pass?.finishedAt) return null;
  const { read = 0, expected = null, refused = false } = pass ?? {};
  return {
    state: refused ? "refused" : "running",
    read,
    // Orders placed meanwhile are read, too.
    expected: expected === null ? null : Math.max(expected, read),
  };
}

function comparisonView(passes: readonly OrderPass[]): StoreView["comparison"] {
  const latest = (times: (Date | null)[]) => {
    const known = times.flatMap((at) => at?.getTime() ?? []);
    return known.length > 0 ? new Date(Math.max(...known)).toISOString() : null;
  };
  return {
    at: latest(passes.map((one) => one.finishedAt)),
    repaired: passes.reduce((sum, one) => sum + one.repairedInAll, 0),
    lastRepairedAt: latest(passes.map((one) => one.lastRepairedAt)),
  };
}
