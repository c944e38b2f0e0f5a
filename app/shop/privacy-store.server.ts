import type { PrivacyRequestKind } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";

export type PrivacyRequestRow = {
  id: string;
  kind: PrivacyRequestKind;
  receivedAt: Date;
  finishedAt: Date | null;
  hasExport: boolean;
};

const exportPlace = "PrivacyRequest.sealedExport";
const columns = { id: true, kind: true, receivedAt: true, finishedAt: true } as const;

/** Newest first, starting after the request with id `after`. */
export async function listPrivacyRequests(
  db: Db,
  shop: Tenant,
  after: string | undefined,
  most: number,
): Promise<PrivacyRequestRow[]> {
  const previous = after ? await findRow(db, shop, after) : null;
  const rows = await db.privacyRequest.findMany({
    where: {
      shopId: shop.id,
      ...(previous && {
        OR: [
          { receivedAt: { lt: previous.receivedAt } },
          { receivedAt: previous.receivedAt, id: { gt: previous.id } },
        ],
      }),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "asc" }],
    take: most,
    select: columns,
  });
  return rows.map((row) => ({ ...row, hasExport: row.kind === "data_request" && row.finishedAt !== null }));
}

async function findRow(db: Db, shop: Tenant, id: string) {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  return db.privacyRequest.findFirst({ where: { shopId: shop.id, id } });
}

/** The request with its export opened, or null. */
export async function findPrivacyRequest(
  db: Db,
  shop: Tenant,
  id: string,
): Promise<{ receivedAt: Date; finishedAt: Date | null; export: string | null } | null> {
  const row = await findRow(db, shop, id);
  if (!row) return null;
  const body = row.sealedExport && shop.vault.openText(exportPlace, row.id, row.sealedExport);
  return { receivedAt: row.receivedAt, finishedAt: row.finishedAt, export: body };
}

/** Opens the request once per delivery. False when it was already finished. */
export async function beginPrivacyRequest(
  db: Db,
  shop: Tenant,
  request: { id: string; inboxId: string; kind: PrivacyRequestKind; receivedAt: Date },
): Promise<{ id: string; finished: boolean }> {
  await db.privacyRequest.createMany({ data: [{ shopId: shop.id, ...request }], skipDuplicates: true });
  const row = await db.privacyRequest.findUniqueOrThrow({
    where: { shopId_inboxId: { shopId: shop.id, inboxId: request.inboxId } },
  });
  return { id: row.id, finished: row.finishedAt !== null };
}

export async function finishPrivacyRequest(
  db: Db,
  shop: Tenant,
  id: string,
  done: { at: Date; export: string | null },
): Promise<void> {
  await db.privacyRequest.updateMany({
    where: { shopId: shop.id, id },
    data: {
      finishedAt: done.at,
      sealedExport: done.export === null ? null : shop.vault.seal(exportPlace, id, done.export),
    },
  });
}
