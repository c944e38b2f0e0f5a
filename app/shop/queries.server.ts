import type { AdminCtx, Ctx } from "../context";
import type { Db } from "../db.server";
import { can, type Role } from "./core/permissions";
import { findPrivacyRequest, listPrivacyRequests } from "./privacy-store.server";
import { countStaff, findShop, listStaff, lockShop, saveAccess } from "./store.server";

export type TeamPage = {
  me: { subject: string; displayName: string | null; role: Role };
  team: { subject: string; displayName: string | null; role: Role; lastSeenAt: string; you: boolean }[];
  mayChangeRoles: boolean;
};

/** Settings: the person's own name and the store's team. */
export async function teamPage(ctx: AdminCtx): Promise<TeamPage> {
  const team = await ctx.transact((db) => listStaff(db, ctx.shop));
  return {
    me: { subject: ctx.staff.subject, displayName: ctx.staff.displayName, role: ctx.staff.role },
    team: team.map((member) => ({
      subject: member.subject,
      displayName: member.displayName,
      role: member.role,
      lastSeenAt: member.lastSeenAt.toISOString(),
      you: member.subject === ctx.staff.subject,
    })),
    mayChangeRoles: can(ctx.staff.role, "team.change-role"),
  };
}

/** What other domains' pages show of the shop itself, read in their transaction. */
export async function shopSummary(db: Db, ctx: Ctx) {
  const shop = await findShop(db, ctx.shop.id);
  if (!shop) throw new Error("the shop of an authenticated request has no row");
  return {
    domain: shop.id,
    name: shop.name,
    timezone: shop.timezone ?? "UTC",
    currency: shop.currency ?? "USD",
    country: shop.country,
    needsLogin: shop.needsLoginSince !== null,
    ordersMirrored: shop.ordersMirrored,
    epoch: shop.epoch,
    ...(await countStaff(db, ctx.shop)),
  };
}

/**
 * The install that is there now, held against an uninstall until the transaction ends. Null when the app is not installed
 * or waits for a person to log in.
 */
export async function holdInstall(db: Db, ctx: Ctx): Promise<{ epoch: number } | null> {
  const shop = await lockShop(db, ctx.shop.id);
  return shop?.state === "installed" && !shop.needsLoginSince ? { epoch: shop.epoch } : null;
}

/** Names of the store's staff by the platform's id, to show who did what; null where they have not set one. */
export async function staffNames(db: Db, ctx: Ctx): Promise<ReadonlyMap<string, string | null>> {
  const team = await listStaff(db, ctx.shop);
  return new Map(team.map((member) => [member.subject, member.displayName]));
}

/**
 * Records that a person of the staff was shown personal data, in the transaction that read it: a buyer's name or address of
 * contact, their words (messages, comments), a provider's form or a file with any of these. One row for what is shown at
 * once. Order numbers, places and parcels are not counted as such.
 */
export async function noteAccess(
  db: Db,
  ctx: AdminCtx,
  read: { action: string; entity: string; entityId: string },
): Promise<void> {
  const entry = { id: ctx.newId(), subject: ctx.staff.subject, at: ctx.now(), ...read };
  await saveAccess(db, ctx.shop, entry);
}

export type PrivacyPage = {
  requests: {
    id: string;
    kind: "data-request" | "customer-redaction" | "shop-redaction";
    receivedAt: string;
    finishedAt: string | null;
    downloadable: boolean;
  }[];
  next: string | null;
  /** The shop's own zone, in which times are shown. */
  timezone: string;
};

const kinds = {
  data_request: "data-request",
  customer_redaction: "customer-redaction",
  shop_redaction: "shop-redaction",
} as const;

/** Requests about personal data, newest first, 25 at a time; `after` is the `next` of the page before. */
export async function privacyPage(ctx: AdminCtx, page: { after?: string | undefined }): Promise<PrivacyPage> {
  const size = 25;
  const { rows, timezone } = await ctx.transact(async (db) => ({
    rows: await listPrivacyRequests(db, ctx.shop, page.after, size + 1),
    timezone: (await shopSummary(db, ctx)).timezone,
  }));
  const shown = rows.slice(0, size);
  return {
    requests: shown.map((row) => ({
      id: row.id,
      kind: kinds[row.kind],
      receivedAt: row.receivedAt.toISOString(),
      finishedAt: row.finishedAt?.toISOString() ?? null,
      downloadable: row.hasExport && can(ctx.staff.role, "privacy.download"),
    })),
    next: rows.length > size ? (shown.at(-1)?.id ?? null) : null,
    timezone,
  };
}

/** The file of a finished data request, or null for an id that is not this shop's. Each reading is logged. */
export async function privacyExport(
  ctx: AdminCtx,
  id: string,
): Promise<{ filename: string; body: string } | null> {
  return ctx.transact(async (db) => {
    const request = await findPrivacyRequest(db, ctx.shop, id);
    if (!request?.export) return null;
    await saveAccess(db, ctx.shop, {
      id: ctx.newId(),
      subject: ctx.staff.subject,
      action: "download",
      entity: "PrivacyRequest",
      entityId: id,
      at: ctx.now(),
    });
    return {
      filename: `data-request-${request.receivedAt.toISOString().slice(0, 10)}.json`,
      body: request.export,
    };
  });
}
