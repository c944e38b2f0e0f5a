import type { Tenant } from "../context";
import type { Db } from "../db.server";

export const registrationStates = ["registered", "no-plan", "refused"] as const;

/**
 * Where a store has no live rates: whether the app may write flat ones. `refused`: the store says no; `several-origins`
 * and `market-driven`: the store's rates are kept in a way that the general profile cannot express.
 */
export const flatStates = ["not-tried", "published", "refused", "several-origins", "market-driven"] as const;

export type Registration = {
  /** `no-plan`: the store's plan has no carrier-calculated rates. `message`: the platform's own words. */
  state: (typeof registrationStates)[number];
  carrierServiceId: string | null;
  message: string | null;
  functionState: "on" | "refused" | "not-tried";
  customizationId: string | null;
  functionMessage: string | null;
  flatState: (typeof flatStates)[number];
  flatMessage: string | null;
  checkedAt: Date;
};

export async function findRegistration(db: Db, shop: Tenant): Promise<Registration | null> {
  const row = await db.carrierRegistration.findUnique({ where: { shopId: shop.id } });
  if (!row) return null;
  const state = registrationStates.find((one) => one === row.state) ?? "refused";
  const functionState = (["on", "refused"] as const).find((one) => one === row.functionState) ?? "not-tried";
  const flatState = flatStates.find((one) => one === row.flatState) ?? "not-tried";
  const { shopId: _shop, ...rest } = row;
  return { ...rest, state, functionState, flatState };
}

/**
 * Adds to what is known without saying how checkout stands: only who registers may, for others read it before they asked
 * the platform, and it may have changed meanwhile. Nothing where no registration was ever tried.
 */
export async function noteRegistration(
  db: Db,
  shop: Tenant,
  change: Omit<Partial<Registration>, "state"> & { checkedAt: Date },
): Promise<void> {
  await db.carrierRegistration.updateMany({ where: { shopId: shop.id }, data: change });
}

export async function saveRegistration(
  db: Db,
  shop: Tenant,
  change: Partial<Registration> & { state: Registration["state"]; checkedAt: Date },
): Promise<void> {
  await db.carrierRegistration.upsert({
    where: { shopId: shop.id },
    create: { shopId: shop.id, ...change },
    update: change,
  });
}
