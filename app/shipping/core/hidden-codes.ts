import type { RuleSet } from "./service";

/** Longest list the platform hands to a function: metafields over 10,000 bytes read as nothing. */
const mostCodes = 200;

/**
 * Rate codes that must not be chosen any more, though a cached answer may still show them: those of paused services and
 * of services whose provider may not be offered. Without their packaging suffix, which the function cuts off itself.
 */
export function hiddenCodes(rules: RuleSet): string[] {
  return rules.services
    .filter((service) => !service.active || !rules.providers[service.providerId]?.offerable)
    .map((service) => service.code)
    .slice(0, mostCodes);
}
