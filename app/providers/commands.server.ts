import type { AdminCtx } from "../context";
import type { Db } from "../db.server";
import { ok, problem, type Result } from "../lib/result";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { carrierOf } from "./core/carrier-name";
import {
  type Decision,
  type DecisionProblem,
  decide,
  type ProviderState,
  type Signing,
} from "./core/decision";
import { currentDocument, documentsThatCount, type EvidenceGrade, gatesOn, nextExpiry } from "./core/gates";
import { readUnvettedDay } from "./core/offerability";
import { readLine } from "./core/read-line";
import { type GateName, rubric } from "./core/rubric";
import {
  changeProvider,
  findProvider,
  insertDecision,
  insertDocument,
  insertProvider,
  listDecisions,
  listDocuments,
  lockProvider,
  type StoredDocument,
} from "./store.server";
import { endWhereExpired, shopDay, tell } from "./suspension-commands.server";

/** Longest texts a person may enter, in UTF-16 units. */
const longest = { name: 100, number: 100, reason: 1_000 };

export type CreateProblem =
  | "not-allowed"
  | "name-empty"
  | "name-too-long"
  | "name-unreadable"
  | "carrier-unreadable"
  | "registration-unreadable"
  | "carrier-taken";

/**
 * Enters a provider by hand. `id` is made where the form is, so that a form sent twice enters one provider.
 * `carrier` is the name on tracking numbers; empty, it is the provider's own.
 */
export async function createProvider(
  ctx: AdminCtx,
  input: { id: string; name: string; carrier: string; registrationNumber: string },
): Promise<Result<{ id: string }, CreateProblem>> {
  if (!can(ctx.staff.role, "providers.edit")) return problem("not-allowed");
  const name = readLine(input.name, longest.name);
  if (!name.ok) return problem(`name-${name.problem}`);
  const written = input.carrier === "" ? name : readLine(input.carrier, longest.name);
  const carrier = written.ok ? carrierOf(written.value) : null;
  if (!carrier) return problem("carrier-unreadable");
  const registration =
    input.registrationNumber === "" ? ok(null) : readLine(input.registrationNumber, longest.number);
  if (!registration.ok) return problem("registration-unreadable");
  return ctx.transact(async (db) => {
    if (await findProvider(db, ctx.shop, input.id)) return ok({ id: input.id });
    const draft = {
      id: input.id,
      carrierKey: carrier.key,
      name: name.value,
      registrationNumber: registration.value,
      state: "draft" as const,
    };
    if (!(await insertProvider(db, ctx.shop, draft, ctx.now()))) return problem("carrier-taken");
    await tell(db, ctx, "provider.changed", input.id);
    return ok({ id: input.id });
  });
}

export type DocumentProblem =
  | "not-allowed"
  | "not-found"
  | "issuer-empty"
  | "issuer-too-long"
  | "issuer-unreadable"
  | "number-empty"
  | "number-too-long"
  | "number-unreadable";

/** Enters a licence or an insurance. A day that has passed is entered, too: it ends the offer at once. */
export async function addDocument(
  ctx: AdminCtx,
  providerId: string,
  input: { kind: GateName; issuer: string; number: string; validUntil: string; grade: EvidenceGrade },
): Promise<Result<null, DocumentProblem>> {
  if (!can(ctx.staff.role, "providers.edit")) return problem("not-allowed");
  const issuer = readLine(input.issuer, longest.name);
  if (!issuer.ok) return problem(`issuer-${issuer.problem}`);
  const number = readLine(input.number, longest.number);
  if (!number.ok) return problem(`number-${number.problem}`);
  return ctx.transact(async (db) => {
    const provider = await lockProvider(db, ctx.shop, providerId);
    if (!provider) return problem("not-found");
    const known = await listDocuments(db, ctx.shop, [provider.id]);
    const entry = { ...input, issuer: issuer.value, number: number.value };
    if (isSame(currentDocument(known, input.kind), entry)) return ok(null);
    const document: StoredDocument = {
      ...entry,
      id: ctx.newId(),
      providerId: provider.id,
      addedBy: ctx.staff.subject,
      addedAt: ctx.now(),
    };
    await insertDocument(db, ctx.shop, document);
    const documents = [document, ...known];
    await changeProvider(db, ctx.shop, provider.id, { nextExpiry: nextExpiry(documents) }, ctx.now());
    await endWhereExpired(db, ctx, provider, documents, await shopDay(db, ctx));
    await tell(db, ctx, "provider.changed", provider.id);
    return ok(null);
  });
}

type Entry = { issuer: string; number: string; validUntil: string; grade: EvidenceGrade };

function isSame(current: Entry | null, entry: Entry): boolean {
  return (["issuer", "number", "validUntil", "grade"] as const).every(
    (part) => current?.[part] === entry[part],
  );
}

export type DecideProblem =
  | DecisionProblem
  | "not-allowed"
  | "not-found"
  | "changed-meanwhile"
  | "reason-empty"
  | "reason-too-long"
  | "reason-unreadable";

/**
 * Records a decision, signed by the person with reason, time, rubric version and how the gates stood.
 * `seen` is the state they decided from: who was faster wins, the other is told `changed-meanwhile`.
 */
export async function decideProvider(
  ctx: AdminCtx,
  providerId: string,
  input: { decision: Decision; reason: string; seen: ProviderState },
): Promise<Result<null, DecideProblem>> {
  if (!can(ctx.staff.role, "providers.decide")) return problem("not-allowed");
  const reason = readLine(input.reason, longest.reason);
  if (!reason.ok) return problem(`reason-${reason.problem}`);
  return ctx.transact(async (db) => {
    const provider = await lockProvider(db, ctx.shop, providerId);
    if (!provider) return problem("not-found");
    if (provider.state !== input.seen) return problem("changed-meanwhile");
    const documents = await listDocuments(db, ctx.shop, [provider.id]);
    const gates = gatesOn(documents, await shopDay(db, ctx));
    const to = decide(provider.state, input.decision, gates, await signing(db, ctx, provider.id, documents));
    if (!to.ok) return to;
    await insertDecision(db, ctx.shop, {
      id: ctx.newId(),
      providerId: provider.id,
      decision: input.decision,
      fromState: provider.state,
      toState: to.value,
      reason: reason.value,
      cause: null,
      signedBy: ctx.staff.subject,
      rubricVersion: rubric.version,
      gates,
      decidedAt: ctx.now(),
    });
    await changeProvider(db, ctx.shop, provider.id, { state: to.value }, ctx.now());
    if (to.value === "suspended") await tell(db, ctx, "provider.suspended", provider.id);
    if (input.decision === "reinstate") await tell(db, ctx, "provider.reinstated", provider.id);
    await tell(db, ctx, "provider.changed", provider.id);
    return ok(null);
  });
}

/** Who is involved, for the rule that somebody else lifts a suspension. */
async function signing(
  db: Db,
  ctx: AdminCtx,
  providerId: string,
  documents: StoredDocument[],
): Promise<Signing> {
  const [last = null] = await listDecisions(db, ctx.shop, providerId, 1);
  return {
    signer: ctx.staff.subject,
    severalDeciders: (await shopSummary(db, ctx)).rolesGiven,
    last,
    documents: documentsThatCount(documents),
  };
}

export type UntilProblem = "not-allowed" | "not-found" | "not-unvetted" | "until-past" | "until-too-far";

/** Lets an unvetted carrier be offered until the end of a day in the shop's zone, or (empty) no longer. */
export async function allowUnvetted(
  ctx: AdminCtx,
  providerId: string,
  input: { until: string },
): Promise<Result<null, UntilProblem>> {
  if (!can(ctx.staff.role, "providers.decide")) return problem("not-allowed");
  return ctx.transact(async (db) => {
    const provider = await lockProvider(db, ctx.shop, providerId);
    if (!provider) return problem("not-found");
    if (provider.state !== "found") return problem("not-unvetted");
    const zone = (await shopSummary(db, ctx)).timezone;
    const until = input.until === "" ? ok(null) : readUnvettedDay(input.until, { now: ctx.now(), zone });
    if (!until.ok) return until;
    const change = { offerUntil: until.value, offerEndTold: false };
    await changeProvider(db, ctx.shop, provider.id, change, ctx.now());
    await tell(db, ctx, "provider.changed", provider.id);
    return ok(null);
  });
}
