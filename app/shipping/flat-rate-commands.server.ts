import type { Ctx } from "../context";
import type { AdminProblem } from "../gateways/shopify/admin-client.server";
import { shopSummary } from "../shop/queries.server";
import { findRegistration, noteRegistration, type Registration } from "./carrier-store.server";
import { planRates, type RatePlan, recognised, wantedZones } from "./core/flat-rate-plan";
import type { RuleSet } from "./core/service";
import { type PublishedRate, placesOf, type StoreProfile } from "./core/store-profile";
import { forgetPublishedRates, listPublishedRates, savePublishedRates } from "./published-rate-store.server";
import { loadRules } from "./rules-queries.server";

type Known = { registration: Registration; rules: RuleSet; currency: string; rows: PublishedRate[] };
type Profile = Extract<StoreProfile, { kind: "profile" }>;

/**
 * Keeps the store's own flat rates as the offered services have them, where its plan has no rates from apps; takes them
 * back where it has. Asked twice it changes nothing the second time. A store that refuses is remembered, and the page
 * goes on saying what to enter by hand.
 */
export async function publishFlatRates(ctx: Ctx): Promise<void> {
  const known = await ctx.transact((db) => readKnown(db, ctx));
  if (!known) return;
  const answer = await ctx.admin.shippingProfile();
  if (!answer.ok) return giveUpOrRetry(ctx, answer.problem);
  if (answer.data.kind !== "profile") return remember(ctx, answer.data.kind, null);
  const plan = planOf(known, answer.data);
  const nothing = plan.made.length + plan.gone.methodIds.length + plan.gone.zoneIds.length === 0;
  if (!nothing) {
    const refusal = await change(ctx, known, answer.data, plan);
    if (refusal !== null) return remember(ctx, "refused", refusal);
  }
  const after = nothing ? answer : await ctx.admin.shippingProfile();
  if (!after.ok) return giveUpOrRetry(ctx, after.problem);
  if (after.data.kind === "profile") await settle(ctx, after.data);
  await remember(ctx, known.registration.state === "registered" ? "not-tried" : "published", null);
}

async function readKnown(db: Parameters<typeof loadRules>[0], ctx: Ctx): Promise<Known | null> {
  const registration = await findRegistration(db, ctx.shop);
  const rows = await listPublishedRates(db, ctx.shop);
  // Where checkout asks the app, or refuses to without a word about its plan, only what was published is looked after.
  if (!registration || (registration.state !== "no-plan" && rows.length === 0)) return null;
  const { currency } = await shopSummary(db, ctx);
  return { registration, rules: await loadRules(db, ctx), currency, rows };
}

function planOf({ registration, rules, currency, rows }: Known, profile: Profile): RatePlan {
  const wanted = registration.state === "registered" ? [] : wantedZones(rules, profile.zones, rows, currency);
  return planRates(profile.zones, wanted, rows);
}

/** Writes what is planned: rows first, so that a zone made just before a crash is known as the app's own. */
async function change(ctx: Ctx, known: Known, profile: Profile, plan: RatePlan): Promise<string | null> {
  const fresh = plan.made.flatMap(({ countries, own, rates }) =>
    rates.map((rate): PublishedRate => {
      return { id: ctx.newId(), places: placesOf(countries), ownZone: own, ...rate, methodId: null };
    }),
  );
  const unnamed = recognised(profile.zones, known.rows).filter(
    (row) => row.methodId === null && plan.gone.rowIds.includes(row.id),
  );
  await ctx.transact(async (db) => {
    await forgetPublishedRates(
      db,
      ctx.shop,
      unnamed.map((row) => row.id),
    );
    await savePublishedRates(db, ctx.shop, fresh, ctx.now());
  });
  const regions = new Intl.DisplayNames("en", { type: "region" });
  const answer = await ctx.admin.changeProfile({
    id: profile.id,
    groupId: profile.groupId,
    methodIds: plan.gone.methodIds,
    zoneIds: plan.gone.zoneIds,
    zones: plan.made.map(({ zoneId, countries, rates }) => ({
      id: zoneId,
      countries,
      name: countries
        .map((code) => regions.of(code) ?? code)
        .join(", ")
        .slice(0, 100),
      rates: rates.map((rate) => rate.spec),
    })),
  });
  if (answer.ok) return "refusal" in answer.data ? answer.data.refusal : null;
  if (answer.problem === "refused") return "";
  await giveUpOrRetry(ctx, answer.problem);
  return null;
}

/** Learns the platform's ids of what stands in the profile now, and forgets what does not. */
async function settle(ctx: Ctx, profile: Profile): Promise<void> {
  await ctx.transact(async (db) => {
    const known = await readKnown(db, ctx);
    if (!known) return;
    const { kept, gone } = planOf(known, profile);
    const named = kept.map((row) => ({ ...row, id: row.id || ctx.newId() }));
    await savePublishedRates(db, ctx.shop, named, ctx.now());
    await forgetPublishedRates(db, ctx.shop, gone.rowIds);
  });
}

/** A refusal will not change by asking again and a dead token waits for a person; the rest is tried again. */
async function giveUpOrRetry(ctx: Ctx, problem: AdminProblem): Promise<void> {
  if (problem === "needs-login") return;
  if (problem !== "refused") throw new Error(`the store's flat rates could not be written: ${problem}`);
  await remember(ctx, "refused", null);
}

async function remember(
  ctx: Ctx,
  flatState: Registration["flatState"],
  message: string | null,
): Promise<void> {
  ctx.log.info({ shop: ctx.shop.id, flatState }, "flat rates");
  const flatMessage = message?.slice(0, 500) || null;
  await ctx.transact((db) =>
    noteRegistration(db, ctx.shop, { flatState, flatMessage, checkedAt: ctx.now() }),
  );
}
