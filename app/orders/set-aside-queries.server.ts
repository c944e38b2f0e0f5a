import type { AdminCtx } from "../context";
import { isUuid } from "../lib/uuid";
import { shopSummary } from "../shop/queries.server";
import type { InboxReason } from "./core/inbox";
import { listSetAside } from "./inbox-store.server";

export type SetAsidePage = {
  deliveries: {
    id: string;
    topic: string;
    /** Kept, and can be tried again; what the app does not read at all is not kept. */
    kept: boolean;
    reason: InboxReason | null;
    apiVersion: string | null;
    receivedAt: string;
  }[];
  next: string | null;
  role: AdminCtx["staff"]["role"];
  /** The shop's own zone, in which times are shown. */
  timezone: string;
};

/** Deliveries nothing was made of and why, newest first, 25 at a time; `after` is the `next` of the page before. */
export async function setAsidePage(ctx: AdminCtx, after: string | null): Promise<SetAsidePage> {
  const size = 25;
  const from = after !== null && isUuid(after) ? after : null;
  const { rows, timezone } = await ctx.transact(async (db) => ({
    rows: await listSetAside(db, ctx.shop, from, size + 1),
    timezone: (await shopSummary(db, ctx)).timezone,
  }));
  const shown = rows.slice(0, size);
  return {
    deliveries: shown.map(({ state, receivedAt, ...row }) => ({
      ...row,
      kept: state === "parked",
      receivedAt: receivedAt.toISOString(),
    })),
    next: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
    role: ctx.staff.role,
    timezone,
  };
}
