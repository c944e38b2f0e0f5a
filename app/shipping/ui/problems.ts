import type { KeepCaseProblem } from "../case-commands.server";
import type { SaveServiceProblem } from "../commands.server";
import type { HandlingErrors, HandlingProblem } from "../core/handling-form";
import type { FieldErrors, FieldProblem } from "../core/service-form";

type EdgeProblem = "form-unreadable" | "no-answer";

/** Words for what can be wrong with a single field of a service. */
export const fieldWords = {
  "code-unreadable": "shipping.problem.codeUnreadable",
  "currency-unknown": "shipping.problem.currencyUnknown",
  "english-missing": "shipping.problem.nameMissing",
  "name-missing": "shipping.problem.nameMissing",
  "zone-missing": "shipping.problem.zoneMissing",
  "country-unknown": "shipping.problem.countryUnknown",
  "province-unreadable": "shipping.problem.provinceUnreadable",
  "postcode-unreadable": "shipping.problem.postcodeUnreadable",
  "zone-needs-one-country": "shipping.problem.zoneNeedsOneCountry",
  "zone-overlap": "shipping.problem.zoneOverlap",
  "tier-missing": "shipping.problem.tierMissing",
  "tier-empty": "shipping.problem.tierEmpty",
  "tier-gap": "shipping.problem.tierGap",
  "tier-cheaper-when-heavier": "shipping.problem.tierCheaper",
  "weight-unreadable": "shipping.problem.weightUnreadable",
  "price-unreadable": "shipping.problem.priceUnreadable",
  "transit-unreadable": "shipping.problem.daysUnreadable",
  "transit-reversed": "shipping.problem.transitReversed",
  unreadable: "shipping.problem.unreadable",
} as const satisfies Record<FieldProblem, string>;

/** Words for what can be wrong with a service as a whole. */
export const serviceProblems = {
  "not-allowed": "shipping.problem.notAllowed",
  "not-found": "shipping.problem.notFound",
  "provider-unknown": "shipping.problem.providerUnknown",
  "code-taken": "shipping.problem.codeTaken",
  "fields-wrong": "shipping.problem.fieldsWrong",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<SaveServiceProblem | EdgeProblem | "fields-wrong", string>;

export type ServiceAnswer =
  | { ok: true; value: { id: string } }
  | { ok: false; problem: keyof typeof serviceProblems; errors?: FieldErrors };

export const handlingWords = {
  "cut-off-unreadable": "shipping.problem.cutOffUnreadable",
  "days-unreadable": "shipping.problem.daysUnreadable",
  "no-working-day": "shipping.problem.noWorkingDay",
  "holiday-unreadable": "shipping.problem.holidayUnreadable",
  "conversion-unreadable": "shipping.problem.conversionUnreadable",
} as const satisfies Record<HandlingProblem, string>;

export const handlingProblems = {
  "not-allowed": "shipping.problem.notAllowed",
  "fields-wrong": "shipping.problem.fieldsWrong",
  "form-unreadable": "problem.formUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<EdgeProblem | "fields-wrong" | "not-allowed", string>;

export type HandlingAnswer =
  | { ok: true }
  | { ok: false; problem: keyof typeof handlingProblems; errors?: HandlingErrors };

/** Words for what can go wrong when a cart is kept or forgotten. */
export const caseProblems = {
  "not-allowed": "shipping.problem.notAllowed",
  "not-found": "shipping.problem.caseNotFound",
  "too-many-cases": "shipping.problem.tooManyCases",
  "form-unreadable": "shipping.problem.caseUnreadable",
  "no-answer": "problem.noAnswer",
} as const satisfies Record<KeepCaseProblem | EdgeProblem | "not-found", string>;

export type CaseAnswer = { ok: true } | { ok: false; problem: keyof typeof caseProblems };
