import type { FieldProblem, FormStep } from "../core/provider-form";

/** Each screen of a provider's form: its name, what it is about, and what to have at hand for it. */
export const stepWords = {
  company: { name: "invited.step.company", why: "invited.why.company", needs: "invited.needs.company" },
  licence: { name: "invited.step.licence", why: "invited.why.licence", needs: "invited.needs.licence" },
  insurance: {
    name: "invited.step.insurance",
    why: "invited.why.insurance",
    needs: "invited.needs.insurance",
  },
  capacity: { name: "invited.step.capacity", why: "invited.why.capacity", needs: "invited.needs.capacity" },
  tracking: { name: "invited.step.tracking", why: "invited.why.tracking", needs: "invited.needs.tracking" },
  claims: { name: "invited.step.claims", why: "invited.why.claims", needs: "invited.needs.claims" },
  returns: { name: "invited.step.returns", why: "invited.why.returns", needs: "invited.needs.returns" },
  contact: { name: "invited.step.contact", why: "invited.why.contact", needs: "invited.needs.contact" },
} as const satisfies Record<FormStep, { name: string; why: string; needs: string }>;

/** A field's label, and what helps to fill it in. */
export const fieldWords = {
  legalName: { name: "invited.field.legalName" },
  companyNumber: { name: "invited.field.companyNumber" },
  companyCountry: { name: "invited.field.companyCountry" },
  licenceIssuer: { name: "invited.field.licenceIssuer" },
  licenceNumber: { name: "invited.field.licenceNumber" },
  licenceUntil: { name: "invited.field.licenceUntil" },
  insuranceIssuer: { name: "invited.field.insuranceIssuer" },
  insuranceNumber: { name: "invited.field.insuranceNumber" },
  insuranceUntil: { name: "invited.field.insuranceUntil" },
  insuredAmount: { name: "invited.field.insuredAmount", help: "invited.help.insuredAmount" },
  insuredCurrency: { name: "invited.field.insuredCurrency" },
  parcelsPerWeek: { name: "invited.field.parcelsPerWeek", help: "invited.help.parcelsPerWeek" },
  lanes: { name: "invited.field.lanes", help: "invited.help.lanes" },
  integration: { name: "invited.field.integration" },
  scans: { name: "invited.field.scans", help: "invited.help.scans" },
  claimWithinDays: { name: "invited.field.claimWithinDays" },
  settledWithinDays: { name: "invited.field.settledWithinDays" },
  returnsTo: { name: "invited.field.returnsTo" },
  specialPackaging: { name: "invited.field.specialPackaging" },
  contactName: { name: "invited.field.contactName" },
  contactEmail: { name: "invited.field.contactEmail" },
  contactPhone: { name: "invited.field.contactPhone" },
  contactHours: { name: "invited.field.contactHours", help: "invited.help.contactHours" },
} as const satisfies Record<string, { name: string; help?: string }>;

type FieldName = keyof typeof fieldWords;
type FieldWords = { name: (typeof fieldWords)[FieldName]["name"]; help: HelpWords | null };
type HelpWords = Extract<(typeof fieldWords)[FieldName], { help: string }>["help"];

/** The words of a field by its name; the names are those of app/providers/core/provider-form.ts. */
export function wordsOfField(name: string): FieldWords {
  const words = fieldWords[name as FieldName];
  return { name: words.name, help: "help" in words ? words.help : null };
}

const optionWords = {
  "integration api": "invited.option.api",
  "integration file": "invited.option.file",
  "integration email": "invited.option.email",
  "scans all": "invited.option.scansAll",
  "scans some": "invited.option.scansSome",
  "scans none": "invited.option.scansNone",
  "returnsTo sender": "invited.option.returnsSender",
  "returnsTo local": "invited.option.returnsLocal",
  "returnsTo none": "invited.option.returnsNone",
  "specialPackaging yes": "invited.option.yes",
  "specialPackaging no": "invited.option.no",
} as const;

/** The words of a choice; null for what speaks for itself, as a currency does. */
export function wordsOfOption(field: string, value: string) {
  const known = `${field} ${value}`;
  return known in optionWords ? optionWords[known as keyof typeof optionWords] : null;
}

export const fieldProblems = {
  empty: "invited.problem.empty",
  "too-long": "providers.problem.tooLong",
  unreadable: "providers.problem.unreadable",
  "not-a-day": "invited.problem.day",
  "day-past": "invited.problem.dayPast",
  "not-a-number": "invited.problem.number",
  "not-an-address": "invited.problem.address",
  "not-an-option": "invited.problem.option",
} as const satisfies Record<FieldProblem, string>;
