import type { PrivacyRequestKind } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { PersonInQuestion } from "./core/personal-data";

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
        receivedAt: { lte: previous.receivedAt },
        NOT: { receivedAt: previous.receivedAt, id: { lte: previous.id } },
      }),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "asc" }],
    take: most,
    select: columns,
  });
  const files = await db.privacyRequest.findMany({
    where: { shopId: shop.id, id: { in: rows.map((row) => row.id) }, sealedExport: { not: null } },
    select: { id: true },
  });
  const withFile = new Set(files.map((file) => file.id));
  return rows.map((row) => ({ ...row, hasExport: withFile.has(row.id) }));
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

/** Removes the files that name the person by id. */
export async function dropExportsOf(db: Db, shop: Tenant, person: PersonInQuestion): Promise<void> {
  const rows = await db.privacyRequest.findMany({
    where: { shopId: shop.id, sealedExport: { not: null } },
    select: { id: true, sealedExport: true },
  });
  const isOfPerson = (text: string) => {
    const { customerId, orderIds } = JSON.parse(text) as PersonInQuestion;
    const known = customerId !== null && customerId === person.customerId;
    return known || orderIds.some((id) => person.orderIds.includes(id));
  };
  const ids = rows.flatMap(({ id, sealedExport }) =>
    sealedExport && isOfPerson(shop.vault.openText(exportPlace, id, sealedExport)) ? [id] : [],
  );
  await db.privacyRequest.updateMany({
    where: { shopId: shop.id, id: { in: ids } },
    data: { sealedExport: null },
  });
}

/** Removes the files of requests finished before `before`. */
export async function dropExportsBefore(db: Db, shop: Tenant, before: Date): Promise<void> {
  await db.privacyRequest.updateMany({
    where: { shopId: shop.id, finishedAt: { lt: before }, sealedExport: { not: null } },
    data: { sealedExport: null },
  });
}
