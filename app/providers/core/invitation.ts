/** How long a link to a provider's form opens it, in days. */
const linkDays = 30;

export type Invitation = {
  providerId: string;
  language: string;
  invitedBy: string;
  invitedAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  finishedAt: Date | null;
};

/** When a link made now stops opening the form. */
export function linkEnd(now: Date): Date {
  return new Date(now.getTime() + linkDays * 86_400_000);
}

/** Whether the link opens the form now. */
export function isLive(invitation: Pick<Invitation, "expiresAt" | "revokedAt">, now: Date): boolean {
  return invitation.revokedAt === null && now < invitation.expiresAt;
}
