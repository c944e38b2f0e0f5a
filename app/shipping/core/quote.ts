import { calendarDay } from "../../lib/calendar";
import { dutiesText, promiseText, wordsFor } from "./buyer-words";
import { type Destination, findZone } from "./destination";
import { convertMinor, findConversion, findTier } from "./price";
import { arrivalDates, type PromiseDates, shippingDay } from "./promise-dates";
import type { RuleSet, Service, Zone } from "./service";
import type { Outcome, Reason, Rule, Step } from "./trace";

/** What a cart asks. `valueMinor` is in `currency`, the checkout's; null when it could not be read. */
export type RateRequest = {
  to: Destination;
  grams: number;
  /** Pieces that need shipping. */
  pieces: number;
  valueMinor: number | null;
  currency: string;
  /** The buyer's language, BCP 47. */
  locale: string;
  at: Date;
};

/** One line of the buyer's choice; `minor` in the checkout's currency. */
export type Option = {
  code: string;
  serviceId: string;
  providerId: string;
  tier: Service["tier"];
  packaging: boolean;
  name: string;
  description: string;
  minor: number;
  currency: string;
  promise: PromiseDates;
};

export type Quote = { options: Option[]; trace: Step[] };

/**
 * Prices a cart: for each service state → provider → most specific zone → limits → table → currency and rounding →
 * packaging → promise, then cheapest first, of equals by code. A rule that does not hold ends its service, and the
 * trace says which and why. The same request and rules always give the same answer.
 */
export function quoteRates(rules: RuleSet, request: RateRequest): Quote {
  const trace: Step[] = [];
  const shared = sharedBy(rules, request);
  const options = rules.services.flatMap((service) => quoteService(rules, request, service, shared, trace));
  options.sort((a, b) => a.minor - b.minor || (a.code < b.code ? -1 : 1));
  options.forEach((option, at) => {
    trace.push({
      code: option.code,
      rule: "order",
      outcome: "matched",
      reason: "position",
      values: { position: at + 1 },
    });
  });
  return { options, trace };
}

/** What the services of one quote have in common; worked out once, for dates and their words cost most of a quote. */
type Shared = {
  /** The shop's calendar day. */
  today: string;
  duties: string | null;
  /** The promise of a transit, and how it reads. */
  promiseOf(transit: Zone["transit"]): { dates: PromiseDates; text: string };
};

function sharedBy(rules: RuleSet, { at, to, locale }: RateRequest): Shared {
  const { timezone, handling } = rules;
  const ships = shippingDay({ at, timezone, handling });
  const promises = new Map<string, ReturnType<Shared["promiseOf"]>>();
  return {
    today: calendarDay(at, timezone),
    duties: dutiesText(rules.duties[to.country ?? ""] ?? rules.duties[""] ?? "unknown", locale),
    promiseOf(transit) {
      const key = `${transit.min} ${transit.max}`;
      let promise = promises.get(key);
      if (!promise) {
        const dates = arrivalDates(ships, { transit, country: to.country });
        promise = { dates, text: promiseText(dates, locale) };
        promises.set(key, promise);
      }
      return promise;
    },
  };
}

type Note = (rule: Rule, outcome: Outcome, reason: Reason, values?: Step["values"]) => boolean;

function quoteService(
  rules: RuleSet,
  request: RateRequest,
  service: Service,
  shared: Shared,
  trace: Step[],
): Option[] {
  const note: Note = (rule, outcome, reason, values = {}) => {
    trace.push({ code: service.code, rule, outcome, reason, values });
    return outcome === "matched";
  };
  const active = service.active
    ? note("state", "matched", "service-active")
    : note("state", "not", "service-paused");
  if (!active || !askProvider(rules, service, shared.today, note)) return [];
  const zone = pickZone(service, request.to, note);
  if (!zone || !askLimits(rules, request, service, note)) return [];
  const tier = findTier(zone, request.grams);
  if (!tier) {
    note("table", "not", "tier-none", { grams: request.grams });
    return [];
  }
  note("table", "matched", "tier-found", {
    grams: request.grams,
    from: tier.from,
    ...(tier.to !== null && { to: tier.to }),
    minor: tier.minor,
    currency: service.currency,
  });
  const price = toCheckoutCurrency(rules, request, service, note);
  if (!price) return [];
  return makeOptions(request, service, { zone, tier, price }, shared, note);
}

function askProvider(rules: RuleSet, service: Service, today: string, note: Note): boolean {
  const provider = rules.providers[service.providerId];
  if (!provider) return note("provider", "unknown", "provider-unknown");
  const values = { provider: provider.name, why: provider.why };
  if (!provider.offerable) return note("provider", "not", "provider-not-offerable", values);
  if (provider.until !== null && today > provider.until)
    return note("provider", "not", "provider-until-passed", values);
  return note("provider", "matched", "provider-offerable", values);
}

function pickZone(service: Service, to: Destination, note: Note): Zone | null {
  const { best, unknown } = findZone(service.zones, to);
  for (const { reason, at } of unknown) note("zone", "unknown", reason, { zone: at + 1 });
  if (!best) {
    note("zone", "not", "zone-none", { country: to.country ?? "" });
    return null;
  }
  note("zone", "matched", best.reason, { zone: best.at + 1, country: to.country ?? "" });
  return best.zone;
}

function askLimits(rules: RuleSet, request: RateRequest, service: Service, note: Note): boolean {
  const { maxGrams, maxValueMinor } = service.limits;
  const { grams, valueMinor, currency } = request;
  if (request.pieces === 0) return note("limits", "not", "nothing-to-ship");
  if (maxGrams !== null && grams > maxGrams)
    return note("limits", "not", "too-heavy", { grams, most: maxGrams });
  if (maxValueMinor !== null) {
    const way = findConversion(rules.conversions, service.currency, currency);
    const most =
      way.kind === "rate" ? convertMinor(maxValueMinor, service.currency, currency, way.rate) : maxValueMinor;
    // Without a conversion the currency rule below ends the service anyway.
    if (way.kind !== "none" && (valueMinor === null || valueMinor > most))
      return note("limits", valueMinor === null ? "unknown" : "not", "too-valuable", {
        minor: valueMinor ?? "",
        most,
        currency,
      });
  }
  return note("limits", "matched", "within-limits");
}

/** How the service's amounts become the checkout's, or null where the merchant has set no rate. */
function toCheckoutCurrency(rules: RuleSet, request: RateRequest, service: Service, note: Note) {
  const from = service.currency;
  const to = request.currency;
  const way = findConversion(rules.conversions, from, to);
  if (way.kind === "none") {
    note("currency", "not", "currency-not-convertible", { from, to });
    return null;
  }
  if (way.kind === "same") {
    note("currency", "matched", "currency-same", { currency: to });
    return (minor: number) => minor;
  }
  note("currency", "matched", "currency-converted", { from, to, rate: way.rate });
  return (minor: number) => convertMinor(minor, from, to, way.rate);
}

type Priced = { zone: Zone; tier: Zone["tiers"][number]; price: (minor: number) => number };

function makeOptions(
  request: RateRequest,
  service: Service,
  { zone, tier, price }: Priced,
  shared: Shared,
  note: Note,
): Option[] {
  const { packaging } = service;
  const { dates: promise, text } = shared.promiseOf(zone.transit);
  const describe = (own: string) => [own, text, shared.duties].filter(Boolean).join(" · ");
  const own = wordsFor(service.words, request.locale);
  const plain: Option = {
    code: service.code,
    serviceId: service.id,
    providerId: service.providerId,
    tier: service.tier,
    packaging: false,
    name: own.name,
    description: describe(own.description),
    minor: price(tier.minor),
    currency: request.currency,
    promise,
  };
  const options = [plain];
  if (packaging) {
    const words = wordsFor(packaging.words, request.locale);
    const minor = price(tier.minor + packaging.surchargeMinor);
    note("packaging", "matched", "packaging-added", { minor, currency: request.currency });
    options.push({
      ...plain,
      code: `${service.code}+${packaging.suffix}`,
      packaging: true,
      name: words.name,
      description: describe(words.description),
      minor,
    });
  }
  note("promise", "matched", "promise-made", promise);
  return options;
}
