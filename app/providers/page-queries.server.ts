import type { AdminCtx } from "../context";
import { calendarDay } from "../lib/calendar";
import { can } from "../shop/core/permissions";
import { shopSummary, staffNames } from "../shop/queries.server";
import { type Decision, decide, legalDecisions, type ProviderState } from "./core/decision";
import { documentsThatCount, type Gate, gatesOn, type ProviderDocument } from "./core/gates";
import { latestUnvettedDay, type Offerability, offerability, type ShopMoment } from "./core/offerability";
import { formSteps } from "./core/provider-form";
import { type Rating, ratingOf } from "./core/rating";
import { type Needed, stillNeeded } from "./core/still-needed";
import { formStanding, type ProviderFormStanding } from "./invitation-queries.server";
import { listFormProgress } from "./invitation-store.server";
import { listModeTallies } from "./shipment-store.server";
import {
  type DecisionRow,
  findNextToReview,
  findProvider,
  type ListPlace,
  listDecisions,
  listDocuments,
  listProviders,
  type ProviderRow,
  type StoredDocument,
} from "./store.server";
import { listTallies } from "./tally-store.server";

export type ProviderLine = {
  id: string;
  name: string;
  state: ProviderState;
  offer: Offerability;
  sent: number;
  delivered: number;
  rating: Rating | null;
  nextExpiry: string | null;
  /** How far it is with its own form; null when it was never invited. */
  form: { answered: number; of: number; finished: boolean } | null;
};

export type ProvidersPage = {
  providers: ProviderLine[];
  /** Whom to decide on next; null when nobody waits, or this person decides on nobody. */
  review: { id: string; name: string } | null;
  next: string | null;
  /** Calendar day of the shop, YYYY-MM-DD. */
  today: string;
  mayEdit: boolean;
};

/** A page's place as an address can carry it, and back; null for anything else. */
const placeText = ({ rank, id }: ListPlace) => `${rank}.${id}`;
function readPlace(text: string | undefined): ListPlace | null {
  const [, rank, id] = /^(\d{1,7})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? "") ?? [];
  return rank && id ? { rank: Number(rank), id } : null;
}

type Line = Omit<ProviderLine, "form">;

function lineOf(provider: ProviderRow, documents: StoredDocument[], moment: ShopMoment): Line {
  const { id, name, state, sent, delivered, nextExpiry } = provider;
  const own = documents.filter((document) => document.providerId === id);
  const offer = offerability(provider, own, moment);
  return { id, name, state, offer, sent, delivered, rating: ratingOf(provider), nextExpiry };
}

/** Whom one can trust: providers by the lower end of their rating, 25 at a time; `after` is the `next` before. */
export async function providersPage(
  ctx: AdminCtx,
  page: { after?: string | undefined },
): Promise<ProvidersPage> {
  const size = 25;
  return ctx.transact(async (db) => {
    const rows = await listProviders(db, ctx.shop, readPlace(page.after), size + 1);
    const shown = rows.slice(0, size);
    const documents = await listDocuments(
      db,
      ctx.shop,
      shown.map((row) => row.id),
    );
    const ids = shown.map((row) => row.id);
    const progress = new Map((await listFormProgress(db, ctx.shop, ids)).map((one) => [one.providerId, one]));
    const formOf = (id: string) => {
      const form = progress.get(id);
      return form ? { answered: form.answered, of: formSteps.length, finished: form.finished } : null;
    };
    const mayDecide = can(ctx.staff.role, "providers.decide");
    const moment = { now: ctx.now(), zone: (await shopSummary(db, ctx)).timezone };
    const last = shown.at(-1);
    return {
      providers: shown.map((row) => ({ ...lineOf(row, documents, moment), form: formOf(row.id) })),
      review: mayDecide ? await findNextToReview(db, ctx.shop) : null,
      next: last && rows.length > size ? placeText(last) : null,
      today: calendarDay(moment.now, moment.zone),
      mayEdit: can(ctx.staff.role, "providers.edit"),
    };
  });
}

export type ProviderPage = Line & {
  registrationNumber: string | null;
  gates: Gate[];
  /** Legal decisions, each with what stands in its way. */
  choices: { decision: Decision; blocked: "gate-failed" | "second-person-needed" | null }[];
  needed: Needed[];
  form: (Omit<ProviderFormStanding, "invitedBy"> & { invitedBy: Signer }) | null;
  decisions: (Omit<DecisionRow, "providerId" | "signedBy" | "decidedAt"> & {
    decidedAt: string;
    signer: Signer;
  })[];
  documents: (Omit<ProviderDocument, "addedAt"> & { counts: boolean; addedAt: string; enteredBy: Signer })[];
  countries: {
    country: string;
    sent: number;
    delivered: number;
    days: number | null;
    rating: Rating | null;
  }[];
  /** Of imported shipments alone. */
  modes: { mode: string; sent: number; delivered: number; rating: Rating | null }[];
  offerUntil: string | null;
  latestOfferDay: string;
  today: string;
  timezone: string;
  mayEdit: boolean;
  mayDecide: boolean;
};

/** Who did something; null when the app itself did, or the provider stated a document. */
export type Signer = { subject: string; name: string | null } | null;

/** Why a provider stands where it does, and what is missing. Null for an id that is not this shop's. */
export async function providerPage(ctx: AdminCtx, id: string): Promise<ProviderPage | null> {
  return ctx.transact(async (db) => {
    const provider = await findProvider(db, ctx.shop, id);
    if (!provider) return null;
    const shop = await shopSummary(db, ctx);
    const moment = { now: ctx.now(), zone: shop.timezone };
    const today = calendarDay(moment.now, moment.zone);
    const documents = await listDocuments(db, ctx.shop, [id]);
    const decisions = await listDecisions(db, ctx.shop, id, 20);
    const names = await staffNames(db, ctx);
    const signer = (subject: string | null): Signer =>
      subject === null ? null : { subject, name: names.get(subject) ?? null };
    const counting = documentsThatCount(documents);
    const signing = {
      signer: ctx.staff.subject,
      severalDeciders: shop.rolesGiven,
      last: decisions[0] ?? null,
      documents: counting,
    };
    const gates = gatesOn(documents, today);
    const tallies = await listTallies(db, ctx.shop, id);
    const modes = await listModeTallies(db, ctx.shop, id);
    const form = await formStanding(db, ctx, id, { documents, zone: moment.zone });
    const line = lineOf(provider, documents, moment);
    return {
      ...line,
      needed: stillNeeded({
        gates,
        decided: line.rating?.n ?? 0,
        form: form && { open: form.of - form.answered, minutes: form.minutes },
      }),
      form: form && { ...form, invitedBy: signer(form.invitedBy) },
      registrationNumber: provider.registrationNumber,
      gates,
      choices: legalDecisions(provider.state).map((decision) => {
        const outcome = decide(provider.state, decision, gates, signing);
        const blocked = outcome.ok || outcome.problem === "illegal-transition" ? null : outcome.problem;
        return { decision, blocked };
      }),
      decisions: decisions.map(({ providerId: _, signedBy, decidedAt, ...one }) => ({
        ...one,
        decidedAt: decidedAt.toISOString(),
        signer: signer(signedBy),
      })),
      documents: documents.slice(0, 50).map((one) => {
        const { providerId: _, addedBy, addedAt, ...rest } = one;
        return {
          ...rest,
          counts: counting.includes(one),
          addedAt: addedAt.toISOString(),
          enteredBy: signer(addedBy),
        };
      }),
      countries: tallies.map((tally) => ({
        country: tally.country,
        sent: tally.sent,
        delivered: tally.delivered,
        days: tally.timed > 0 ? tally.transitHours / tally.timed / 24 : null,
        rating: ratingOf(tally),
      })),
      modes: modes.map(({ mode, sent, delivered, ...counts }) => {
        return { mode, sent, delivered, rating: ratingOf(counts) };
      }),
      offerUntil: provider.offerUntil,
      latestOfferDay: latestUnvettedDay(moment),
      today,
      timezone: shop.timezone,
      mayEdit: can(ctx.staff.role, "providers.edit"),
      mayDecide: can(ctx.staff.role, "providers.decide"),
    };
  });
}
