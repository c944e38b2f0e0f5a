import type { InvitedCtx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { nextExpiry } from "./core/gates";
import { type Invitation, isLive } from "./core/invitation";
import { type FormStep, type ReadStep, readStep } from "./core/provider-form";
import { documentsToStand, statedDocuments } from "./core/stated";
import {
  changeInvitation,
  findInvitationByKey,
  listFormAnswers,
  saveFormAnswer,
} from "./invitation-store.server";
import {
  changeProvider,
  insertDocument,
  listDocuments,
  lockProvider,
  type StoredDocument,
} from "./store.server";
import { shopDay, tell } from "./suspension-commands.server";

/** The link is unknown, taken back, replaced or past its day: whoever holds it is told one and the same. */
export type LinkProblem = "link-ended";

async function liveInvitation(db: Db, ctx: InvitedCtx): Promise<Invitation | null> {
  const invitation = await findInvitationByKey(db, ctx.shop, ctx.keyHash);
  return invitation && isLive(invitation, ctx.now()) ? invitation : null;
}

/** Keeps what was typed on one screen, field by field; what cannot be read is answered with the reason. */
export async function answerStep(
  ctx: InvitedCtx,
  step: FormStep,
  typed: Readonly<Record<string, string | undefined>>,
): Promise<Result<ReadStep, LinkProblem>> {
  return ctx.transact(async (db) => {
    const invitation = await liveInvitation(db, ctx);
    if (!invitation) return problem("link-ended");
    const read = readStep(step, typed, await shopDay(db, ctx));
    const { values, complete } = read;
    await saveFormAnswer(db, ctx.shop, invitation.providerId, {
      step,
      values,
      complete,
      answeredAt: ctx.now(),
    });
    return ok(read);
  });
}

/**
 * Hands the answers over. Documents they name come to stand as stated by the provider where staff have entered none;
 * everything stays open to correction until the link ends.
 */
export async function finishForm(ctx: InvitedCtx): Promise<Result<null, LinkProblem>> {
  return ctx.transact(async (db) => {
    const invitation = await liveInvitation(db, ctx);
    const provider = invitation && (await lockProvider(db, ctx.shop, invitation.providerId));
    if (!provider) return problem("link-ended");
    await changeInvitation(db, ctx.shop, provider.id, { finishedAt: ctx.now() });
    const answers = await listFormAnswers(db, ctx.shop, provider.id);
    const today = await shopDay(db, ctx);
    const stated = statedDocuments(new Map(answers.map(({ step, values }) => [step, values])));
    const known = await listDocuments(db, ctx.shop, [provider.id]);
    const fresh = documentsToStand(stated, known)
      .filter((one) => one.validUntil >= today)
      .map((one): StoredDocument => {
        const { id: providerId } = provider;
        return {
          ...one,
          id: ctx.newId(),
          providerId,
          grade: "self-declared",
          addedBy: null,
          addedAt: ctx.now(),
        };
      });
    if (fresh.length === 0) return ok(null);
    for (const document of fresh) await insertDocument(db, ctx.shop, document);
    const change = { nextExpiry: nextExpiry([...fresh, ...known]) };
    await changeProvider(db, ctx.shop, provider.id, change, ctx.now());
    await tell(db, ctx, "provider.changed", provider.id);
    return ok(null);
  });
}
