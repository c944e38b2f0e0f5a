import type { InvitedCtx } from "../context";
import { calendarDay } from "../lib/calendar";
import { shopSummary } from "../shop/queries.server";
import { isLive } from "./core/invitation";
import { type FormStep, minutesLeft, type StepAnswers } from "./core/provider-form";
import { findInvitationByKey, listFormAnswers } from "./invitation-store.server";
import { findProvider } from "./store.server";

export type ProviderFormPage = {
  provider: string;
  /** The shop's name, or its domain while the name is not known. */
  shop: string;
  language: string;
  /** Whole minutes the rest takes. */
  minutes: number;
  answers: { step: FormStep; values: StepAnswers; complete: boolean }[];
  finished: boolean;
  /** The link's last day in the shop's zone, YYYY-MM-DD. */
  until: string;
  /** Calendar day of the shop, YYYY-MM-DD. */
  today: string;
};

/** What a provider is asked and has answered; null for a link that opens nothing any more. */
export async function providerFormPage(ctx: InvitedCtx): Promise<ProviderFormPage | null> {
  return ctx.transact(async (db) => {
    const invitation = await findInvitationByKey(db, ctx.shop, ctx.keyHash);
    if (!invitation || !isLive(invitation, ctx.now())) return null;
    const provider = await findProvider(db, ctx.shop, invitation.providerId);
    if (!provider) return null;
    const answers = await listFormAnswers(db, ctx.shop, provider.id);
    const shop = await shopSummary(db, ctx);
    const complete = answers.filter((answer) => answer.complete).map((answer) => answer.step);
    return {
      provider: provider.name,
      shop: shop.name ?? shop.domain,
      language: invitation.language,
      minutes: minutesLeft(new Set(complete)),
      answers: answers.map(({ step, values, complete }) => ({ step, values, complete })),
      finished: invitation.finishedAt !== null,
      until: calendarDay(invitation.expiresAt, shop.timezone),
      today: calendarDay(ctx.now(), shop.timezone),
    };
  });
}
