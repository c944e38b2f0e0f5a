import type { AdminCtx } from "../context";
import { addDays } from "../lib/calendar";
import { problem, type Result } from "../lib/result";
import { addDocument, type DocumentProblem } from "./commands.server";
import { currentDocument } from "./core/gates";
import type { GateName } from "./core/rubric";
import { listDocuments } from "./store.server";
import { shopDay } from "./suspension-commands.server";

/**
 * Says that a document is no longer in force, as when an insurer withdraws cover. No entry is ever changed: the same
 * document is entered anew with yesterday, in the shop's zone, as its last day, and the failed gate ends the offer at
 * once. `no-document` where nothing counts for that gate.
 */
export async function endDocument(
  ctx: AdminCtx,
  providerId: string,
  kind: GateName,
): Promise<Result<null, DocumentProblem | "no-document">> {
  const { current, today } = await ctx.transact(async (db) => ({
    current: currentDocument(await listDocuments(db, ctx.shop, [providerId]), kind),
    today: await shopDay(db, ctx),
  }));
  if (!current) return problem("no-document");
  const { issuer, number, grade } = current;
  return addDocument(ctx, providerId, { kind, issuer, number, grade, validUntil: addDays(today, -1) });
}
