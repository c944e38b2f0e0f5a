/** Whether a rule held; `unknown` when the request lacks what it asks for. Unknown counts as not matched. */
export type Outcome = "matched" | "not" | "unknown";

export const reasons = [
  "service-active",
  "service-paused",
  "provider-offerable",
  "provider-not-offerable",
  "provider-until-passed",
  "provider-unknown",
  "zone-postcode",
  "zone-province",
  "zone-country",
  "zone-everywhere",
  "zone-elsewhere",
  "zone-lacks-country",
  "zone-lacks-province",
  "zone-lacks-postcode",
  "zone-none",
  "nothing-to-ship",
  "within-limits",
  "too-heavy",
  "too-valuable",
  "tier-found",
  "tier-none",
  "currency-same",
  "currency-converted",
  "currency-not-convertible",
  "packaging-added",
  "promise-made",
  "position",
] as const;
export type Reason = (typeof reasons)[number];

export const rules = [
  "state",
  "provider",
  "zone",
  "limits",
  "table",
  "currency",
  "packaging",
  "promise",
  "order",
] as const;
export type Rule = (typeof rules)[number];

/** One step of a quote: which rule was asked for which rate code, how it came out, why, and the numbers it saw. */
export type Step = {
  code: string;
  rule: Rule;
  outcome: Outcome;
  reason: Reason;
  values: Record<string, string | number>;
};
