import type { AdminCtx } from "../context";
import { offeredProviders } from "../providers/queries.server";
import { can } from "../shop/core/permissions";
import { shopSummary } from "../shop/queries.server";
import { listClaimTerms } from "./claim-store.server";
import type { ClaimDecision, ClaimGround, ClaimTerms } from "./core/claim";
import type { FollowedParcel } from "./core/parcel";
import { type ParcelState, parcelStates } from "./core/parcel-state";
import type { TransitDefault, Verdict } from "./core/promise";
import type { TroubleKind, Turn } from "./core/trouble";
import { listTransitDefaults } from "./promise-store.server";
import { type ClaimDue, claimsDueSoon } from "./queries.server";
import { listParcels, listTroubledParcels } from "./store.server";

const pageSize = 25;
/** Troubles shown above the list of all parcels; the rest are a page of their own. */
const queueSize = 10;

export type ParcelRow = {
  id: string;
  orderId: string;
  orderName: string | null;
  carrier: string | null;
  country: string | null;
  state: ParcelState;
  statusText: string | null;
  sentAt: string;
  promisedFrom: string | null;
  promisedBy: string | null;
  deliveredAt: string | null;
  deliveredHow: "event" | "buyer" | null;
  verdict: Verdict | null;
  trouble: { kind: TroubleKind; turn: Turn; since: string; dueAt: string } | null;
  forecast: { from: string; by: string; source: "carrier" | "history" } | null;
  claim: { ground: ClaimGround; by: string; decision: ClaimDecision | null } | null;
};

/** What the list shows: everything, all troubles, or one state. */
export type Shown = "all" | "trouble" | ParcelState;

export type ParcelsPage = {
  /** Parcels in trouble, the ones due first on top; not given where the list itself shows them. */
  queue: { parcels: ParcelRow[]; more: boolean } | null;
  /** Claims that must be filed within a week; beside the queue only. */
  claims: ClaimDue[];
  shown: Shown;
  parcels: ParcelRow[];
  next: string | null;
  /** Whether the merchant has said how long delivery usually takes; without it few parcels have a promise. */
  promiseSet: boolean;
  mayChangePromise: boolean;
  timezone: string;
  now: string;
};

function readShown(text: string | null): Shown {
  const known: readonly string[] = ["trouble", ...parcelStates];
  return text !== null && known.includes(text) ? (text as Shown) : "all";
}

/** Where the page before ended: the time it is ordered by, and an id. */
function readPlace(text: string | null): { at: Date; id: string } | null {
  const match = /^(\d{13,14})-(\d{1,20})$/.exec(text ?? "");
  return match?.[1] && match[2] ? { at: new Date(Number(match[1])), id: match[2] } : null;
}

/** A parcel as lists show it. */
export function toRow(parcel: FollowedParcel): ParcelRow {
  const { trouble, troubleTurn, troubleSince, troubleDueAt } = parcel;
  const { forecastFrom, forecastBy, forecastSource, claimGround, claimBy } = parcel;
  return {
    id: parcel.id,
    orderId: parcel.orderId,
    orderName: parcel.orderName,
    carrier: parcel.carrier,
    country: parcel.country,
    state: parcel.state,
    statusText: parcel.statusText,
    sentAt: parcel.sentAt.toISOString(),
    promisedFrom: parcel.promisedFrom,
    promisedBy: parcel.promisedBy,
    deliveredAt: parcel.deliveredAt?.toISOString() ?? null,
    deliveredHow: parcel.deliveredHow,
    verdict: parcel.verdict,
    trouble:
      trouble && troubleTurn && troubleSince && troubleDueAt
        ? {
            kind: trouble,
            turn: troubleTurn,
            since: troubleSince.toISOString(),
            dueAt: troubleDueAt.toISOString(),
          }
        : null,
    forecast:
      forecastFrom && forecastBy && forecastSource
        ? { from: forecastFrom, by: forecastBy, source: forecastSource }
        : null,
    claim:
      claimGround && claimBy ? { ground: claimGround, by: claimBy, decision: parcel.claimDecision } : null,
  };
}

/** Parcels: what is in trouble by due time, then all, newest first or in one state, 25 at a time. */
export async function parcelsPage(
  ctx: AdminCtx,
  asked: { show: string | null; after: string | null },
): Promise<ParcelsPage> {
  const shown = readShown(asked.show);
  const after = readPlace(asked.after);
  return ctx.transact(async (db) => {
    const inTrouble = shown === "trouble";
    const found = inTrouble
      ? await listTroubledParcels(db, ctx.shop, after, pageSize + 1)
      : await listParcels(db, ctx.shop, shown === "all" ? null : shown, after, pageSize + 1);
    const due = inTrouble ? null : await listTroubledParcels(db, ctx.shop, null, queueSize + 1);
    const last = found[pageSize - 1];
    const lastAt = inTrouble ? last?.troubleDueAt : last?.sentAt;
    return {
      claims: inTrouble ? [] : await claimsDueSoon(db, ctx),
      queue: due && { parcels: due.slice(0, queueSize).map(toRow), more: due.length > queueSize },
      shown,
      parcels: found.slice(0, pageSize).map(toRow),
      next: found.length > pageSize && last && lastAt ? `${lastAt.getTime()}-${last.id}` : null,
      promiseSet: (await listTransitDefaults(db, ctx.shop)).length > 0,
      mayChangePromise: can(ctx.staff.role, "parcels.settings"),
      timezone: (await shopSummary(db, ctx)).timezone,
      now: ctx.now().toISOString(),
    };
  });
}

export type TransitPage = { defaults: (TransitDefault & { name: string | null })[]; countries: Choice[] };
type Choice = { code: string; name: string };

/** The merchant's usual transit, and the countries it can be set for, in the reader's language. */
export async function transitPage(ctx: AdminCtx): Promise<TransitPage> {
  const defaults = await ctx.transact((db) => listTransitDefaults(db, ctx.shop));
  const countries = countriesIn(ctx.locale);
  const nameOf = (code: string) => countries.find((one) => one.code === code)?.name ?? null;
  return { defaults: defaults.map((one) => ({ ...one, name: nameOf(one.country) })), countries };
}

export type ClaimTermsPage = {
  terms: (ClaimTerms & { providerId: string; name: string })[];
  providers: { id: string; name: string }[];
};

/** How long each provider takes claims, as far as the merchant has set it. */
export async function claimTermsPage(ctx: AdminCtx): Promise<ClaimTermsPage> {
  return ctx.transact(async (db) => {
    const found = await offeredProviders(db, ctx, ctx.now());
    const providers = found
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name, ctx.locale));
    const terms = (await listClaimTerms(db, ctx.shop)).flatMap((one) => {
      const provider = providers.find(({ id }) => id === one.providerId);
      return provider ? [{ ...one, name: provider.name }] : [];
    });
    return { terms, providers };
  });
}

/** Every region the platform's own tables know by name, A to Z of the language. */
function countriesIn(locale: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  // Codes that stand for no single country, or for one that is no more.
  const noCountry = /^(?:AN|BU|CS|DD|EU|EZ|FX|NT|QO|SU|TP|UN|XA|XB|YD|YU|ZR|ZZ)$/;
  return codes
    .flatMap((code) => {
      const name = noCountry.test(code) ? undefined : names.of(code);
      return name ? [{ code, name }] : [];
    })
    .sort((a, b) => a.name.localeCompare(b.name, locale));
}
