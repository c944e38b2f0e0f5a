import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { addDays, calendarDay } from "../lib/calendar";
import { shopSummary } from "../shop/queries.server";
import { documentsThatCount } from "./core/gates";
import { offerability } from "./core/offerability";
import type { GateName } from "./core/rubric";
import { listDocuments, listProviders, type ProviderRow } from "./store.server";

/** More providers than any small shop has. */
const most = 500;
/** How long before a document runs out somebody should ask for the next one: insurers take a week or two. */
const noticeDays = 14;

export type VettingFigures = {
  /** In use or entered; without those that were rejected or are still being entered. */
  providers: number;
  /** Approved or conditional, with papers in force. */
  cleared: number;
  /** In use and not yet vetted: how many, and the one with most parcels. */
  unvetted: number;
  busiestUnvetted: { id: string; name: string; sent: number; offerUntil: string | null } | null;
  /** The document of a cleared provider that runs out first, within two weeks. */
  expiring: { id: string; name: string; gate: GateName; validUntil: string } | null;
};

/** How far vetting is. Reads the providers and their counts, never a parcel. */
export async function vettingFigures(db: Db, ctx: Ctx): Promise<VettingFigures> {
  const moment = { now: ctx.now(), zone: (await shopSummary(db, ctx)).timezone };
  const providers = await listProviders(db, ctx.shop, null, most);
  const documents = await listDocuments(
    db,
    ctx.shop,
    providers.map((provider) => provider.id),
  );
  const documentsOf = ({ id }: ProviderRow) => documents.filter((document) => document.providerId === id);
  const counted = providers.filter(({ state }) => state !== "rejected" && state !== "draft");
  const cleared = counted.filter((provider) => {
    const { offerable, why } = offerability(provider, documentsOf(provider), moment);
    return offerable && why !== "unvetted-until";
  });
  const unvetted = counted.filter(({ state, sent }) => state === "found" && sent > 0);
  const busiest = unvetted.toSorted((a, b) => b.sent - a.sent)[0];
  const soon = addDays(calendarDay(moment.now, moment.zone), noticeDays);
  const ending = cleared
    .flatMap((provider) =>
      documentsThatCount(documentsOf(provider)).map(({ kind, validUntil }) => {
        return { id: provider.id, name: provider.name, gate: kind, validUntil };
      }),
    )
    .filter(({ validUntil }) => validUntil <= soon)
    .sort((a, b) => a.validUntil.localeCompare(b.validUntil));
  return {
    providers: counted.length,
    cleared: cleared.length,
    unvetted: unvetted.length,
    busiestUnvetted: busiest
      ? { id: busiest.id, name: busiest.name, sent: busiest.sent, offerUntil: busiest.offerUntil }
      : null,
    expiring: ending[0] ?? null,
  };
}
