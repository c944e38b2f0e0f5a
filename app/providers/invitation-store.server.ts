import { createHash } from "node:crypto";
import type { Tenant } from "../context";
import { type Db, prepared } from "../db.server";
import type { Invitation } from "./core/invitation";
import { type FormStep, formSteps, isFormStep, type StepAnswers } from "./core/provider-form";

/** SHA-256: the key has 256 random bits, so no slow hash is needed to keep it from being guessed. */
export function hashInvitationKey(key: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(key).digest());
}

/** The shop of a link's key, in one statement of its own; null for a key nobody was given. */
export async function shopOfInvitation(hash: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const rows = await prepared<{ shop: string }>(
    "invitation-shop",
    "SELECT shop FROM shop_of_invitation($1)",
    [Buffer.from(hash)],
  );
  return rows[0]?.shop ?? null;
}

const columns = {
  providerId: true,
  language: true,
  invitedBy: true,
  invitedAt: true,
  expiresAt: true,
  revokedAt: true,
  finishedAt: true,
} as const;

/** The provider's invitation, live or not. */
export async function findInvitation(db: Db, shop: Tenant, providerId: string): Promise<Invitation | null> {
  return db.providerInvitation.findUnique({
    where: { shopId_providerId: { shopId: shop.id, providerId } },
    select: columns,
  });
}

export async function findInvitationByKey(
  db: Db,
  shop: Tenant,
  keyHash: Uint8Array<ArrayBuffer>,
): Promise<Invitation | null> {
  return db.providerInvitation.findFirst({ where: { shopId: shop.id, keyHash }, select: columns });
}

/** Puts a new link in the place of the provider's last one, whose key opens nothing from then on. */
export async function putInvitation(
  db: Db,
  shop: Tenant,
  invitation: Pick<Invitation, "providerId" | "language" | "invitedBy" | "invitedAt" | "expiresAt"> & {
    keyHash: Uint8Array<ArrayBuffer>;
  },
): Promise<void> {
  const { providerId, ...fresh } = invitation;
  await db.providerInvitation.upsert({
    where: { shopId_providerId: { shopId: shop.id, providerId } },
    create: { shopId: shop.id, providerId, ...fresh },
    update: { ...fresh, revokedAt: null },
  });
}

export async function changeInvitation(
  db: Db,
  shop: Tenant,
  providerId: string,
  change: Partial<Pick<Invitation, "revokedAt" | "finishedAt">>,
): Promise<void> {
  await db.providerInvitation.updateMany({ where: { shopId: shop.id, providerId }, data: change });
}

export type FormAnswer = { step: FormStep; values: StepAnswers; complete: boolean; answeredAt: Date };

const answerPlace = "ProviderFormAnswer.sealedValues";
const rowOf = (providerId: string, step: string) => `${providerId}|${step}`;

/** What a provider has said on its form so far, in the form's order. */
export async function listFormAnswers(db: Db, shop: Tenant, providerId: string): Promise<FormAnswer[]> {
  const rows = await db.providerFormAnswer.findMany({ where: { shopId: shop.id, providerId }, take: 100 });
  return rows
    .flatMap(({ step, sealedValues, complete, answeredAt }) => {
      // A later version of the form may have dropped a step.
      if (!isFormStep(step)) return [];
      const values = shop.vault.openText(answerPlace, rowOf(providerId, step), sealedValues);
      return [{ step, values: JSON.parse(values) as StepAnswers, complete, answeredAt }];
    })
    .sort((a, b) => formSteps.indexOf(a.step) - formSteps.indexOf(b.step));
}

export async function saveFormAnswer(
  db: Db,
  shop: Tenant,
  providerId: string,
  { step, values, complete, answeredAt }: FormAnswer,
): Promise<void> {
  const sealedValues = shop.vault.seal(answerPlace, rowOf(providerId, step), JSON.stringify(values));
  const said = { sealedValues, complete, answeredAt };
  await db.providerFormAnswer.upsert({
    where: { shopId_providerId_step: { shopId: shop.id, providerId, step } },
    create: { shopId: shop.id, providerId, step, ...said },
    update: said,
  });
}

export type FormProgress = { providerId: string; answered: number; finished: boolean };

/** How many steps of its form each of these providers has answered whole; those never invited are left out. */
export async function listFormProgress(
  db: Db,
  shop: Tenant,
  providerIds: readonly string[],
): Promise<FormProgress[]> {
  if (providerIds.length === 0) return [];
  const among = { shopId: shop.id, providerId: { in: [...providerIds] } };
  const invited = await db.providerInvitation.findMany({
    where: among,
    select: { providerId: true, finishedAt: true },
    take: 1_000,
  });
  const counted = await db.providerFormAnswer.groupBy({
    by: ["providerId"],
    where: { ...among, complete: true },
    _count: true,
  });
  const answered = new Map(counted.map((one) => [one.providerId, one._count]));
  return invited.map(({ providerId, finishedAt }) => {
    return { providerId, answered: answered.get(providerId) ?? 0, finished: finishedAt !== null };
  });
}
