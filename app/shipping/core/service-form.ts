import { z } from "zod";
import { isCurrencyCode, moneyFromDecimal } from "../../lib/money";
import { decimalOf } from "./price";
import { codePattern, type Service, serviceShape, type Zone } from "./service";

const text = z.string().max(5_000);
const draftWords = z.record(z.string().max(20), z.object({ name: text, description: text }));

/** A service as somebody types it: every field is text. */
export const draftShape = z.object({
  words: draftWords,
  zones: z
    .array(
      z.object({
        countries: text,
        provinces: text,
        postcodes: text,
        tiers: z.array(z.object({ from: text, to: text, price: text })).max(50),
        transitMin: text,
        transitMax: text,
      }),
    )
    .max(100),
  limits: z.object({ maxGrams: text, maxValue: text }),
  packaging: z.object({ suffix: text, price: text, words: draftWords }).nullable(),
});
export type Draft = z.infer<typeof draftShape>;
export type DraftHead = Pick<Service, "code" | "providerId" | "tier" | "currency" | "active">;

/** What special packaging begins with in the form. */
export const emptyPackaging: NonNullable<Draft["packaging"]> = {
  suffix: "GIFT",
  price: "",
  words: { en: { name: "", description: "" } },
};

export const fieldProblems = [
  "code-unreadable",
  "currency-unknown",
  "english-missing",
  "name-missing",
  "zone-missing",
  "country-unknown",
  "province-unreadable",
  "postcode-unreadable",
  "zone-needs-one-country",
  "zone-overlap",
  "tier-missing",
  "tier-empty",
  "tier-gap",
  "tier-cheaper-when-heavier",
  "weight-unreadable",
  "price-unreadable",
  "transit-unreadable",
  "transit-reversed",
  "unreadable",
] as const;
export type FieldProblem = (typeof fieldProblems)[number];
/** Path of a field ("zones.0.tiers.1.price") → what is wrong with it. */
export type FieldErrors = Record<string, FieldProblem>;

const listOf = (typed: string) => [
  ...new Set(
    typed
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];
const postcodesOf = (typed: string) => [
  ...new Set(
    typed
      .toUpperCase()
      .split(/[,;\n]+/)
      .map((one) => one.replace(/[\s-]/g, ""))
      .filter(Boolean),
  ),
];

type Complain = (path: string, problem: FieldProblem) => void;

/** Reads what was typed. Everything that is wrong is named with its field, not only the first. */
export function readDraft(
  head: DraftHead,
  draft: Draft,
): { ok: true; value: Omit<Service, "id" | "version"> } | { ok: false; errors: FieldErrors } {
  const errors: FieldErrors = {};
  const complain: Complain = (path, problem) => {
    errors[path] ??= problem;
  };
  if (!codePattern.test(head.code)) complain("code", "code-unreadable");
  if (!isCurrencyCode(head.currency)) complain("currency", "currency-unknown");
  const currency = isCurrencyCode(head.currency) ? head.currency : "USD";
  const candidate = {
    ...head,
    words: filledWords(draft.words),
    zones: draft.zones.map((zone, at) => readZone(zone, `zones.${at}`, currency, complain)),
    limits: {
      maxGrams: readOptional(draft.limits.maxGrams, (typed) => readGrams(typed, "limits.maxGrams", complain)),
      maxValueMinor: readOptional(draft.limits.maxValue, (typed) =>
        readPrice(typed, currency, "limits.maxValue", complain),
      ),
    },
    packaging: draft.packaging && {
      suffix: draft.packaging.suffix.trim().toUpperCase(),
      surchargeMinor: readPrice(draft.packaging.price, currency, "packaging.price", complain),
      words: filledWords(draft.packaging.words),
    },
  };
  if (candidate.zones.length === 0) complain("zones", "zone-missing");
  findOverlaps(candidate.zones, complain);
  const parsed = serviceShape.omit({ id: true, version: true }).safeParse(candidate);
  for (const issue of parsed.error?.issues ?? []) {
    const known = fieldProblems.find((one) => one === issue.message);
    complain(issue.path.join("."), known ?? usualProblem(issue.path));
  }
  return parsed.success && Object.keys(errors).length === 0
    ? { ok: true, value: parsed.data }
    : { ok: false, errors };
}

function usualProblem(path: PropertyKey[]): FieldProblem {
  const last = String(path.at(-1));
  if (last === "name") return "name-missing";
  if (last === "suffix") return "code-unreadable";
  return "unreadable";
}

/** Languages nobody typed anything for are left out, but English, which everybody else falls back to. */
function filledWords(words: Draft["words"]): Service["words"] {
  const kept = Object.entries(words).filter(
    ([language, { name, description }]) => language === "en" || (name + description).trim() !== "",
  );
  return Object.fromEntries(kept);
}

function readZone(zone: Draft["zones"][number], path: string, currency: string, complain: Complain): Zone {
  const days = (typed: string, field: string) => {
    if (!/^\d{1,3}$/.test(typed.trim())) complain(`${path}.${field}`, "transit-unreadable");
    return Number(typed.trim()) || 0;
  };
  return {
    countries: listOf(zone.countries),
    provinces: listOf(zone.provinces),
    postcodes: postcodesOf(zone.postcodes),
    tiers: zone.tiers.map((tier, at) => ({
      from: readGrams(tier.from, `${path}.tiers.${at}.from`, complain),
      to: readOptional(tier.to, (typed) => readGrams(typed, `${path}.tiers.${at}.to`, complain)),
      minor: readPrice(tier.price, currency, `${path}.tiers.${at}.price`, complain),
    })),
    transit: { min: days(zone.transitMin, "transitMin"), max: days(zone.transitMax, "transitMax") },
  };
}

function readOptional<T>(typed: string, read: (typed: string) => T): T | null {
  return typed.trim() === "" ? null : read(typed);
}

function readGrams(typed: string, path: string, complain: Complain): number {
  if (/^\d{1,8}$/.test(typed.trim())) return Number(typed.trim());
  complain(path, "weight-unreadable");
  return 0;
}

function readPrice(typed: string, currency: string, path: string, complain: Complain): number {
  const money = moneyFromDecimal(typed.trim(), currency);
  if (money.ok && money.value.minor >= 0n && money.value.minor <= 1_000_000_000_000n)
    return Number(money.value.minor);
  complain(path, "price-unreadable");
  return 0;
}

/** Two zones for the whole of one country, or for the rest of the world, leave open which price holds. */
function findOverlaps(zones: readonly Zone[], complain: Complain): void {
  const seen = new Set<string>();
  zones.forEach((zone, at) => {
    if (zone.provinces.length + zone.postcodes.length > 0) return;
    for (const country of zone.countries.length > 0 ? zone.countries : [""]) {
      if (seen.has(country)) complain(`zones.${at}.countries`, "zone-overlap");
      seen.add(country);
    }
  });
}

/** A service as its form shows it. */
export function toDraft(service: Service): Draft {
  const price = (minor: number) => decimalOf(minor, service.currency);
  const optional = (value: number | null, show: (value: number) => string) =>
    value === null ? "" : show(value);
  return {
    words: service.words,
    zones: service.zones.map((zone) => ({
      countries: zone.countries.join(", "),
      provinces: zone.provinces.join(", "),
      postcodes: zone.postcodes.join(", "),
      tiers: zone.tiers.map((tier) => ({
        from: String(tier.from),
        to: optional(tier.to, String),
        price: price(tier.minor),
      })),
      transitMin: String(zone.transit.min),
      transitMax: String(zone.transit.max),
    })),
    limits: {
      maxGrams: optional(service.limits.maxGrams, String),
      maxValue: optional(service.limits.maxValueMinor, price),
    },
    packaging: service.packaging && {
      suffix: service.packaging.suffix,
      price: price(service.packaging.surchargeMinor),
      words: service.packaging.words,
    },
  };
}
