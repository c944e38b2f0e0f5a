import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { dutiesByCountry } from "../markets/queries.server";
import { offeredProviders } from "../providers/queries.server";
import { shopSummary } from "../shop/queries.server";
import { type RuleSet, usualRules } from "./core/service";
import { findSharedRules, listServices } from "./store.server";

/** Everything a quote of this shop depends on, read in one transaction so that its parts belong together. */
export async function loadRules(db: Db, ctx: Ctx): Promise<RuleSet> {
  const shared = (await findSharedRules(db, ctx.shop)) ?? usualRules;
  const services = await listServices(db, ctx.shop);
  const offered = await offeredProviders(db, ctx, ctx.now());
  return {
    ...shared,
    timezone: (await shopSummary(db, ctx)).timezone,
    services,
    duties: await dutiesByCountry(db, ctx),
    providers: Object.fromEntries(
      offered.map(({ id, name, offerable, why, until }) => [id, { name, offerable, why, until }]),
    ),
  };
}
