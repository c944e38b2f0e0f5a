import type { ImprovementAction as ActionRow } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import { isUuid } from "../lib/uuid";
import type { ActionCell, ImprovementAction } from "./core/action";
import type { GapSample } from "./core/verdict";

/** What the answers said when they were counted last. */
export type Count = { before: GapSample; after: GapSample; countedAt: Date };
export type CountedAction = ImprovementAction & Count;

function toAction(row: ActionRow): CountedAction {
  const {
    shopId,
    changedAt,
    beforeN,
    beforeMean,
    beforeVariance,
    afterN,
    afterMean,
    afterVariance,
    ...rest
  } = row;
  return {
    ...rest,
    dimension: row.dimension as ActionCell["dimension"],
    before: { n: beforeN, mean: beforeMean, variance: beforeVariance },
    after: { n: afterN, mean: afterMean, variance: afterVariance },
  };
}

const countColumns = ({ before, after, countedAt }: Count) => ({
  beforeN: before.n,
  beforeMean: before.mean,
  beforeVariance: before.variance,
  afterN: after.n,
  afterMean: after.mean,
  afterVariance: after.variance,
  countedAt,
});

/** Lets one writer at a time at a shop's actions, until the transaction ends: a form sent twice must start one. */
export async function lockActions(db: Db, shop: Tenant): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shop.id} actions`}, 0))::text`;
}

export async function findAction(db: Db, shop: Tenant, id: string): Promise<CountedAction | null> {
  if (!isUuid(id)) return null;
  const row = await db.improvementAction.findUnique({ where: { shopId_id: { shopId: shop.id, id } } });
  return row && toAction(row);
}

/** Actions under way, the one started last first. A shop has few at a time; more than 100 are not looked at. */
export async function listRunning(db: Db, shop: Tenant): Promise<CountedAction[]> {
  const rows = await db.improvementAction.findMany({
    where: { shopId: shop.id, endedAt: null },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map(toAction);
}

/** Ended actions, the one started last first. */
export async function listEnded(db: Db, shop: Tenant, most: number): Promise<CountedAction[]> {
  const rows = await db.improvementAction.findMany({
    where: { shopId: shop.id, endedAt: { not: null } },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: most,
  });
  return rows.map(toAction);
}

export async function insertAction(db: Db, shop: Tenant, action: CountedAction): Promise<void> {
  const { before, after, countedAt, ...facts } = action;
  const count = countColumns({ before, after, countedAt });
  await db.improvementAction.create({
    data: { shopId: shop.id, ...facts, ...count, changedAt: countedAt },
  });
}

/** Writes what the answers say now. */
export async function saveCount(db: Db, shop: Tenant, id: string, count: Count): Promise<void> {
  await db.improvementAction.updateMany({
    where: { shopId: shop.id, id },
    data: { ...countColumns(count), changedAt: count.countedAt },
  });
}

export async function closeAction(
  db: Db,
  shop: Tenant,
  id: string,
  end: { by: string; at: Date },
): Promise<void> {
  await db.improvementAction.updateMany({
    where: { shopId: shop.id, id, endedAt: null },
    data: { endedBy: end.by, endedAt: end.at, changedAt: end.at },
  });
}
