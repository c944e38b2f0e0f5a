import type { Zone } from "./service";
import type { Outcome, Reason } from "./trace";

/** As far as the buyer has typed it; null for what is missing. */
export type Destination = { country: string | null; province: string | null; postcode: string | null };

export type ZoneAnswer = { outcome: Outcome; reason: Reason; specificity: number };

/**
 * A destination as zones compare it: country as two capitals, province without its country, postcode in capitals
 * without spaces and dashes. What cannot be read is missing.
 */
export function readDestination(given: {
  country: string | null | undefined;
  province: string | null | undefined;
  postcode: string | null | undefined;
}): Destination {
  const country = given.country?.trim().toUpperCase() ?? "";
  const province = given.province?.trim().toUpperCase().split("-").at(-1) ?? "";
  const postcode = given.postcode?.toUpperCase().replace(/[^A-Z0-9]/g, "") ?? "";
  return {
    country: /^[A-Z]{2}$/.test(country) ? country : null,
    province: province || null,
    postcode: postcode || null,
  };
}

/**
 * Whether a zone holds a destination, and how specific the match is: postcode prefix (1000 + its length) over province
 * (100) over country (10) over the rest of the world (1). A missing field makes the answer unknown, not a guess.
 */
export function askZone(zone: Zone, to: Destination): ZoneAnswer {
  const answer = (outcome: Outcome, reason: Reason, specificity = 0) => ({ outcome, reason, specificity });
  if (zone.countries.length === 0) return answer("matched", "zone-everywhere", 1);
  if (to.country === null) return answer("unknown", "zone-lacks-country");
  if (!zone.countries.includes(to.country)) return answer("not", "zone-elsewhere");
  const narrowed = zone.postcodes.length + zone.provinces.length > 0;
  if (!narrowed) return answer("matched", "zone-country", 10);
  const { postcode, province } = to;
  const lengths = postcode
    ? zone.postcodes.filter((prefix) => postcode.startsWith(prefix)).map((prefix) => prefix.length)
    : [];
  if (lengths.length > 0) return answer("matched", "zone-postcode", 1000 + Math.max(...lengths));
  if (province && zone.provinces.includes(province)) return answer("matched", "zone-province", 100);
  if (zone.postcodes.length > 0 && postcode === null) return answer("unknown", "zone-lacks-postcode");
  if (zone.provinces.length > 0 && province === null) return answer("unknown", "zone-lacks-province");
  return answer("not", "zone-elsewhere");
}

type FoundZone = ZoneAnswer & { zone: Zone; at: number };

/** The most specific zone that holds the destination, of equals the first; and those that might, were more known. */
export function findZone(
  zones: readonly Zone[],
  to: Destination,
): { best: FoundZone | undefined; unknown: FoundZone[] } {
  const unknown: FoundZone[] = [];
  let best: FoundZone | undefined;
  for (const [at, zone] of zones.entries()) {
    const answer = askZone(zone, to);
    // Most zones are elsewhere, and checkout is waiting: those cost nothing more.
    if (answer.outcome === "not") continue;
    const found = { zone, at, ...answer };
    if (answer.outcome === "unknown") unknown.push(found);
    else if (!best || best.specificity < answer.specificity) best = found;
  }
  return { best, unknown };
}
