import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { marketsForCountries } from "../markets/queries.server";
import { offeredProviders } from "../providers/queries.server";
import { shopSummary } from "../shop/queries.server";
import { type RuleSet, usualRules } from "./core/service";
import { findSharedRules, listServices } from "./store.server";

/** Everything a quote of this shop depends on, read in one transaction so that its parts belong together. */
export async function loadRules(db: Db, ctx: Ctx): Promise<RuleSet> {
  const shared = (await findSharedRules(db, ctx.shop)) ?? usualRules;
  const services = await listServices(db, ctx.shop);
  const marketOf = await marketsForCountries(db, ctx);
  const countries = new Set(services.flatMap((service) => service.zones.flatMap((zone) => zone.countries)));
  const duties: RuleSet["duties"] = { "": marketOf(null).dutiesPaidBy };
  for (const country of countries) duties[country] = marketOf(country).dutiesPaidBy;
  const offered = await offeredProviders(db, ctx, ctx.now());
  return {
    ...shared,
    timezone: (await shopSummary(db, ctx)).timezone,
    services,
    duties,
    providers: Object.fromEntries(
      offered.map(({ id, name, offerable, why, until }) => [id, { name, offerable, why, until }]),
    ),
  };
}
