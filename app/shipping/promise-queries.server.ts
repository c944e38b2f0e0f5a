import type { Ctx } from "../context";
import type { Db } from "../db.server";
import { shopSummary } from "../shop/queries.server";
import { findZone } from "./core/destination";
import { promiseDates } from "./core/promise-dates";
import { usualRules } from "./core/service";
import { findOfferedRate } from "./quote-store.server";
import { findServiceByRateCode, findSharedRules } from "./store.server";

/** How long before an order its buyer may have been shown the rate they chose, in milliseconds. */
const longestCheckoutMs = 24 * 3_600_000;

export type ServicePromise = { from: string; by: string; serviceId: string; providerId: string };

/**
 * What the buyer of a rate code was promised: the dates of the last answer their country's checkout was given for it
 * in the day before the order, else the service's own rules as of the order. Null for a code that is no service's.
 */
export async function promiseOf(
  db: Db,
  ctx: Ctx,
  asked: { code: string | null; country: string | null; placedAt: Date },
): Promise<ServicePromise | null> {
  const { code, country, placedAt } = asked;
  if (!code) return null;
  const after = new Date(placedAt.getTime() - longestCheckoutMs);
  const offered = await findOfferedRate(db, ctx.shop, { code, country, after, before: placedAt });
  if (offered) {
    const { from, by, serviceId, providerId } = offered;
    return { from, by, serviceId, providerId };
  }
  const service = await findServiceByRateCode(db, ctx.shop, code.split("+")[0] ?? code);
  if (!service) return null;
  const zone = findZone(service.zones, { country, province: null, postcode: null }).best?.zone;
  if (!zone) return null;
  const { handling } = (await findSharedRules(db, ctx.shop)) ?? usualRules;
  const { timezone } = await shopSummary(db, ctx);
  const dates = promiseDates({ at: placedAt, timezone, handling, transit: zone.transit, country });
  return { from: dates.from, by: dates.by, serviceId: service.id, providerId: service.providerId };
}
