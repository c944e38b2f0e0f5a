import type { SurveySubmission } from "@prisma/client";
import type { Tenant } from "../context";
import type { Db } from "../db.server";
import type { Answer } from "./core/part";
import type { Touch } from "./core/wording";

export type StoredAnswer = Answer & { late: boolean; answeredAt: Date };
export type StoredSubmission = Omit<SurveySubmission, "shopId" | "touch" | "state"> & {
  touch: Touch;
  state: "pending" | "counted";
  answers: StoredAnswer[];
};

/**
 * Holds an order's answers until the transaction ends: expectation and perception are paired in either order of
 * arrival, and each must see the other. Who counts a whole shop anew waits for these, and these for it.
 */
export async function holdOrder(db: Db, shop: Tenant, orderId: string): Promise<void> {
  await db.$queryRaw`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(${`surveys ${shop.id}`}, 0))::text,
      pg_advisory_xact_lock(hashtextextended(${`surveys ${shop.id} ${orderId}`}, 0))::text`;
}

/** Every submission of an order with its answers, of one version where it is named. */
export async function listSubmissions(
  db: Db,
  shop: Tenant,
  orderId: string,
  version?: string,
): Promise<StoredSubmission[]> {
  const rows = await db.surveySubmission.findMany({
    where: { shopId: shop.id, orderId, ...(version !== undefined && { version }) },
    orderBy: [{ startedAt: "asc" }, { id: "asc" }],
    take: 20,
  });
  return withAnswers(db, shop, rows);
}

/** Counted submissions of a version, those of one order together, from the order after `after` on. */
export async function listCountedSubmissions(
  db: Db,
  shop: Tenant,
  version: string,
  after: string,
  most: number,
): Promise<StoredSubmission[]> {
  const rows = await db.surveySubmission.findMany({
    where: { shopId: shop.id, orderId: { gt: after }, version, state: "counted" },
    orderBy: [{ orderId: "asc" }, { touch: "asc" }],
    take: most,
  });
  return withAnswers(db, shop, rows);
}

async function withAnswers(db: Db, shop: Tenant, rows: SurveySubmission[]): Promise<StoredSubmission[]> {
  const answers = await db.surveyAnswer.findMany({
    where: { shopId: shop.id, submissionId: { in: rows.map((row) => row.id) } },
    orderBy: { item: "asc" },
  });
  const bySubmission = Map.groupBy(answers, (answer) => answer.submissionId);
  return rows.map(({ shopId, ...row }) => ({
    ...row,
    touch: row.touch as Touch,
    state: row.state as "pending" | "counted",
    answers: (bySubmission.get(row.id) ?? []).map(({ shopId: _, submissionId: __, reason, ...answer }) => ({
      ...answer,
      reason: reason === null ? null : ("does-not-apply" as const),
    })),
  }));
}

export type NewSubmission = Pick<
  StoredSubmission,
  "id" | "clientId" | "orderId" | "touch" | "version" | "locale" | "late" | "customerIndex" | "startedAt"
>;

/** Begins a submission. False when the block's own id already stands for another order's. */
export async function beginSubmission(db: Db, shop: Tenant, submission: NewSubmission): Promise<boolean> {
  const { count } = await db.surveySubmission.createMany({
    data: [{ shopId: shop.id, state: "pending", ...submission }],
    skipDuplicates: true,
  });
  return count > 0;
}

/** Adds answers; a statement that has one keeps it. */
export async function addAnswers(
  db: Db,
  shop: Tenant,
  submissionId: string,
  answers: readonly StoredAnswer[],
): Promise<void> {
  await db.surveyAnswer.createMany({
    data: answers.map((answer) => ({ shopId: shop.id, submissionId, ...answer })),
    skipDuplicates: true,
  });
}

export type SubmissionChange = Partial<
  Pick<StoredSubmission, "state" | "late" | "providerId" | "market" | "parcelLate" | "customerIndex">
>;

export async function changeSubmission(
  db: Db,
  shop: Tenant,
  id: string,
  change: SubmissionChange,
): Promise<void> {
  await db.surveySubmission.updateMany({ where: { shopId: shop.id, id }, data: change });
}

/** Marks answers as given after the outcome was known. */
export async function markLate(
  db: Db,
  shop: Tenant,
  submissionId: string,
  items: readonly string[],
): Promise<void> {
  await db.surveyAnswer.updateMany({
    where: { shopId: shop.id, submissionId, item: { in: [...items] } },
    data: { late: true },
  });
}

/** Removes submissions with their answers and comments. */
export async function deleteSubmissions(db: Db, shop: Tenant, ids: readonly string[]): Promise<void> {
  const those = [...ids];
  await db.surveyComment.deleteMany({ where: { shopId: shop.id, id: { in: those } } });
  await db.surveyAnswer.deleteMany({ where: { shopId: shop.id, submissionId: { in: those } } });
  await db.surveySubmission.deleteMany({ where: { shopId: shop.id, id: { in: those } } });
}

/** Submissions of these orders, for the person's own file. */
export async function exportSubmissions(db: Db, shop: Tenant, orderIds: readonly string[]) {
  const all: Omit<StoredSubmission, "customerIndex">[] = [];
  for (const orderId of orderIds) {
    for (const { customerIndex, ...one } of await listSubmissions(db, shop, orderId)) all.push(one);
  }
  return all;
}

/** Ids of submissions begun before `before`. */
export async function listSubmissionsBefore(
  db: Db,
  shop: Tenant,
  before: Date,
  most: number,
): Promise<string[]> {
  // Both touches by name: the index begins with them.
  const rows = await db.surveySubmission.findMany({
    where: { shopId: shop.id, touch: { in: ["expectation", "perception"] }, startedAt: { lt: before } },
    select: { id: true },
    take: most,
  });
  return rows.map((row) => row.id);
}

/** Ids of submissions whose order never came, begun before `before`. */
export async function listForsaken(db: Db, shop: Tenant, before: Date, most: number): Promise<string[]> {
  const rows = await db.surveySubmission.findMany({
    where: { shopId: shop.id, state: "pending", startedAt: { lt: before } },
    orderBy: { startedAt: "asc" },
    select: { id: true },
    take: most,
  });
  return rows.map((row) => row.id);
}

/** Orders with counted answers per touch; each counted up to `most`, the latest first. */
export async function countSubmissions(
  db: Db,
  shop: Tenant,
  most: number,
): Promise<{ expectations: number; perceptions: number }> {
  const of = async (touch: Touch) => {
    const rows = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS "count" FROM (
        SELECT 1 FROM "SurveySubmission" WHERE "shopId" = ${shop.id} AND "touch" = ${touch} AND "state" = 'counted'
        ORDER BY "startedAt" DESC LIMIT ${most}
      ) counted`;
    return rows[0]?.count ?? 0;
  };
  return { expectations: await of("expectation"), perceptions: await of("perception") };
}
