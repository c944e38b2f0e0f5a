import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { calendarDay } from "../lib/calendar";
import { can } from "../shop/core/permissions";
import { noteAccess } from "../shop/queries.server";
import type { ProviderDocument } from "./core/gates";
import { isLive } from "./core/invitation";
import { type FormStep, fieldsOf, formSteps, minutesLeft } from "./core/provider-form";
import { type StatedDocument, statedBeside, statedDocuments } from "./core/stated";
import { type FormAnswer, findInvitation, listFormAnswers } from "./invitation-store.server";

export type ProviderFormStanding = {
  /** Whether its link opens the form now. */
  live: boolean;
  /** The link's last day, YYYY-MM-DD in the shop's zone. */
  until: string;
  invitedAt: string;
  invitedBy: string;
  finishedAt: string | null;
  answered: number;
  of: number;
  /** Minutes the open screens take. */
  minutes: number;
  answers: { step: FormStep; answeredAt: string; said: { field: string; value: string }[] }[];
  /** Documents it handed in that differ from what stands. */
  toConfirm: StatedDocument[];
};

/** How far a provider is with its form and what it said there; null when it was never invited. */
export async function formStanding(
  db: Db,
  ctx: AdminCtx,
  providerId: string,
  { documents, zone }: { documents: readonly ProviderDocument[]; zone: string },
): Promise<ProviderFormStanding | null> {
  const invitation = await findInvitation(db, ctx.shop, providerId);
  if (!invitation) return null;
  const answers = await listFormAnswers(db, ctx.shop, providerId);
  const complete = new Set(answers.filter((answer) => answer.complete).map((answer) => answer.step));
  const mayRead = can(ctx.staff.role, "providers.edit");
  const shown = answers.filter(({ step }) => mayRead || step !== "contact");
  if (shown.some(({ step, values }) => step === "contact" && Object.keys(values).length > 0)) {
    await noteAccess(db, ctx, { action: "view", entity: "ProviderFormAnswer", entityId: providerId });
  }
  const stated = statedDocuments(new Map(answers.map(({ step, values }) => [step, values])));
  return {
    live: isLive(invitation, ctx.now()),
    until: calendarDay(invitation.expiresAt, zone),
    invitedAt: invitation.invitedAt.toISOString(),
    invitedBy: invitation.invitedBy,
    finishedAt: invitation.finishedAt?.toISOString() ?? null,
    answered: complete.size,
    of: formSteps.length,
    minutes: minutesLeft(complete),
    answers: shown.flatMap(saidIn),
    toConfirm: mayRead && invitation.finishedAt ? statedBeside(stated, documents) : [],
  };
}

function saidIn({ step, values, answeredAt }: FormAnswer): ProviderFormStanding["answers"] {
  const said = fieldsOf[step].flatMap(({ name }) => {
    const value = values[name];
    return value ? [{ field: name, value }] : [];
  });
  return said.length > 0 ? [{ step, answeredAt: answeredAt.toISOString(), said }] : [];
}
