import type { Prisma } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Decision, ProviderState } from "./core/decision";
import type { Gate, ProviderDocument } from "./core/gates";
import type { GateName } from "./core/rubric";

export type ProviderRow = {
  id: string;
  carrierKey: string;
  name: string;
  registrationNumber: string | null;
  state: ProviderState;
  offerUntil: string | null;
  nextExpiry: string | null;
  sent: number;
  delivered: number;
  onTime: number;
  late: number;
  rank: number;
  changedAt: Date;
};

const columns = {
  id: true,
  carrierKey: true,
  name: true,
  registrationNumber: true,
  state: true,
  offerUntil: true,
  nextExpiry: true,
  sent: true,
  delivered: true,
  onTime: true,
  late: true,
  rank: true,
  changedAt: true,
} as const;

/** Ids are UUIDs in lower case; whatever else an address holds names no provider. */
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

export async function findProvider(db: Db, shop: Tenant, id: string): Promise<ProviderRow | null> {
  if (!isId(id)) return null;
  return db.provider.findUnique({ where: { shopId_id: { shopId: shop.id, id } }, select: columns });
}

/** Locks the provider's row until the transaction ends, so that two decisions cannot both stand on the same state. */
export async function lockProvider(db: Db, shop: Tenant, id: string): Promise<ProviderRow | null> {
  if (!isId(id)) return null;
  await db.$queryRaw`SELECT 1 FROM "Provider" WHERE "shopId" = ${shop.id} AND "id" = ${id} FOR UPDATE`;
  return findProvider(db, shop, id);
}

export async function findProviderByCarrier(
  db: Db,
  shop: Tenant,
  carrierKey: string,
): Promise<ProviderRow | null> {
  return db.provider.findUnique({
    where: { shopId_carrierKey: { shopId: shop.id, carrierKey } },
    select: columns,
  });
}

export type NewProvider = Pick<ProviderRow, "id" | "carrierKey" | "name" | "registrationNumber" | "state">;

/** Makes the provider unless its id or its carrier is taken. Answers whether it did. */
export async function insertProvider(
  db: Db,
  shop: Tenant,
  provider: NewProvider,
  now: Date,
): Promise<boolean> {
  const { count } = await db.provider.createMany({
    data: [{ shopId: shop.id, ...provider, createdAt: now, changedAt: now }],
    skipDuplicates: true,
  });
  return count > 0;
}

export async function changeProvider(
  db: Db,
  shop: Tenant,
  id: string,
  change: Pick<
    Prisma.ProviderUpdateManyMutationInput,
    "state" | "offerUntil" | "offerEndTold" | "nextExpiry"
  >,
  now: Date,
): Promise<void> {
  await db.provider.updateMany({ where: { shopId: shop.id, id }, data: { ...change, changedAt: now } });
}

/** Where a page of the list begins: after this provider. */
export type ListPlace = { rank: number; id: string };

/** Providers by the lower end of their rating, best first. */
export async function listProviders(
  db: Db,
  shop: Tenant,
  after: ListPlace | null,
  most: number,
): Promise<ProviderRow[]> {
  return db.provider.findMany({
    where: {
      shopId: shop.id,
      ...(after && { OR: [{ rank: { lt: after.rank } }, { rank: after.rank, id: { gt: after.id } }] }),
    },
    orderBy: [{ rank: "desc" }, { id: "asc" }],
    take: most,
    select: columns,
  });
}

/** Whom to decide on next: those who carry most parcels unvetted, then those entered and not decided on. */
export async function findNextToReview(db: Db, shop: Tenant): Promise<{ id: string; name: string } | null> {
  return db.provider.findFirst({
    where: { shopId: shop.id, state: { in: ["found", "draft"] } },
    orderBy: [{ sent: "desc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** Providers whose offer ended before `today`, unheard so far: a document or the day set for an unvetted one ran out. */
export async function listEnded(db: Db, shop: Tenant, today: string, most: number): Promise<string[]> {
  const rows = await db.provider.findMany({
    where: {
      shopId: shop.id,
      OR: [
        { nextExpiry: { lt: today }, state: { in: ["found", "approved", "conditional"] } },
        { offerUntil: { lt: today }, state: "found", offerEndTold: false },
      ],
    },
    orderBy: { id: "asc" },
    take: most,
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** `addedBy` is null for what the provider stated on its form. */
export type StoredDocument = ProviderDocument & { providerId: string; addedBy: string | null };

/** Documents of some providers, newest first; a provider has few. */
export async function listDocuments(
  db: Db,
  shop: Tenant,
  providerIds: readonly string[],
): Promise<StoredDocument[]> {
  if (providerIds.length === 0) return [];
  const rows = await db.providerDocument.findMany({
    where: { shopId: shop.id, providerId: { in: [...providerIds] } },
    orderBy: [{ addedAt: "desc" }, { id: "desc" }],
    take: 5_000,
  });
  return rows.map(({ shopId: _, kind, grade, ...row }) => ({
    ...row,
    kind: kind as GateName,
    grade: grade as ProviderDocument["grade"],
  }));
}

export async function insertDocument(db: Db, shop: Tenant, document: StoredDocument): Promise<void> {
  await db.providerDocument.create({ data: { shopId: shop.id, ...document } });
}

export type DecisionRow = {
  id: string;
  providerId: string;
  decision: Decision;
  fromState: ProviderState;
  toState: ProviderState;
  reason: string | null;
  cause: GateName | null;
  signedBy: string | null;
  rubricVersion: number;
  gates: Gate[];
  decidedAt: Date;
};

export async function insertDecision(db: Db, shop: Tenant, decision: DecisionRow): Promise<void> {
  await db.providerDecision.create({ data: { shopId: shop.id, ...decision } });
}

/** A provider's decisions, newest first. */
export async function listDecisions(
  db: Db,
  shop: Tenant,
  providerId: string,
  most: number,
): Promise<DecisionRow[]> {
  const rows = await db.providerDecision.findMany({
    where: { shopId: shop.id, providerId },
    orderBy: [{ decidedAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(({ shopId: _, ...row }) => ({
    ...row,
    decision: row.decision as Decision,
    cause: row.cause as GateName | null,
    gates: row.gates as unknown as Gate[],
  }));
}
