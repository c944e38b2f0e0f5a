import type { Platform } from "../platform.ts";
import { type ShopFacts, shopFacts } from "./facts.ts";

export const plans = ["basic", "grow", "advanced", "plus"] as const;
export type Plan = (typeof plans)[number];

/** What changes about a shop. */
export type ShopRecord = {
  facts: ShopFacts;
  plan: Plan;
  installed: boolean;
  granted: string[];
  installedAt: string | null;
  uninstalledAt: string | null;
};

/** The public name of a plan and what the platform allows on it. */
export const planRules: Record<
  Plan,
  { label: string; carrierService: boolean; bucket: number; restore: number }
> = {
  basic: { label: "Basic", carrierService: false, bucket: 2000, restore: 100 },
  grow: { label: "Grow", carrierService: false, bucket: 2000, restore: 100 },
  advanced: { label: "Advanced", carrierService: true, bucket: 4000, restore: 200 },
  plus: { label: "Plus", carrierService: true, bucket: 20_000, restore: 1000 },
};

/** Finds a shop by handle or domain. */
export function findShop(platform: Platform, handleOrDomain: string): ShopRecord | null {
  const facts = shopFacts(handleOrDomain);
  const row = facts && platform.db.prepare("select * from shop where handle = ?").get(facts.handle);
  if (!facts || !row) return null;
  return {
    facts,
    plan: row.plan as Plan,
    installed: row.installed === 1,
    granted: JSON.parse(String(row.granted)) as string[],
    installedAt: row.installedAt as string | null,
    uninstalledAt: row.uninstalledAt as string | null,
  };
}

/** The granted scopes with what they imply: to write is to read. */
export function effectiveScopes(granted: string[]): Set<string> {
  return new Set(
    granted.flatMap((scope) =>
      scope.startsWith("write_") ? [scope, scope.replace("write_", "read_")] : [scope],
    ),
  );
}
