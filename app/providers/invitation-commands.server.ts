import { randomBytes } from "node:crypto";
import type { AdminCtx } from "../context";
import { env } from "../env.server";
import { allowance } from "../lib/allowance";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { linkEnd } from "./core/invitation";
import { isMailAddress } from "./core/provider-form";
import {
  changeInvitation,
  findInvitation,
  hashInvitationKey,
  putInvitation,
} from "./invitation-store.server";
import { findProvider, lockProvider } from "./store.server";

export type InviteProblem = "not-allowed" | "not-found";

/**
 * Makes the link by which a provider fills in its form. Its key is in the answer and nowhere else; the provider's earlier
 * link opens nothing from then on, and what was answered stays.
 */
export async function inviteProvider(
  ctx: AdminCtx,
  providerId: string,
  language: string,
): Promise<Result<{ url: string }, InviteProblem>> {
  if (!can(ctx.staff.role, "providers.edit")) return problem("not-allowed");
  const key = randomBytes(32).toString("base64url");
  return ctx.transact(async (db) => {
    const provider = await lockProvider(db, ctx.shop, providerId);
    if (!provider) return problem("not-found");
    await putInvitation(db, ctx.shop, {
      providerId: provider.id,
      keyHash: hashInvitationKey(key),
      language,
      invitedBy: ctx.staff.subject,
      invitedAt: ctx.now(),
      expiresAt: linkEnd(ctx.now()),
    });
    return ok({ url: `${new URL(env.SHOPIFY_APP_URL).origin}/f/${key}` });
  });
}

/** Takes a link back: it opens nothing any more. Safe to do twice. */
export async function revokeInvitation(
  ctx: AdminCtx,
  providerId: string,
): Promise<Result<null, InviteProblem>> {
  if (!can(ctx.staff.role, "providers.edit")) return problem("not-allowed");
  return ctx.transact(async (db) => {
    const provider = await lockProvider(db, ctx.shop, providerId);
    if (!provider) return problem("not-found");
    const invitation = await findInvitation(db, ctx.shop, provider.id);
    if (invitation && invitation.revokedAt === null) {
      await changeInvitation(db, ctx.shop, provider.id, { revokedAt: ctx.now() });
    }
    return ok(null);
  });
}

/** Invitations a shop may mail within a day, so that this is no way to send mail at large. */
const mails = allowance({ most: 20, windowMs: 86_400_000 });

type Mailing = {
  language: string;
  /** Empty to hand the link over oneself. */
  to: string;
  /** The mail's words in the form's language. */
  words(about: { shop: string; provider: string; url: string }): { subject: string; text: string };
};

/**
 * Makes the link and mails it where an address is given: at once, because its key is kept nowhere. `mailed` is false where
 * the mail could not leave; the link is good all the same.
 */
export async function inviteAndMail(
  ctx: AdminCtx,
  providerId: string,
  { language, to, words }: Mailing,
): Promise<Result<{ url: string; mailed: boolean | null }, InviteProblem | "address-unreadable">> {
  if (to !== "" && !isMailAddress(to)) return problem("address-unreadable");
  const invited = await inviteProvider(ctx, providerId, language);
  if (!invited.ok) return invited;
  const { url } = invited.value;
  if (to === "") return ok({ url, mailed: null });
  if (!ctx.mail.configured || !mails(ctx.shop.id, ctx.now())) return ok({ url, mailed: false });
  const names = await ctx.transact(async (db) => {
    const shop = await shopSummary(db, ctx);
    const provider = await findProvider(db, ctx.shop, providerId);
    return { shop: shop.name ?? shop.domain, provider: provider?.name ?? "" };
  });
  const mail = {
    to,
    fromName: names.shop,
    replyTo: null,
    messageId: ctx.newId(),
    ...words({ ...names, url }),
  };
  return ok({ url, mailed: (await ctx.mail.send(mail)).ok });
}
